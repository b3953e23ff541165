"""How an installation tells its caller how far it is."""

from enum import StrEnum
from typing import Protocol


class Phase(StrEnum):
    """The parts of an installation that take time."""

    DOWNLOAD = "download"
    """Counted in bytes."""
    UNPACK = "unpack"
    """Counted in bytes of the sources that are kept."""


class Progress(Protocol):
    """Called several times a second while an SDK is installed."""

    def __call__(self, phase: Phase, done: int, total: int | None) -> None:
        """`done` of `total`; `total` is None while it is not known."""
        ...


def silent(phase: Phase, done: int, total: int | None) -> None:
    """A `Progress` for callers that show none."""
