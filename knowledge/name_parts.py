"""Names of functions taken apart: into words in their short forms, as the API of today has them."""

import re
from functools import lru_cache

from tilesmith.knowledge.name_words import HOST_VERBS, SPELLINGS, with_short_words
from tilesmith.knowledge.tokens import stem
from tilesmith.knowledge.word_relations import akin

_PART = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+")
_CB = re.compile(r"CB(?![a-z])")
"""The host API writes it out; in small letters it is a word of the device API."""
_WITHOUT = re.compile(r"_no_[a-z]+")
"""What a variant leaves out, as in `tilize_init_no_pack`, is not what it does."""
ROLES = frozenset({"init", "uninit", "reinit"})
"""Parts by which something prepares or ends what another does."""
TYPES = frozenset({"int", "fp32", "bf16"})
"""Parts by which a function is for one type of number."""
_NUMBERS = re.compile(r"(?:u?int|bf|fp?|float)\d*")
_INTEGERS = {"int32": "int", "uint32": "int", "uint16": "int"}
"""Functions for integers are called `int` in newer APIs, which take the type as a template argument."""
_PREFIX = 0.7
_TYPO = 0.75
_AKIN = 0.7
_LEAST_PREFIX = 3
_LEAST_SLIP = 4
_LEAST_RATIO = 80.0


@lru_cache(maxsize=20_000)
def parts(name: str) -> frozenset[str]:
    """The parts of a name in their short forms."""
    if name[:1].isupper():
        words = (word.lower() for word in _PART.findall(_CB.sub("CircularBuffer", name)))
        return frozenset(_part(HOST_VERBS.get(word, word)) for word in words)
    spelt = with_short_words(_WITHOUT.sub("", name))
    return frozenset(_part(word.lower()) for word in _PART.findall(spelt))


def _part(word: str) -> str:
    if word.startswith("init"):
        return "init"  # `initialize`, and slips such as `initt`.
    return _INTEGERS.get(word) or stem(SPELLINGS.get(word, word))


@lru_cache(maxsize=20_000)
def squeezed(name: str) -> str:
    """The letters of a name alone: `hard_sigmoid` and `hardsigmoid` are one."""
    return name.replace("_", "").lower()


def singular(name: str) -> str:
    """The letters of a name without the plural of its parts: `add_tile` and `addtiles` are one."""
    return "".join(part.removesuffix("s") for part in name.lower().split("_"))


@lru_cache(maxsize=100_000)
def alike(part: str, other: str) -> float:
    """1 for the same part, less for one that does the same or begins with the other, else 0."""
    if part == other:
        return 1.0
    if other in akin(part):
        return _AKIN
    short, long = sorted((part, other), key=len)
    kept = len(short) >= _LEAST_PREFIX and long.startswith(short)
    return _PREFIX if kept and not _apart(part, other) else 0.0


@lru_cache(maxsize=100_000)
def misspelt(part: str, other: str) -> float:
    """More than 0 when `part`, a word that nobody uses, is a slip of the pen for `other`."""
    if min(len(part), len(other)) < _LEAST_SLIP or _apart(part, other):
        return 0.0
    from rapidfuzz import fuzz

    swapped = sorted(part) == sorted(other)
    return _TYPO if swapped or fuzz.ratio(part, other) >= _LEAST_RATIO else 0.0


def _apart(part: str, other: str) -> bool:
    """Whether a small difference of the two makes all the difference."""
    short, long = sorted((part, other), key=len)
    return (
        bool(ROLES & {part, other}) or bool(_NUMBERS.fullmatch(part)) or long in (f"un{short}", f"re{short}")
    )
