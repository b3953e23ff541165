"""Names of functions taken apart: into words in their short forms, as the API of today has them."""

import re
from functools import lru_cache

from tilesmith.knowledge.tokens import stem, with_short_names

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d*|\d+")
_CB = re.compile(r"CB(?![a-z])")
"""The host API writes it out; in small letters it is a word of the device API."""
_COMPARISONS = tuple(
    (re.compile(pattern), short) for pattern, short in (
        (r"greater_(?:than_)?(?:or_)?equal", "ge"), (r"less_(?:than_)?(?:or_)?equal", "le"),
        (r"greater(?:_than)?", "gt"), (r"less(?:_than)?", "lt"), (r"not_equal", "ne"),
        (r"(?<![a-z])equal(?:_to)?", "eq"), (r"at_least", "min"),
    )
)  # fmt: skip
_WITHOUT = re.compile(r"_no_[a-z]+")
"""What a variant leaves out, as in `tilize_init_no_pack`, is not what it does."""
ROLES = frozenset({"init", "uninit", "reinit"})
"""Parts by which a function prepares or ends what another does."""
TYPES = frozenset({"int", "fp32", "bf16"})
"""Parts by which a function is for one type of number."""
_SPELLINGS = {
    "pow": "power", "increment": "inc", "mult": "mul", "multiply": "mul", "subtract": "sub", "divide": "div",
    "relu6": "relu", "swish": "silu", "scalar": "unary", "sine": "sin", "cosine": "cos", "tangent": "tan",
    "logarithm": "log", "exponential": "exp", "reciprocal": "recip", "absolute": "abs", "negate": "negative",
    "neg": "negative", "mcast": "multicast", "broadcast": "bcast", "pointer": "ptr", "address": "addr",
    "value": "val", "argument": "arg", "sem": "semaphore", "mm": "matmul", "mat": "matmul",
    "reconfigure": "reconfig", "destination": "dest", "dst": "dest", "indices": "index",
    "sqr": "square", "inverse": "recip", "move": "copy", "bytes": "size", "startup": "init",
}  # fmt: skip
"""What people write in full, or short, where the API does not."""
_HOST_VERBS = {
    "init": "create", "initialize": "create", "make": "create", "new": "create", "build": "create",
    "allocate": "create", "free": "deallocate", "destroy": "deallocate", "launch": "enqueue",
    "submit": "enqueue", "run": "enqueue", "execute": "enqueue", "dispatch": "enqueue", "wait": "finish",
    "kind": "type", "argument": "arg", "arguments": "arg",
}  # fmt: skip
"""What people call the doings of a host program."""
_INTEGERS = {"int32": "int", "uint32": "int", "uint16": "int"}
"""Functions for integers are called `int` in newer APIs, which take the type as a template argument."""
_PREFIX = 0.7
_TYPO = 0.75
_LEAST_PREFIX = 3
_LEAST_RATIO = 80.0


@lru_cache(maxsize=20_000)
def parts(name: str) -> frozenset[str]:
    """The parts of a name in their short forms."""
    if name[:1].isupper():
        words = (word.lower() for word in _PART.findall(_CB.sub("CircularBuffer", name)))
        return frozenset(_part(_HOST_VERBS.get(word, word)) for word in words)
    spelt = with_short_names(_WITHOUT.sub("", name))
    for pattern, short in _COMPARISONS:
        spelt = pattern.sub(short, spelt)
    return frozenset(_part(word.lower()) for word in _PART.findall(spelt))


def _part(word: str) -> str:
    if word.startswith("init"):
        return "init"  # `initialize`, and slips such as `initt`.
    return _INTEGERS.get(word) or stem(_SPELLINGS.get(word, word))


@lru_cache(maxsize=20_000)
def squeezed(name: str) -> str:
    """The letters of a name alone: `hard_sigmoid` and `hardsigmoid` are one."""
    return name.replace("_", "").lower()


def singular(name: str) -> str:
    """The letters of a name without the plural of its parts: `add_tile` and `addtiles` are one."""
    return "".join(part.removesuffix("s") for part in name.lower().split("_"))


@lru_cache(maxsize=100_000)
def alike(part: str, other: str) -> float:
    """1 for the same part, less for one that begins with the other or is a slip of the pen, else 0."""
    if part == other:
        return 1.0
    short, long = sorted((part, other), key=len)
    if ROLES & {part, other} or long == f"un{short}":
        return 0.0
    if len(short) >= _LEAST_PREFIX and long.startswith(short):
        return _PREFIX
    from rapidfuzz import fuzz

    return _TYPO if len(short) > _LEAST_PREFIX and fuzz.ratio(part, other) >= _LEAST_RATIO else 0.0
