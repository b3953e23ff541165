"""Rings and chains: the ways that data takes from core to core."""

from collections.abc import Collection, Iterable

from tilesmith.tools.runner.movements import Core

Way = tuple[Core, Core]
"""From whom to whom."""


def crossroads(ways: Iterable[Way], cores: Collection[Core]) -> list[tuple[Core, list[Core], list[Core]]]:
    """Cores that give to or get from more than one other, or take part without being of `cores`, with those
    that they get from and those that they give to.
    """
    givers: dict[Core, list[Core]] = {}
    getters: dict[Core, list[Core]] = {}
    for giver, getter in ways:
        givers.setdefault(getter, []).append(giver)
        getters.setdefault(giver, []).append(getter)
    found = []
    for core in sorted(givers.keys() | getters.keys()):
        before, behind = sorted(givers.get(core, [])), sorted(getters.get(core, []))
        if len(before) > 1 or len(behind) > 1 or core not in cores:
            found.append((core, before, behind))
    return found


def is_ring(ways: Collection[Way], cores: Collection[Core]) -> bool:
    """Whether `ways`, which have no crossroads, lead once around all of `cores`."""
    behind = dict(ways)
    return len(ways) == len(cores) and _follow(min(cores), behind) == set(cores)


def is_chain(ways: Collection[Way], cores: Collection[Core]) -> bool:
    """Whether `ways`, which have no crossroads, lead from one of `cores` through all others."""
    behind = dict(ways)
    heads = set(cores) - set(behind.values())
    return len(ways) == len(cores) - 1 and len(heads) == 1 and _follow(heads.pop(), behind) == set(cores)


def _follow(core: Core, behind: dict[Core, Core]) -> set[Core]:
    seen: set[Core] = set()
    while core not in seen:
        seen.add(core)
        if core not in behind:
            break
        core = behind[core]
    return seen
