"""What the words of names are worth, and which of them are near each other or opposed."""

from tilesmith.knowledge.tokens import stem

_WEAK = {
    "tile": 0.25, "short": 0.15, "nof": 0.1, "f": 0.1, "delta": 0.2, "common": 0.3, "wh": 0.25, "with": 0.1,
    "dt": 0.15, "to": 0.1, "int32": 0.3, "uint32": 0.25, "uint16": 0.25, "fp32": 0.25, "bf16": 0.25,
    "int": 0.35, "binary": 0.5, "unary": 0.6, "get": 0.4, "set": 0.4, "create": 0.4, "val": 0.3, "from": 0.1,
    "for": 0.1, "of": 0.1, "in": 0.1, "runtime": 0.15, "op": 0.3, "mesh": 0.7, "device": 0.5, "l1": 0.4,
    "dram": 0.4, "enqueue": 0.6, "block": 0.8, "dest": 0.8,
}  # fmt: skip
"""Words that say little of the work: forms, types, places; the share of their weight that counts."""
WEAK = {stem(word): share for word, share in _WEAK.items()}
_LAYERS = ("llk", "math", "eltwise", "sfpu", "fpu", "ttnn", "tt", "metal")
LAYERS = {**dict.fromkeys(_LAYERS, 0.1), stem("dest"): 0.4}
"""Words for a layer of the library, and DST, where every operation works: the share of their weight that
counts when the API's name does not have them. In a name of the API they tell as much as others."""
_PAIRS = (
    ("addr", "ptr"), ("wait", "barrier"), ("complete", "barrier"), ("done", "barrier"), ("flush", "barrier"),
    ("flush", "commit"), ("add", "inc"), ("init", "set"), ("clear", "set"), ("reset", "set"), ("all", "full"),
    ("tile", "block"), ("ceil", "up"), ("unpack", "copy"), ("load", "copy"), ("store", "pack"),
    ("sum", "reduce"), ("zero", "fill"), ("full", "fill"), ("source", "string"), ("create", "add"),
    ("text", "string"), ("lock", "acquire"), ("begin", "acquire"), ("unlock", "release"), ("end", "uninit"),
    ("end", "release"), ("l1", "buffer"), ("dram", "buffer"), ("memory", "buffer"), ("id", "handle"),
    ("type", "format"), ("allocate", "create"), ("open", "create"), ("direction", "orientation"),
    ("update", "set"), ("bcast", "multicast"),
)  # fmt: skip
"""Not the same, but one stands where the other is meant."""
_OPPOSITES = (
    ("begin", "end"), ("read", "write"), ("push", "pop"), ("set", "get"), ("acquire", "release"),
    ("create", "deallocate"), ("open", "close"), ("row", "col"), ("min", "max"), ("left", "right"),
    ("front", "back"), ("pack", "unpack"), ("reserve", "wait"), ("commit", "wait"), ("sender", "receiver"),
)  # fmt: skip


def _related(pairs: tuple[tuple[str, str], ...]) -> dict[str, frozenset[str]]:
    """For each word of `pairs`, in its short form, those that it is paired with."""
    short = [(stem(one), stem(other)) for one, other in pairs]
    both = [*short, *((other, one) for one, other in short)]
    return {word: frozenset(other for one, other in both if one == word) for word, _ in both}


_AKIN = _related(_PAIRS)
_OPPOSED = _related(_OPPOSITES)


def akin(word: str) -> frozenset[str]:
    """The words that do the same as `word` in many a name, all in their short forms."""
    return _AKIN.get(word, frozenset())


def opposed(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one name has a word where the other has its opposite."""
    rest = theirs - ours
    return any(not _OPPOSED[word].isdisjoint(rest) for word in ours - theirs if word in _OPPOSED)
