"""What the form of a name says of its purpose: whether a name can stand for another that shares its words."""

import re
from dataclasses import dataclass

from tilesmith.knowledge.api_function import Area
from tilesmith.knowledge.name_parts import ROLES, TYPES
from tilesmith.knowledge.tokens import stem
from tilesmith.knowledge.word_relations import akin, opposed

_USED_IN = (
    (re.compile("^noc|semaphore"), Area.DATAFLOW),
    (re.compile("_tiles?(_init)?$"), Area.COMPUTE),
    (re.compile("^(Create|Set|Get|Enqueue|Update)[A-Z]"), Area.HOST),
)
_HOST_DOINGS = frozenset(
    map(stem, ("finish", "enqueue", "set", "get", "update", "synchronize", "read", "write"))
)
_DESCRIPTION = "config"
"""The word by which a type of the host API tells itself from the function that takes it."""
_WRONG_ROLE = 0.55
_OPPOSITE = 0.7
_OTHER_TYPE = 0.85
"""For a function of one type where none was asked for: the general one is more likely meant."""
_OTHER_AREA = 0.75
_OTHER_STYLE = 0.8
"""For a name in capitals (a host function, a type) beside one in small letters (a device function)."""
_GIVEN = 0.88
"""For a name in small letters that may be the method which a `Get...` in capitals means."""
_OTHER_DOING = 0.7
"""For a host name that does not do what was asked for, or is a type where a function was, or the reverse."""


@dataclass(frozen=True)
class Form:
    """A name and its parts."""

    name: str
    parts: frozenset[str]

    @property
    def in_capitals(self) -> bool:
        """As the functions and types of the host API are written."""
        return self.name[:1].isupper()


def completes(name: str, other: str) -> bool:
    """Whether `other` goes on with another word where `name` ends."""
    rest = other.removeprefix(name)
    return rest != other and bool(rest) and not rest[0].islower()


def fit(asked: Form, known: Form, areas: frozenset[Area]) -> float:
    """How well the form of `known` suits who asked: 1 for nothing against it, less for each thing.

    Args:
        areas: the programs that can use `known`; empty when nothing is known of that.
    """
    return _purpose(asked.parts, known.parts) * _style(asked, known) * _area(asked.name, areas)


def _purpose(ours: frozenset[str], theirs: frozenset[str]) -> float:
    role = 1.0 if ours & ROLES == theirs & ROLES else _WRONG_ROLE
    opposite = _OPPOSITE if opposed(ours, theirs) else 1.0
    other_type = _OTHER_TYPE if theirs & TYPES and not ours & TYPES else 1.0
    return role * opposite * other_type


def _style(asked: Form, known: Form) -> float:
    if asked.in_capitals != known.in_capitals:
        # What a method gives bears its name: `GetX` is `x`.
        return _GIVEN if asked.name.startswith("Get") else _OTHER_STYLE
    return _OTHER_DOING if asked.in_capitals and _does_other(asked.parts, known.parts) else 1.0


def _does_other(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    missing = (doing for doing in ours & _HOST_DOINGS if not ({doing} | akin(doing)) & theirs)
    return any(missing) or (_DESCRIPTION in ours) != (_DESCRIPTION in theirs)


def _area(name: str, areas: frozenset[Area]) -> float:
    """A name says by its form in which programs it is used."""
    asked = next((area for form, area in _USED_IN if form.search(name)), None)
    return _OTHER_AREA if asked and areas and not areas & {asked, Area.KERNEL, Area.SHARED} else 1.0
