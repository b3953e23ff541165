"""Kernels that a checkout has moved, at the paths that an older example still names."""

import re
from collections.abc import Iterator
from pathlib import Path

_NAMED = re.compile(r'"(tt_metal/programming_examples/[\w./-]+)"')


def link_moved_kernels(checkout: Path, examples: Path, links: Path) -> None:
    """Fill `links`, a TT_METAL_KERNEL_PATH, with links to moved folders that programs below `examples` name.

    A folder counts as moved when exactly one of its name below `examples` holds what the program names in it.
    """
    for folder, rest in sorted(_missing(checkout, examples)):
        found = [path for path in examples.rglob(folder.name) if path.is_dir() and (path / rest).exists()]
        link = links / folder
        link.unlink(missing_ok=True)
        if len(found) == 1:
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(found[0])


def _missing(checkout: Path, examples: Path) -> set[tuple[Path, Path]]:
    """The folders that programs name and the checkout does not have, each with the path named below it."""
    return {parted for path in _named(examples) if (parted := _parted(checkout, path)) is not None}


def _named(examples: Path) -> Iterator[Path]:
    for source in examples.rglob("*.cpp"):
        for path in _NAMED.findall(source.read_text(errors="replace")):
            yield Path(path)


def _parted(checkout: Path, path: Path) -> tuple[Path, Path] | None:
    for folder in reversed(path.parents):
        if not (checkout / folder).exists():
            return folder, path.relative_to(folder)
    return None
