"""How much a candidate is put to the test."""

from enum import StrEnum


class Level(StrEnum):
    """How much is tried."""

    QUICK = "quick"
    """Three shapes: one tile, whole tiles, padding with a batch. For drafts under repair."""
    STANDARD = "standard"
    """What `verified` means: every kind of shape, and every bfloat16 of a single input."""
    EXHAUSTIVE = "exhaustive"
    """The same three times over, each time with other sizes, values and orders."""
