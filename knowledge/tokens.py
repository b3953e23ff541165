"""The words of code and prose: what lexical search and the trained embedding both see."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|0[xX][0-9a-fA-F]+|\d+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
STOP_WORDS = frozenset((
    "a", "about", "across", "after", "all", "also", "an", "and", "another", "any", "are", "as", "at",
    "be", "been", "before", "being", "but", "by", "can", "could", "do", "does", "each", "either", "else",
    "every", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "just",
    "may", "me", "might", "more", "most", "must", "my", "need", "no", "not", "of", "on", "one", "only",
    "onto", "or", "other", "our", "out", "over", "per", "same", "shall", "should", "so", "some", "such",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through",
    "to", "too", "under", "until", "up", "us", "use", "used", "using", "via", "want", "was", "we", "were",
    "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "will", "with", "within",
    "without", "would", "you", "your",
))  # fmt: skip
_KEYWORDS = frozenset((
    "auto", "bool", "break", "case", "char", "class", "const", "constexpr", "continue", "default",
    "double", "enum", "false", "float", "include", "inline", "int", "int32_t", "long", "namespace",
    "noexcept", "nullptr", "pragma", "private", "public", "return", "short", "signed", "sizeof", "size_t",
    "static", "std", "struct", "switch", "template", "true", "typedef", "typename", "uint", "uint16_t",
    "uint32_t", "uint64_t", "uint8_t", "unsigned", "void", "volatile", "endif", "ifdef", "ifndef",
    "define", "once", "elif", "alwi",
))  # fmt: skip
_SHORTEST_STEM = 3
_LONGEST_WITH_E = 4
"""Letters; of `tile` and `core` the e is all that tells them from other words."""
_ENDINGS = (("sse", "ss"), ("ization", "ize"), ("ation", "ate"), ("ing", ""), ("ed", ""))
# Spellings of the field: what people say, and the part of an identifier that means it.
_SYNONYMS: dict[str, str] = {
    "elementwise": "eltwise",
    "multicast": "mcast",
    "multicasts": "mcast",
    "multicasting": "mcast",
    "broadcast": "bcast",
    "reciprocal": "recip",
    "initialize": "init",
    "initialise": "init",
    "initialization": "init",
    "initializes": "init",
    "reconfigure": "reconfig",
    "cbs": "cb",
    "semaphores": "sem",
    "semaphore": "sem",
    "multiply": "mul",
    "multiplies": "mul",
    "multiplication": "mul",
    "multiplying": "mul",
    "subtract": "sub",
    "subtracts": "sub",
    "subtraction": "sub",
    "subtracting": "sub",
    "addition": "add",
    "adds": "add",
    "adding": "add",
    "division": "div",
    "divide": "div",
    "divides": "div",
    "exponential": "exp",
    "logarithm": "log",
    "absolute": "abs",
    "maximum": "max",
    "minimum": "min",
    "address": "addr",
    "addresses": "addr",
    "arguments": "arg",
    "argument": "arg",
    "args": "arg",
    "destination": "dst",
    "dest": "dst",
    "source": "src",
    "random": "rand",
    "dropout": "dropout",
    "negate": "neg",
    "negative": "neg",
    "negation": "neg",
    "mm": "matmul",
    "reduction": "reduc",
    "padding": "pad",
    "padded": "pad",
}
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"circular[\s_-]+buffers?", "cb"),
    (r"element[\s_-]*wise", "eltwise"),
    (r"matrix[\s_-]+(?:multipl\w+|product)", "matmul"),
    (r"square[\s_-]+root", "sqrt"),
    (r"run[\s_-]*time[\s_-]+arg(?:ument)?s?", "runtime arg get_arg_val"),
    (r"compile[\s_-]*time[\s_-]+arg(?:ument)?s?", "compile time arg get_compile_time_arg_val"),
    (r"destination\s+regist\w+", "dst tile regs"),
    (r"dest(?:ination)?\s+accum\w+", "dst accum"),
    (r"network[\s-]+on[\s-]+chip", "noc"),
)
_COMPILED_PHRASES = tuple((re.compile(pattern, re.IGNORECASE), f" {word} ") for pattern, word in _PHRASES)


def text_tokens(text: str) -> list[str]:
    """The tokens of prose, such as a query or a comment: phrases of the field become their short names."""
    return code_tokens(with_short_names(text))


def with_short_names(text: str) -> str:
    """`text` with the short names of the field for its phrases, such as `cb` for circular buffer."""
    for pattern, word in _COMPILED_PHRASES:
        text = pattern.sub(word, text)
    return text


def code_tokens(code: str) -> list[str]:
    """The tokens of source code: every identifier's parts and, when it has several, the whole of it."""
    found: list[str] = []
    for word in _WORD.findall(code):
        found += _tokens_of(word)
    return found


def query_terms(text: str) -> list[str]:
    """The distinct tokens of a query, in order."""
    return list(dict.fromkeys(text_tokens(text)))


@lru_cache(maxsize=200_000)
def _tokens_of(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower in STOP_WORDS or lower in _KEYWORDS:
        return ()
    parts = [part.lower() for part in _PART.findall(word)]
    kept = [stem(part) for part in parts if part not in STOP_WORDS and (len(part) > 1 or not part.isdigit())]
    if len(parts) > 1:
        return (lower, *_long(kept))
    return tuple(_long(kept))


def _long(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if len(part) > 1]


def stem(word: str) -> str:
    """`word` in its short form: a known spelling of the field, or without the ending of a plural, a verb or
    a noun made of a verb."""
    word = word if word in _SYNONYMS else _singular(word)
    if word in _SYNONYMS:
        return _SYNONYMS[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _without_e(_undoubled(word[: -len(ending)] + instead))
    return _without_e(word)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural and len(word) > _SHORTEST_STEM else word


def _without_e(word: str) -> str:
    """`reduce`, reduced and reducing are one."""
    return word[:-1] if word.endswith("e") and len(word) > _LONGEST_WITH_E else word


def _undoubled(word: str) -> str:
    """`mapp` (of mapping) is `map`; `push`, `add` and `pass` stay."""
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] in "bgmnprt":
        return word[:-1]
    return word
