"""The project's own files, as seen from a build log."""

from functools import cached_property
from pathlib import Path

from tilesmith.tools.diagnostics import excerpt

_SOURCES = (".cpp", ".cc", ".hpp", ".h")


class SourceFiles:
    """Tells the project's files from others, and reads lines of them."""

    def __init__(self, project_dir: Path) -> None:
        self._root = project_dir.absolute()
        self._real = project_dir.resolve()

    def relative(self, name: str) -> str:
        """`name` relative to the project; empty for files outside it and for what the build made."""
        path = Path(name)
        for root in (self._root, self._real):
            if path.is_absolute() and path.is_relative_to(root):
                path = path.relative_to(root)
                break
        if path.is_absolute() or ".." in path.parts or "CMakeFiles" in path.parts:
            return ""
        return str(path) if (self._root / path).is_file() else ""

    def shortened(self, text: str) -> str:
        """`text` with the names that its files have in the project, wherever it was built."""
        for root in (self._root, self._real):
            text = text.replace(f"{root}/", "")
        return text

    def excerpt(self, name: str, line: int) -> str:
        """The lines around `line` of the project's file `name`."""
        return excerpt(self._text(name), line) if name else ""

    def line(self, name: str, number: int) -> str:
        """That line of the project's file `name`; empty when there is none."""
        lines = self._text(name).splitlines() if name else []
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _text(self, name: str) -> str:
        """Of the project's file `name`; empty when it cannot be read."""
        try:
            return (self._root / name).read_text(errors="replace")
        except OSError:
            return ""

    @cached_property
    def texts(self) -> dict[str, str]:
        """Host sources by name, kernels left out: only the host is linked."""
        files = (path for path in sorted(self._root.glob("*")) if path.suffix in _SOURCES)
        return {path.name: path.read_text(errors="replace") for path in files}

    def first_use(self, word: str) -> tuple[str, int]:
        """File and line of the first call or mention of `word`; ("", 0) when there is none."""
        for name, text in self.texts.items():
            for number, line in enumerate(text.splitlines(), start=1):
                if word in line and not line.lstrip().startswith("//"):
                    return name, number
        return "", 0
