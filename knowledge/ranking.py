"""What makes one chunk a better answer than another, whatever the words of the query.

Each rule is a factor on a search's own score. The numbers were chosen on the tuning half of the labelled
queries.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from tilesmith.knowledge.catalogue import Feature
from tilesmith.knowledge.chunks import Kind
from tilesmith.knowledge.sources import KERNEL_ROLES, Role, op_family
from tilesmith.knowledge.tokens import code_tokens

_WANTS_EXAMPLE = re.compile(
    r"\b(?:kernels?|readers?|writers?|program factor(?:y|ies)|examples?|host program)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?:in|from|of|inside|on)(?: (?:a|an|the|each|every))?(?: compute| data movement)? kernels?\b"
    r"|\b(?:the|this|that) kernel\b",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\berror\b|not declared|undeclared|\bhang\b|no matching function|No such file", re.IGNORECASE
)

_ROLE_FOR_API = {
    Role.API_DEVICE: 1.0, Role.API_HOST: 0.95, Role.PATTERN: 0.9, Role.READER: 0.85,
    Role.WRITER: 0.85, Role.COMPUTE: 0.85, Role.DATAFLOW: 0.85, Role.KERNEL_HEADER: 0.7,
    Role.HOST: 0.7, Role.LLK: 0.55, Role.DOC: 0.5,
}  # fmt: skip
_ROLE_FOR_EXAMPLE = {
    Role.API_DEVICE: 0.6, Role.API_HOST: 0.6, Role.LLK: 0.6, Role.DOC: 0.7, Role.KERNEL_HEADER: 0.7,
    Role.HOST: 0.7,
}  # fmt: skip
_NAMED_ROLES = {
    Role.READER: re.compile(r"\breaders?\b", re.IGNORECASE),
    Role.WRITER: re.compile(r"\bwriters?\b", re.IGNORECASE),
    Role.COMPUTE: re.compile(r"\bcompute\b", re.IGNORECASE),
    Role.HOST: re.compile(r"\bprogram factor(?:y|ies)\b|\bhost\b", re.IGNORECASE),
}
_NAMED_ROLE_FACTOR = 1.4
_ASIDE = re.compile(r"/experimental/|/debug/|\bdetail\b")
_ASIDE_FACTOR = 0.7
"""For what is not part of the stable API."""
_USES_BONUS = 1.0
_MANY_USES = 600
_UNEXPLAINED = 0.6
_GENERIC = frozenset({"tile", "block"})
_OF_OPERATIONS = frozenset({*KERNEL_ROLES, Role.HOST, Role.KERNEL_HEADER})
_FAMILY_FACTOR = 1.6
_HALF_LENGTH = 20_000
"""Characters; a kernel of this length counts half: short ones teach more and cost less."""


@dataclass(frozen=True)
class Intent:
    """What the asker is after, as far as the words tell."""

    example: bool
    """A kernel or program to learn from, not a function to call."""
    roles: frozenset[Role] = frozenset()
    """The kinds of example that the query names."""

    @classmethod
    def of(cls, query: str) -> "Intent":
        """The intent of `query`."""
        wants = _WANTS_EXAMPLE.search(query) and not _ERROR.search(query) and not _asks_for_call(query)
        if not wants:
            return cls(example=False)
        return cls(True, frozenset(role for role, pattern in _NAMED_ROLES.items() if pattern.search(query)))


def _asks_for_call(query: str) -> bool:
    """Whether kernels are only mentioned as the place where something happens."""
    return not _WANTS_EXAMPLE.search(_PLACE.sub(" ", query))


def explained(name: str, terms: frozenset[str], intent: Intent) -> float:
    """The factor for a name of which the query's `terms` explain more or less, 0.5 to 1.

    For "gelu", `gelu_tile` is a better answer than `gelu_tanh_tile`, since nobody asked for `tanh`.
    """
    if intent.example:
        return 1.0  # Names of kernels say more of their files than of their work.
    parts = _parts(name)
    return 1.0 if not parts else _UNEXPLAINED + (1 - _UNEXPLAINED) * len(parts & terms) / len(parts)


@lru_cache(maxsize=50_000)
def _parts(name: str) -> frozenset[str]:
    return frozenset(token for token in code_tokens(name) if "_" not in token) - _GENERIC


def belongs(chunk: Feature, terms: frozenset[str]) -> float:
    """The factor for a kernel or program of an operation that the query's `terms` name, above 1.

    Whoever says "fill padding" is after what lies in `data_movement/fill_pad`, whatever that calls itself.
    """
    if chunk.role not in _OF_OPERATIONS:
        return 1.0
    words = _family_words(chunk.path)
    return _FAMILY_FACTOR if words and words <= terms else 1.0


@lru_cache(maxsize=20_000)
def _family_words(path: str) -> frozenset[str]:
    return frozenset(code_tokens(op_family(path).rpartition("/")[2].replace("_", " "))) - _GENERIC


def prior(chunk: Feature, intent: Intent) -> float:
    """The factor for `chunk`, about 0.3 to 2."""
    factor = _ASIDE_FACTOR if _ASIDE.search(chunk.path) else 1.0
    if chunk.kind == Kind.KERNEL:
        factor /= 1 + chunk.length / _HALF_LENGTH
    role = Role(chunk.role)
    if role in intent.roles:
        return factor * _NAMED_ROLE_FACTOR
    if intent.example:
        return factor * _ROLE_FOR_EXAMPLE.get(role, 1.0)
    return factor * _ROLE_FOR_API[role] * (1 + _USES_BONUS * math.log1p(chunk.uses) / math.log1p(_MANY_USES))
