"""What an attempt changed in a file, line by line, with the diagnostics where they belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tilesmith.tools.diagnostics import Diagnostic

_CONTEXT = 4
"""Unchanged lines shown around a change or a diagnostic."""


@dataclass(frozen=True)
class Row:
    """A line of the earlier text beside its line of the later one. 0 and empty: there is none."""

    kind: str
    """`same`, `changed`, `added`, `removed` or `gap`."""
    old_number: int = 0
    old: str = ""
    new_number: int = 0
    new: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of the later text, at this line."""


def diff_rows(before: str, after: str, diagnostics: Sequence[Diagnostic]) -> list[Row]:
    """Both texts side by side, long stretches without change or diagnostic left out."""
    by_line: dict[int, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_line.setdefault(diagnostic.line, []).append(diagnostic)
    rows = [
        replace(row, diagnostics=tuple(by_line.get(row.new_number, ()))) if row.new_number else row
        for row in _aligned(before.splitlines(), after.splitlines())
    ]
    return list(_folded(rows)) if before else rows


def _aligned(old: list[str], new: list[str]) -> Iterator[Row]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for offset in range(max(i2 - i1, j2 - j1)):
            i, j = i1 + offset, j1 + offset
            left = (i + 1, old[i]) if i < i2 else (0, "")
            right = (j + 1, new[j]) if j < j2 else (0, "")
            kind = "same" if tag == "equal" else "changed" if left[0] and right[0] else _one_sided(left[0])
            yield Row(kind, *left, *right)


def _one_sided(old_number: int) -> str:
    return "removed" if old_number else "added"


def _folded(rows: list[Row]) -> Iterator[Row]:
    wanted = [n for n, row in enumerate(rows) if row.kind != "same" or row.diagnostics]
    kept = {k for n in wanted for k in range(n - _CONTEXT, n + _CONTEXT + 1)}
    hidden = False
    for n, row in enumerate(rows):
        if n in kept:
            yield row
        elif not hidden:
            yield Row("gap")
        hidden = n not in kept
