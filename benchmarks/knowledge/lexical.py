"""FTS5 or bm25s, and whether a re-ranker pays: `uv run --with bm25s python benchmarks/knowledge/lexical.py`.

Asks the tuning half of the labelled queries over the index of the installed SDK: as it is, with bm25s in the
place of SQLite's FTS5 over the same tokens and with the same weights, and with a re-ranker that lifts the
chunks that have most of the query's words by their rarity. Prints a table in Markdown.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

import bm25s  # type: ignore[import-not-found]
import numpy as np
import typer

from tilesmith.evals.retrieval.dataset import Split, labelled_queries
from tilesmith.evals.retrieval.metrics import DEPTH, Result, Score, mean, score
from tilesmith.knowledge.glossary import expand
from tilesmith.knowledge.lexical import LONGEST_QUERY, WEIGHTS
from tilesmith.knowledge.opening import ready_index
from tilesmith.knowledge.search import Hit, KnowledgeIndex, Mode
from tilesmith.knowledge.tokens import query_terms
from tilesmith.tools.sdk import resolve_sdk

_CANDIDATES = 200
_RERANKED = 40
_SHARES = (0.01, 0.02, 0.04)


@dataclass
class Bm25sSearch:
    """In the place of `LexicalSearch`."""

    index: KnowledgeIndex
    fields: dict[str, bm25s.BM25] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)

    def build(self) -> None:
        """Read the words of all chunks and index them field by field."""
        known = {feature.id: feature.number for feature in self.index.catalogue.features()}
        words: dict[str, list[list[str]]] = {name: [] for name in WEIGHTS}
        for id_, document in self.index.catalogue.documents():
            self.numbers.append(known[id_])
            for name, tokens in words.items():
                tokens.append(getattr(document.words, name))
        for name, tokens in words.items():
            self.fields[name] = bm25s.BM25()
            self.fields[name].index(tokens, show_progress=False)

    def scores(self, text: str) -> dict[int, float]:
        """See `LexicalSearch.scores`."""
        terms = query_terms(text)[:LONGEST_QUERY]
        found: dict[int, float] = {}
        for name, weight in WEIGHTS.items():
            own = [term for term in terms if term in self.fields[name].vocab_dict]
            values = self.fields[name].get_scores(own) if own else np.zeros(len(self.numbers))
            for row in np.argpartition(-values, _CANDIDATES)[:_CANDIDATES]:
                if values[row] > 0:
                    number = self.numbers[row]
                    found[number] = found.get(number, 0.0) + weight * float(values[row])
        return found


@dataclass
class Reranker:
    """Moves chunks up by how many of the query's words they have, rare ones first."""

    index: KnowledgeIndex
    share: float
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    frequencies: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for id_, document in self.index.catalogue.documents():
            fields = document.words
            self.words[id_] = frozenset({*fields.name, *fields.place, *fields.doc, *fields.head})
            self.frequencies.update(self.words[id_])

    def search(self, query: str) -> list[Hit]:
        """The best hits in their new order."""
        hits = list(enumerate(self.index.search(query, _RERANKED)))
        terms = query_terms(expand(query))
        weights = {t: math.log(len(self.words) / (1 + self.frequencies[t])) for t in terms}
        whole = sum(weights.values()) or 1.0

        def value(item: tuple[int, Hit]) -> float:
            covered = sum(weights[t] for t in terms if t in self.words[item[1].chunk.id])
            return 1 / (10 + item[0]) + self.share * covered / whole

        return [hit for _, hit in sorted(hits, key=value, reverse=True)]


def main() -> None:
    """Measure and print."""
    index = ready_index(resolve_sdk(install=False))
    typer.echo("| search | recall@5 | recall@10 | MRR | ms p50 |\n|---|---|---|---|---|")
    _row("FTS5, lexical", lambda query: index.search(query, DEPTH, mode=Mode.LEXICAL))
    _row("FTS5, fused", lambda query: index.search(query, DEPTH))
    for share in _SHARES:
        _row(f"FTS5, fused, re-ranked ({share})", Reranker(index, share).search)
    start = time.process_time()
    other = Bm25sSearch(index)
    other.build()
    seconds = time.process_time() - start
    index._words = other  # type: ignore[assignment]
    _row("bm25s, lexical", lambda query: index.search(query, DEPTH, mode=Mode.LEXICAL))
    _row("bm25s, fused", lambda query: index.search(query, DEPTH))
    typer.echo(f"\nbm25s reads and indexes all chunks anew in {seconds:.1f} s of processor time.")


def _row(name: str, search: Callable[[str], Sequence[Hit]]) -> None:
    search("warm up")
    scores: list[Score] = []
    times: list[float] = []
    for query in labelled_queries(Split.TUNING):
        start = time.perf_counter()
        hits = search(query.text)
        times.append(time.perf_counter() - start)
        scores.append(score(query, [Result(hit.chunk.name, hit.chunk.path) for hit in hits[:DEPTH]]))
    total = mean(scores)
    typer.echo(
        f"| {name} | {total.recall_at_5:.3f} | {total.recall_at_10:.3f} | {total.reciprocal_rank:.3f} "
        f"| {median(times) * 1e3:.1f} |"
    )


if __name__ == "__main__":
    typer.run(main)
