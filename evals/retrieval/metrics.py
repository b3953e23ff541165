"""Recall and mean reciprocal rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from tilesmith.evals.retrieval.dataset import LabelledQuery, satisfies

DEPTH = 10
"""Results that are looked at."""


@dataclass(frozen=True)
class Result:
    """What a search gave, as far as scores need it."""

    name: str
    path: str


@dataclass(frozen=True)
class Score:
    """How one query fared."""

    recall_at_5: float
    """Share of the entries that must come back which are among the first five."""
    recall_at_10: float
    reciprocal_rank: float
    """One over the place of the first right result; 0 when none is among the first ten."""


def score(query: LabelledQuery, results: Sequence[Result]) -> Score:
    """Judge `results`, best first."""
    places = [_place(entry, results[:DEPTH]) for entry in query.relevant]
    found = [place for place in places if place is not None]
    return Score(
        recall_at_5=sum(place <= 5 for place in found) / len(places),
        recall_at_10=len(found) / len(places),
        reciprocal_rank=1 / min(found) if found else 0.0,
    )


def mean(scores: Sequence[Score]) -> Score:
    """The average over queries; NaN when there are none, which no reader takes for a result."""
    count = len(scores) or float("nan")
    return Score(
        recall_at_5=sum(item.recall_at_5 for item in scores) / count,
        recall_at_10=sum(item.recall_at_10 for item in scores) / count,
        reciprocal_rank=sum(item.reciprocal_rank for item in scores) / count,
    )


def _place(entry: str, results: Sequence[Result]) -> int | None:
    places = (place for place, result in enumerate(results, 1) if satisfies(entry, result.name, result.path))
    return next(places, None)
