"""Asks an index all labelled queries."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from tilesmith.evals.retrieval.dataset import LabelledQuery, QueryKind
from tilesmith.evals.retrieval.metrics import DEPTH, Result, Score, mean, score
from tilesmith.knowledge.search import KnowledgeIndex, Mode


@dataclass(frozen=True)
class Outcome:
    """How one query fared in one mode."""

    query: LabelledQuery
    mode: Mode
    results: tuple[Result, ...]
    score: Score
    seconds: float


def evaluate(index: KnowledgeIndex, queries: Sequence[LabelledQuery]) -> list[Outcome]:
    """Every query in every mode."""
    index.search("warm up")
    return [_ask(index, query, mode) for mode in Mode for query in queries]


def _ask(index: KnowledgeIndex, query: LabelledQuery, mode: Mode) -> Outcome:
    start = time.perf_counter()
    hits = index.search(query.text, DEPTH, mode=mode)
    seconds = time.perf_counter() - start
    results = tuple(Result(hit.chunk.name, hit.chunk.path) for hit in hits)
    return Outcome(query, mode, results, score(query, results), seconds)


def summary(outcomes: Sequence[Outcome], mode: Mode, kind: QueryKind | None = None) -> tuple[int, Score]:
    """How many queries of `kind` (None: all) there are, and their average in `mode`."""
    chosen = [item.score for item in outcomes if item.mode is mode and kind in (None, item.query.kind)]
    return len(chosen), mean(chosen)
