"""What an installation would change in a tree, before anything is changed."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.project import IO_SOURCE, Project
from tilesmith.tools.project_folder import BUILD_FILE
from tilesmith.tools.tree_install.example_list import with_entry, without_entry

EXAMPLES = Path("tt_metal/programming_examples")
MANIFEST = ".tilesmith-install.json"
"""Lies in an installed example: which files are ours, with their digests."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class TreeInstallError(TilesmithError):
    """A project that cannot be put into a tree, or taken out of it."""


@dataclass(frozen=True)
class Plan:
    """One change of a tree."""

    tree: Path
    name: str
    files: dict[str, str]
    """The example's new files, by path inside its folder; empty for a removal."""
    list_before: str
    list_after: str

    @property
    def folder(self) -> Path:
        """Where the example lies."""
        return self.tree / EXAMPLES / self.name

    @property
    def list_file(self) -> Path:
        """The CMakeLists.txt that names all examples."""
        return self.tree / EXAMPLES / BUILD_FILE

    @property
    def changes_nothing(self) -> bool:
        """Everything is already as it shall be."""
        there = {name: _text(self.folder / name) for name in self.files}
        gone = not self.files and not self.folder.exists()
        return self.list_before == self.list_after and (gone or (bool(self.files) and there == self.files))

    def lines(self) -> Iterator[str]:
        """The change as a reader wants to see it: files, and the difference of the list."""
        for name, text in self.files.items():
            old = _text(self.folder / name)
            mark = "=" if old == text else "+" if old is None else "~"
            yield f"{mark} {EXAMPLES / self.name / name}"
        if not self.files:
            yield f"- {EXAMPLES / self.name}/"
        shown = str(EXAMPLES / BUILD_FILE)
        before, after = self.list_before.splitlines(), self.list_after.splitlines()
        yield from unified_diff(before, after, shown, shown, n=1, lineterm="")


def plan(project: Project, tree: Path, name: str, *, overwrite: bool = False) -> Plan:
    """How `project` becomes the example `name` of `tree`.

    Args:
        overwrite: replace files that were edited since they were installed.

    Raises:
        TreeInstallError: `tree` is no tt-metal tree, `name` is no name of an example, or that folder
            is there and is not ours, or was edited.
    """
    listed = _example_list(tree)
    if not _NAME.fullmatch(name):
        raise TreeInstallError(f"{name!r} cannot name an example: use letters, digits, _ and -")
    folder = tree / EXAMPLES / name
    if folder.exists() and not overwrite:
        _require_untouched(folder)
    after = with_entry(listed, name)
    if after is None:
        raise TreeInstallError(
            f"{tree / EXAMPLES / BUILD_FILE} lists no examples with add_subdirectory: add the line "
            f"`add_subdirectory({name})` yourself after copying the project"
        )
    return Plan(tree, name, _files(project, name), listed, after)


def plan_removal(tree: Path, name: str, *, overwrite: bool = False) -> Plan:
    """How the example `name` goes out of `tree` again.

    Raises:
        TreeInstallError: it was not installed from here, or was edited since.
    """
    listed = _example_list(tree)
    folder = tree / EXAMPLES / name
    if not _NAME.fullmatch(name) or not folder.is_dir():
        raise TreeInstallError(f"{tree / EXAMPLES} holds no example {name!r}: nothing to undo")
    if not overwrite or not (folder / MANIFEST).is_file():
        _require_untouched(folder)
    return Plan(tree, name, {}, listed, without_entry(listed, name))


def _example_list(tree: Path) -> str:
    text = _text(tree / EXAMPLES / BUILD_FILE)
    if text is None:
        raise TreeInstallError(
            f"{tree} holds no {EXAMPLES / BUILD_FILE}: name the root of a tt-metal checkout with --tt-metal "
            "or TT_METAL_HOME"
        )
    return text


def _files(project: Project, name: str) -> dict[str, str]:
    files = {**project.files, BUILD_FILE: _build_file(project, name)}
    digests = {path: _digest(text) for path, text in sorted(files.items())}
    return {**files, MANIFEST: json.dumps({"installed_by": "tilesmith", "files": digests}, indent=2) + "\n"}


def _build_file(project: Project, name: str) -> str:
    from tilesmith.templates import templates

    sources = [*project.host_sources, *([IO_SOURCE] if IO_SOURCE in project.files else [])]
    return (
        templates("tilesmith.tools.tree_install")
        .get_template("CMakeLists.txt.jinja")
        .render(target=f"metal_example_{name}", sources=sources)
    )


def _require_untouched(folder: Path) -> None:
    """Whatever a person wrote or changed is not ours to replace."""
    manifest = _text(folder / MANIFEST)
    if manifest is None:
        raise TreeInstallError(
            f"{folder} is there already and was not installed by Tilesmith: choose another name with --name"
        )
    try:
        digests = dict(json.loads(manifest)["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise TreeInstallError(f"{folder / MANIFEST} is damaged: remove {folder} by hand") from error
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        MANIFEST
    }
    edited = sorted(name for name in present if digests.get(name) != _digest(_text(folder / name) or ""))
    if edited:
        raise TreeInstallError(
            f"{folder} was edited since it was installed ({', '.join(edited)}): save your changes, "
            "then use --overwrite"
        )


def read_exactly(path: Path) -> str:
    """The text of `path` such that `as_bytes` gives the same bytes back."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> bytes:
    """The bytes that `read_exactly` gave as `text`."""
    return text.encode("utf-8", "surrogateescape")


def _text(path: Path) -> str | None:
    return read_exactly(path) if path.is_file() else None


def _digest(text: str) -> str:
    return hashlib.sha256(as_bytes(text)).hexdigest()
