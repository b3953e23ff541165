"""Identifiers in a query: those the SDK has, and for the others the names that come nearest."""

import re

from tilesmith.knowledge.api_index import ApiIndex

_IDENTIFIER = re.compile(r"[A-Za-z_]\w{3,}")
_LIKE_CODE = re.compile(r"_|[a-z][A-Z]")
_MOST = 4
"""Identifiers of a query that are looked up: an error message leads with what matters."""
_NEAREST = 5


def identifiers(text: str) -> list[str]:
    """The words of `text` that look like names of code, in order; a word that stands alone is one."""
    if is_name(text):
        return [text.strip()]
    return list(dict.fromkeys(word for word in _IDENTIFIER.findall(text) if _LIKE_CODE.search(word)))


def is_name(text: str) -> bool:
    """Whether `text` is one identifier and nothing else."""
    return _IDENTIFIER.fullmatch(text.strip()) is not None


def named(index: ApiIndex, text: str) -> list[str]:
    """Names of the API that `text` mentions or means, best first."""
    found: dict[str, float] = {}
    for word in identifiers(text)[:_MOST]:
        if index.lookup(word):
            found[word] = 2.0
        else:
            for match in index.nearest(word, _NEAREST):
                found[match.function.name] = max(match.score, found.get(match.function.name, 0.0))
    return sorted(found, key=lambda name: -found[name])
