"""Renames learnt by comparing the sources of two SDK versions.

Whoever changed the API also changed the kernels that call it. So the kernels that lie at the same path in
both trees are laid side by side: where a line called a name that this API lacks, and the line in its place
calls one that it has, that is a vote for a rename. Two files must agree, and the winner needs most of the
votes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from tilesmith.knowledge.api_index import ApiIndex

_KERNELS = ("ttnn", "tt_metal")
_SUFFIXES = frozenset({".cpp", ".hpp", ".h"})
_CALL = re.compile(r"\b([A-Za-z_]\w*)\s*(?=[(<])")
_LEAST_FILES = 2
_LEAST_SHARE = 0.5
_LONGEST_BLOCK = 12
"""Lines; of a larger change nobody can tell which line took the place of which."""


@dataclass(frozen=True)
class Rename:
    """What took the place of `old`, as the kernels show it."""

    old: str
    new: str
    files: int
    """Kernels in which it did."""
    share: float
    """Of all the kernels in which something took the place of `old`."""


def learn_renames(old: tuple[Path, ApiIndex], new: tuple[Path, ApiIndex]) -> list[Rename]:
    """Renames between the trees `old` and `new`, each a root with its API index, by the old name."""
    known = _names(new[1])
    gone = _names(old[1]) - known
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for before, after in _pairs(old[0], new[0]):
        for name, successor in set(_replaced(before, after, gone, known)):
            votes[name][successor] += 1
    found = (_winner(name, counts) for name, counts in sorted(votes.items()))
    return [rename for rename in found if rename is not None]


def _winner(name: str, counts: Counter[str]) -> Rename | None:
    new, files = min(counts.items(), key=lambda item: (-item[1], item[0]))
    share = files / counts.total()
    enough = files >= _LEAST_FILES and share >= _LEAST_SHARE
    return Rename(name, new, files, round(share, 2)) if enough else None


def _names(index: ApiIndex) -> frozenset[str]:
    return frozenset(f.name for f in index.functions if not f.deprecated)


def _pairs(old: Path, new: Path) -> Iterator[tuple[str, str]]:
    """The texts of the kernels that are in both trees and differ."""
    for folder in _KERNELS:
        for path in sorted((old / folder).rglob("*")):
            twin = new / path.relative_to(old)
            if path.suffix not in _SUFFIXES or "kernels" not in path.as_posix() or not twin.is_file():
                continue
            before, after = path.read_text(errors="replace"), twin.read_text(errors="replace")
            if before != after:
                yield before, after


def _replaced(
    before: str, after: str, gone: frozenset[str], here: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of a name that is gone and the name in its place."""
    if not gone.intersection(_CALL.findall(before)):
        return
    old, new = _lines(before), _lines(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and max(i2 - i1, j2 - j1) <= _LONGEST_BLOCK:
            yield from _in_block(old[i1:i2], new[j1:j2], gone, here)


def _in_block(
    old: list[str], new: list[str], gone: frozenset[str], here: frozenset[str]
) -> Iterator[tuple[str, str]]:
    was = [name for line in old for name in _CALL.findall(line)]
    now = [name for line in new for name in _CALL.findall(line)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            yield from (
                (a, b) for a, b in zip(was[i1:i2], now[j1:j2], strict=True) if a in gone and b in here
            )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
