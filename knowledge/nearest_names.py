"""The names of an API that come nearest to one that it does not have.

Names are compared part by part. A part that few names have weighs more than one that many share, a form that
says nothing of the work (`tile`, a type, `short`) weighs little, and an init function is only answered by
another.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tilesmith.knowledge.tokens import stem

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d*|\d+")
_ROLES = frozenset({"init", "uninit", "reinit"})
_WEAK = {
    "tile": 0.25, "short": 0.15, "nof": 0.1, "f": 0.1, "delta": 0.2, "common": 0.3, "wh": 0.25, "with": 0.1,
    "dt": 0.15, "to": 0.1, "int32": 0.3, "uint32": 0.25, "uint16": 0.25, "fp32": 0.25, "bf16": 0.25,
    "int": 0.35, "get": 0.4, "noc": 0.5,
}  # fmt: skip
_SPELLINGS = {
    "pow": "power", "increment": "inc", "mult": "mul", "multiply": "mul", "subtract": "sub", "divide": "div",
    "relu6": "relu", "swish": "silu", "scalar": "unary", "sine": "sin", "cosine": "cos", "tangent": "tan",
    "logarithm": "log", "exponential": "exp", "reciprocal": "recip", "absolute": "abs", "negate": "negative",
    "neg": "negative", "mcast": "multicast", "broadcast": "bcast", "pointer": "ptr", "address": "addr",
    "value": "val", "argument": "arg", "sem": "semaphore", "mm": "matmul", "mat": "matmul",
    "reconfigure": "reconfig", "destination": "dest", "dst": "dest",
}  # fmt: skip
"""What people write in full, or short, where the API does not."""
_TYPES = {"int32": "int", "uint32": "int", "uint16": "int"}
"""Functions for integers are called `int` in newer APIs, which take the type as a template argument."""
_PREFIX = 0.7
_TYPO = 0.75
_LEAST_PREFIX = 3
_LEAST_RATIO = 80.0
_WRONG_ROLE = 0.55
_LETTERS = 0.25
"""Share of the whole name's letters in the score; the rest is the parts'."""


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
    def _names_with(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._known:
            for part in parts(name):
                found.setdefault(part, []).append(name)
        return found

    def nearest(self, name: str, least: float = 0.0) -> list[tuple[str, float]]:
        """Names like `name` whose score is above `least`, best first, with their score from 0 to 1."""
        scored = [(self._score(name, other), other) for other in self._candidates(name)]
        ordered = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))
        return [(other, score) for score, other in ordered]

    def _candidates(self, name: str) -> set[str]:
        """Names that share a part that tells something, or most letters."""
        from rapidfuzz import fuzz, process

        close = process.extract(name, self._known.keys(), scorer=fuzz.ratio, limit=40)
        found = {str(match[0]) for match in close}
        for part in parts(name):
            for known in self._similar_parts(part):
                sharing = self._names_with[known]
                if len(sharing) <= _MOST_SHARING:
                    found.update(sharing)
        return found - {name}

    def _similar_parts(self, part: str) -> list[str]:
        if part in self._names_with:
            return [part]
        return [known for known in self._names_with if _alike(part, known) > 0]

    def _score(self, name: str, other: str) -> float:
        from rapidfuzz import fuzz

        ours, theirs = parts(name), parts(other)
        typical = max(self._weights.values(), default=1.0)
        weight = {part: self._weights.get(part, _WEAK.get(part, 1.0) * typical) for part in ours | theirs}
        shared = sum(weight[part] * max((_alike(part, own) for own in theirs), default=0.0) for part in ours)
        back = sum(weight[part] * max((_alike(part, own) for own in ours), default=0.0) for part in theirs)
        total = sum(weight[part] for part in ours) + sum(weight[part] for part in theirs)
        role = 1.0 if ours & _ROLES == theirs & _ROLES else _WRONG_ROLE
        letters = fuzz.ratio(name, other) / 100
        likeness = (1 - _LETTERS) * (shared + back) / total + _LETTERS * letters
        return likeness * role * self._known[other].handicap


_MOST_SHARING = 150
"""A part that more names have is no reason to look at them all."""


@lru_cache(maxsize=20_000)
def parts(name: str) -> frozenset[str]:
    """The parts of a name in their short forms."""
    words = (word.lower() for word in _PART.findall(name))
    return frozenset(_part(word) for word in words)


def _part(word: str) -> str:
    if word.startswith("init"):
        return "init"  # `initialize`, and slips such as `initt`.
    return _TYPES.get(word) or stem(_SPELLINGS.get(word, word))


@lru_cache(maxsize=100_000)
def _alike(part: str, other: str) -> float:
    """1 for the same part, less for one that begins with the other or is a slip of the pen, else 0."""
    if part == other:
        return 1.0
    if _ROLES & {part, other}:
        return 0.0
    short, long = sorted((part, other), key=len)
    if len(short) >= _LEAST_PREFIX and long.startswith(short):
        return _PREFIX
    from rapidfuzz import fuzz

    return _TYPO if len(short) > _LEAST_PREFIX and fuzz.ratio(part, other) >= _LEAST_RATIO else 0.0
