"""An operation is never used without its init function: whoever finds one is shown the other."""

from collections.abc import Iterable, Sequence

from tilesmith.knowledge.catalogue import Feature
from tilesmith.knowledge.sources import Role

_INIT = "_init"
_COMMON = frozenset({"tile", "tiles", "init", "block"})
_LEAST_LIKENESS = 0.5


class Companions:
    """Knows the init function of every function of the compute API."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self._inits: dict[str, list[Feature]] = {}
        for feature in features:
            if feature.role == Role.API_DEVICE and feature.name.endswith(_INIT):
                self._inits.setdefault(feature.path, []).append(feature)

    def of(self, function: Feature) -> Feature | None:
        """The init function that `function` needs; None when its header has none that fits."""
        if function.role != Role.API_DEVICE or function.name.endswith(_INIT) or "uninit" in function.name:
            return None
        inits = self._inits.get(function.path, [])
        if len({init.name for init in inits}) == 1:
            return inits[0]
        best = max(inits, key=lambda init: _likeness(function.name, init.name), default=None)
        return best if best and _likeness(function.name, best.name) >= _LEAST_LIKENESS else None

    def insert(self, ranking: Sequence[Feature], limit: int) -> list[Feature]:
        """The first `limit` of `ranking` with each function followed by its init, unless that came before."""
        found: dict[str, Feature] = {}
        for feature in ranking:
            if len(found) >= limit:
                break
            found.setdefault(feature.id, feature)
            init = self.of(feature)
            if init is not None:
                found.setdefault(init.id, init)
        return list(found.values())[:limit]


def _likeness(name: str, other: str) -> float:
    ours, theirs = set(name.split("_")) - _COMMON, set(other.split("_")) - _COMMON
    return len(ours & theirs) / max(1, len(ours | theirs))
