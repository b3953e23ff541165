"""The pages, and what stands between their fences."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SHELLS = ("bash", "console", "sh", "shell")

_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A block of code of a page."""

    language: str
    title: str
    text: str

    @property
    def is_script(self) -> bool:
        """Its lines are to be typed."""
        return self.language in SHELLS

    @property
    def is_file(self) -> bool:
        """The reader is to write it; other titled blocks show a file of the repository."""
        return bool(self.title) and "--8<--" not in self.text


def fences(page: Path) -> list[Fence]:
    """All of `page`, in order."""
    return [Fence(*found) for found in _FENCE.findall(page.read_text())]


def name_of(page: Path) -> str:
    """How tests call it."""
    return page.relative_to(ROOT).as_posix()
