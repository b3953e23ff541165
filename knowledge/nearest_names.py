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

from tilesmith.knowledge.api_function import Area
from tilesmith.knowledge.name_forms import Form, completes, fit
from tilesmith.knowledge.name_parts import ROLES, alike, misspelt, parts, squeezed
from tilesmith.knowledge.word_relations import LAYERS, WEAK, akin

_LEAST_PIECE = 3
"""Letters of each of two parts that may be written as one."""
_MOST_SHARING = 150
"""A part that more names have is no reason to look at them all."""
_LETTERS = 0.25
"""Share of the whole name's letters in the score; the rest is the parts'."""
_RUN_TOGETHER = 0.97
"""For the same letters with other underscores."""
_UNKNOWN = 0.7
"""Weight of a part that the API does not have, as a share of that of the rarest that it has."""
_BEGUN = 0.6
"""For a name that is the beginning of the other; the more of it is there, the more."""


@dataclass(frozen=True)
class Known:
    """A name that can be the answer."""

    name: str
    handicap: float = 1.0
    """Below one for what is deprecated, experimental or internal."""
    areas: frozenset[Area] = frozenset()
    """The programs that can use it; empty when nothing is known of that."""


class NearestNames:
    """Ready to be asked."""

    def __init__(self, names: Iterable[Known]) -> None:
        self._known = {item.name: item for item in names}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much each part of the API's names tells."""
        counts = Counter(part for name in self._known for part in parts(name))
        total = len(self._known) or 1
        return {part: WEAK.get(part, 1.0) * (1 + math.log(total / count)) for part, count in counts.items()}

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
            return [part, *(akin(part) & self._names_with.keys())]
        return [known for known in self._names_with if self._alike(part, known) > 0]

    def _alike(self, part: str, known: str) -> float:
        """A word of the API is no slip of the pen for another."""
        return alike(part, known) or (0.0 if part in self._names_with else misspelt(part, known))

    def _score(self, name: str, ours: frozenset[str], other: str) -> float:
        from rapidfuzz import fuzz

        known, theirs = self._known[other], parts(other)
        form = fit(Form(name, ours), Form(other, theirs), known.areas)
        if squeezed(name) == squeezed(other):
            return _RUN_TOGETHER * form * known.handicap
        if completes(name, other) and ours & ROLES == theirs & ROLES:
            whole = max(len(name) + 1, len(other.removesuffix("s").removesuffix("_tile")))
            return (_BEGUN + (1 - _BEGUN) * len(name) / whole) * known.handicap
        letters = fuzz.ratio(squeezed(name), squeezed(other)) / 100
        likeness = (1 - _LETTERS) * self._shared(ours, theirs) + _LETTERS * letters
        return likeness * form * known.handicap

    def _shared(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """The share of both names' parts, by weight, that the other has as well."""
        common, left, right = ours & theirs, ours - theirs, theirs - ours
        mine = {part: self._weight(part) * LAYERS.get(part, 1.0) for part in left}
        yours = {part: self._weight(part) for part in right}
        likeness = {(part, other): self._alike(part, other) for part in left for other in right}
        both = 2 * sum(map(self._weight, common))
        shared = sum(mine[p] * max((likeness[p, o] for o in right), default=0.0) for p in left)
        back = sum(yours[o] * max((likeness[p, o] for p in left), default=0.0) for o in right)
        return (both + shared + back) / ((both + sum(mine.values()) + sum(yours.values())) or 1.0)

    def _weight(self, part: str) -> float:
        if part in self._weights:
            return self._weights[part]
        return _UNKNOWN * WEAK.get(part, 1.0) * self._heaviest
