"""Weighted word counts of chunks, the ground of the embeddings that need no model file."""

from tilesmith.knowledge.catalogue.words import Words

_WEIGHTS = {"name": 4.0, "place": 2.0, "doc": 2.0, "head": 1.0}
"""The body is left out: measured, its thousand words hide what the chunk is about."""


def weighted_counts(words: Words) -> dict[str, float]:
    """How often each token stands in the chunk; a token of its name counts as several of its head."""
    counts: dict[str, float] = {}
    for field, weight in _WEIGHTS.items():
        for token in getattr(words, field):
            counts[token] = counts.get(token, 0.0) + weight
    return counts
