"""The names of an API that come nearest to one that it does not have.

Names are compared part by part. A part that few names have weighs more than one that many share, a form that
says nothing of the work (`tile`, a type, `short`) weighs little, and an init function is only answered by
another.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tilesmith.knowledge.name_parts import ROLES, TYPES, alike, parts, squeezed

_WEAK = {
    "tile": 0.25, "short": 0.15, "nof": 0.1, "f": 0.1, "delta": 0.2, "common": 0.3, "wh": 0.25, "with": 0.1,
    "dt": 0.15, "to": 0.1, "int32": 0.3, "uint32": 0.25, "uint16": 0.25, "fp32": 0.25, "bf16": 0.25,
    "int": 0.35, "binary": 0.6, "unary": 0.6, "get": 0.4, "set": 0.4, "create": 0.4, "val": 0.3, "noc": 0.5,
}  # fmt: skip
_LEAST_PIECE = 3
"""Letters of each of two parts that may be written as one."""
_MOST_SHARING = 150
"""A part that more names have is no reason to look at them all."""
_LETTERS = 0.25
"""Share of the whole name's letters in the score; the rest is the parts'."""
_RUN_TOGETHER = 0.97
"""For the same letters with other underscores."""
_WRONG_ROLE = 0.55
_OTHER_TYPE = 0.85
"""For a function of one type where none was asked for: the general one is more likely meant."""
_OTHER_STYLE = 0.8
"""For a name in capitals (a host function, a type) beside one in small letters (a device function)."""


@dataclass(frozen=True)
class Known:
    """A name that can be the answer."""

    name: str
    handicap: float = 1.0
    """Below one for what is deprecated, experimental or internal."""


class NearestNames:
    """Ready to be asked."""

    def __init__(self, names: Iterable[Known]) -> None:
        self._known = {item.name: item for item in names}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much each part of the API's names tells."""
        counts = Counter(part for name in self._known for part in parts(name))
        total = len(self._known) or 1
        return {part: _WEAK.get(part, 1.0) * (1 + math.log(total / count)) for part, count in counts.items()}

    @cached_property
    def _heaviest(self) -> float:
        return max(self._weights.values(), default=1.0)

    @cached_property
    def _names_with(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._known:
            for part in parts(name):
                found.setdefault(part, []).append(name)
        return found

    def nearest(self, name: str, least: float = 0.0) -> list[tuple[str, float]]:
        """Names like `name` whose score is above `least`, best first, with their score from 0 to 1."""
        ours = frozenset(piece for part in parts(name) for piece in self._pieces(part))
        scored = [(self._score(name, ours, other), other) for other in self._candidates(name, ours)]
        ordered = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))
        return [(other, score) for score, other in ordered]

    def _candidates(self, name: str, ours: frozenset[str]) -> set[str]:
        """Names that share a part that tells something, or most letters."""
        from rapidfuzz import fuzz, process

        close = process.extract(name, self._known.keys(), scorer=fuzz.ratio, limit=40)
        found = {str(match[0]) for match in close}
        for part in ours:
            for known in self._similar_parts(part):
                sharing = self._names_with[known]
                if len(sharing) <= _MOST_SHARING:
                    found.update(sharing)
        return found - {name}

    def _pieces(self, part: str) -> tuple[str, ...]:
        """`part`, or the two parts of the API of which it is made."""
        if part not in self._names_with:
            for cut in range(_LEAST_PIECE, len(part) - _LEAST_PIECE + 1):
                if part[:cut] in self._names_with and part[cut:] in self._names_with:
                    return part[:cut], part[cut:]
        return (part,)

    def _similar_parts(self, part: str) -> list[str]:
        if part in self._names_with:
            return [part]
        return [known for known in self._names_with if alike(part, known) > 0]

    def _score(self, name: str, ours: frozenset[str], other: str) -> float:
        from rapidfuzz import fuzz

        handicap = self._known[other].handicap
        if squeezed(name) == squeezed(other):
            return _RUN_TOGETHER * handicap
        theirs = parts(other)
        letters = fuzz.ratio(name, other) / 100
        likeness = (1 - _LETTERS) * self._shared(ours, theirs) + _LETTERS * letters
        style = 1.0 if name[:1].isupper() == other[:1].isupper() else _OTHER_STYLE
        return likeness * _same_purpose(ours, theirs) * style * handicap

    def _shared(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """The share of both names' parts, by weight, that the other has as well."""
        weight = {part: self._weight(part) for part in ours | theirs}
        shared = sum(weight[part] * max((alike(part, own) for own in theirs), default=0.0) for part in ours)
        back = sum(weight[part] * max((alike(part, own) for own in ours), default=0.0) for part in theirs)
        return (shared + back) / (sum(weight[part] for side in (ours, theirs) for part in side) or 1.0)

    def _weight(self, part: str) -> float:
        """A part that the API does not know tells the most."""
        return self._weights[part] if part in self._weights else _WEAK.get(part, 1.0) * self._heaviest


def _same_purpose(ours: frozenset[str], theirs: frozenset[str]) -> float:
    role = 1.0 if ours & ROLES == theirs & ROLES else _WRONG_ROLE
    return role if ours & TYPES or not theirs & TYPES else role * _OTHER_TYPE
