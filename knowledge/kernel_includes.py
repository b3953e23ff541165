"""The headers that a kernel includes, as an SDK has them."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tilesmith.knowledge.renames import earlier_header, renamed_header
from tilesmith.tools.sdk.layout import find_header

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+["<]([^">]+)[">]', re.MULTILINE)
_BLOCK = re.compile(r'(?:^#include "[^"\n]+"\n)+', re.MULTILINE)


class KernelIncludes:
    """Finds headers in one tree."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._included = cache(self._read)

    def moved(self, name: str) -> str:
        """Where the header `name` of another version lies here; empty when there is none of that name."""
        places = (name, earlier_header(name), renamed_header(name))
        return next((place for place in places if place and find_header(self._root, place)), "")

    def reached(self, names: Iterable[str]) -> set[Path]:
        """The files that whoever includes the headers `names` sees, through whatever conditions."""
        found: set[Path] = set()
        left = [path for name in names if (path := find_header(self._root, name))]
        while left:
            path = left.pop()
            if path not in found:
                found.add(path)
                left += self._included(path)
        return found

    def _read(self, path: Path) -> list[Path]:
        names = _INCLUDE.findall(path.read_text(errors="replace"))
        return [other for name in names if (other := find_header(self._root, name, path))]


def included(text: str) -> list[str]:
    """What the kernel `text` includes from the SDK or the project."""
    return re.findall(r'^#include "([^"\n]+)"', text, re.MULTILINE)


def with_includes(text: str, names: Iterable[str]) -> str:
    """`text` with the headers `names` in the place of those that it includes in one block."""
    lines = "".join(f'#include "{name}"\n' for name in sorted(set(names)))
    return _BLOCK.sub(lambda _: lines, text, count=1)
