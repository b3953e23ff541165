"""Which init function belongs to a function of the compute API."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

INIT = "_init"
_COMMON = frozenset({"tile", "tiles", "init", "block"})
_LEAST_LIKENESS = 0.5


class Named(Protocol):
    """Whatever has a name."""

    @property
    def name(self) -> str:
        """As in the header."""
        ...


_Named = TypeVar("_Named", bound=Named)


def init_for(name: str, inits: Sequence[_Named]) -> _Named | None:
    """The one of `inits`, those of its header, that the function `name` needs; None when none fits."""
    if len({init.name for init in inits}) == 1:
        return inits[0]
    best = max(inits, key=lambda init: _likeness(name, init.name), default=None)
    return best if best and _likeness(name, best.name) >= _LEAST_LIKENESS else None


def _likeness(name: str, other: str) -> float:
    ours, theirs = set(name.split("_")) - _COMMON, set(other.split("_")) - _COMMON
    return len(ours & theirs) / max(1, len(ours | theirs))
