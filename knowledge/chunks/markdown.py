"""Sections of Markdown and reStructuredText pages."""

import re
from dataclasses import dataclass

LONGEST_SECTION = 80
"""Lines; longer sections are cut at blank lines."""
_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_UNDERLINE = re.compile(r"([=\-~^\"'*+#`])\1{2,}\s*\Z")
_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True)
class Section:
    """Lines count from 0; `last` is the line after the section."""

    heading: str
    first: int
    last: int


def sections(text: str) -> list[Section]:
    """The parts of a page between headings, whose titles are joined: `Guide > Kernels > Reader`."""
    lines = text.splitlines()
    starts = list(_headings(lines))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, 1, ""))
    found: list[Section] = []
    trail: list[tuple[int, str]] = []
    for index, (first, level, title) in enumerate(starts):
        last = starts[index + 1][0] if index + 1 < len(starts) else len(lines)
        trail = [(depth, name) for depth, name in trail if depth < level]
        if title:
            trail.append((level, title))
        heading = " > ".join(name for _, name in trail)
        found += _pieces(lines, heading, first, last)
    return found


def _headings(lines: list[str]) -> list[tuple[int, int, str]]:
    """Line, level and title of each heading; those inside fenced code do not count."""
    found: list[tuple[int, int, str]] = []
    styles: list[str] = []
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif match := _HEADING.match(line):
            found.append((index, len(line) - len(line.lstrip("#")), match[1].strip(" #")))
        elif index > 0 and (under := _UNDERLINE.match(line)) and _is_title(lines[index - 1], line):
            style = under[1]
            if style not in styles:
                styles.append(style)
            found.append((index - 1, styles.index(style) + 1, lines[index - 1].strip()))
    return found


def _is_title(title: str, underline: str) -> bool:
    bare = title.strip()
    return (
        bool(bare) and not title.startswith((" ", "|", "-", ".. ")) and len(underline.rstrip()) >= len(bare)
    )


def _pieces(lines: list[str], heading: str, first: int, last: int) -> list[Section]:
    found: list[Section] = []
    while last - first > LONGEST_SECTION:
        cut = next(
            (
                i
                for i in range(first + LONGEST_SECTION, first + LONGEST_SECTION // 2, -1)
                if not lines[i].strip()
            ),
            first + LONGEST_SECTION,
        )
        found.append(Section(heading, first, cut))
        first = cut
    if any(line.strip() for line in lines[first:last]):
        found.append(Section(heading, first, last))
    return found
