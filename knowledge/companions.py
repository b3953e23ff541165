"""An operation is never used without its init function: whoever finds one is shown the other."""

from collections.abc import Iterable, Sequence

from tilesmith.knowledge.catalogue import Feature
from tilesmith.knowledge.init_function import INIT, init_for
from tilesmith.knowledge.sources import Role


class Companions:
    """Knows the init function of every function of the compute API."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self._inits: dict[str, list[Feature]] = {}
        for feature in features:
            if feature.role == Role.API_DEVICE and feature.name.endswith(INIT):
                self._inits.setdefault(feature.path, []).append(feature)

    def of(self, function: Feature) -> Feature | None:
        """The init function that `function` needs; None when its header has none that fits."""
        if function.role != Role.API_DEVICE or function.name.endswith(INIT) or "uninit" in function.name:
            return None
        return init_for(function.name, self._inits.get(function.path, []))

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
