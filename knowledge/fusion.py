"""One ranking from several."""

from collections.abc import Mapping, Sequence

DAMPING = 60.0
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): how little the first places
differ."""


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[str]],
    weights: Mapping[str, float] | None = None,
    damping: float = DAMPING,
) -> list[tuple[str, float]]:
    """Items of all `rankings` (each best first) by the sum of weight / (damping + rank), best first.

    Equal scores are ordered by item, so that the result does not depend on the order of the rankings.
    """
    scores: dict[str, float] = {}
    for name, ranking in rankings.items():
        weight = 1.0 if weights is None else weights.get(name, 1.0)
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item] = scores.get(item, 0.0) + weight / (damping + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
