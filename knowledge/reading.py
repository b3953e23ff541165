"""Reading a file of a tt-metal tree that somebody names: never one outside the tree."""

from collections.abc import Iterator
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.knowledge.host_headers import header_of, host_api

_INCLUDE_FOLDERS = ("", "tt_metal/hw/inc", "tt_metal/include", "tt_metal/api", "tt_metal")


class NoSourceError(TilesmithError):
    """A file or a line that is not among the tree's sources."""


def numbered_lines(root: Path, path: str, line: int, lines: int) -> str:
    """`lines` lines of a file from `line` (from 1) on, each with its number.

    Args:
        root: the folder that holds `tt_metal/`.
        path: relative to `root`, or as the header is included.

    Raises:
        NoSourceError: there is no such file below `root`, or no such line in it.
    """
    file = next((place for place in _places(root.resolve(), path) if place.is_file()), None)
    if file is None:
        raise NoSourceError(f"there is no file {path} in the SDK: a search of the sources tells the paths")
    text = file.read_text(errors="replace").splitlines()
    shown = text[line - 1 : line - 1 + lines]
    if not shown:
        raise NoSourceError(f"{path} has {len(text)} lines: line {line} is beyond its end")
    return "\n".join(f"{number:5}  {words}" for number, words in enumerate(shown, line))


def _places(root: Path, path: str) -> Iterator[Path]:
    """Where `path` may lie, links followed: in the tree, or among the headers that stand in for it."""
    for folder in _INCLUDE_FOLDERS:
        place = (root / folder / path).resolve()
        if place.is_relative_to(root):
            yield place
    yield from (header.path for header in host_api(root) if path in (header.name, header_of(header.name)))
