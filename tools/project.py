"""A candidate: the files of one kernel project, by relative path."""

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Self

from pydantic import BaseModel, ConfigDict, field_validator

from tilesmith.errors import TilesmithError

KERNEL_FOLDERS = ("kernels/dataflow/", "kernels/compute/")
IO_HEADER, IO_SOURCE = "tilesmith_io.hpp", "tilesmith_io.cpp"
"""Ours, and the same in every project: inputs, outputs and the self-check."""

_KERNEL_ENTRY = re.compile(r"\bvoid\s+(?:kernel_main\s*\(|MAIN\b)")
_HOST_ENTRY = re.compile(r"\bint\s+main\s*\(")
_SOURCES = (".cpp", ".cc", ".cxx")


class UnsafePathError(TilesmithError):
    """A file name that would leave the project's folder."""


def safe_relative_path(name: str) -> str:
    """`name` normalised, provided that it stays inside the project.

    Raises:
        UnsafePathError: `name` is absolute, climbs with `..`, or is empty.
    """
    path = PurePosixPath(name)
    if not name.strip() or path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise UnsafePathError(f"{name!r} is not a path inside the project: use a relative path without '..'")
    return str(path)


class Project(BaseModel):
    """The files of a candidate: kernels under `kernels/{dataflow,compute}/`, the host at the top."""

    model_config = ConfigDict(frozen=True)

    files: dict[str, str] = {}

    @field_validator("files")
    @classmethod
    def _paths_stay_inside(cls, files: dict[str, str]) -> dict[str, str]:
        return {safe_relative_path(name): text for name, text in sorted(files.items())}

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each file, by path."""
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in self.files.items()}

    def with_files(self, files: dict[str, str]) -> Self:
        """A copy in which `files` replace or join those of this project."""
        return type(self)(files=self.files | files)

    @property
    def kernels(self) -> dict[str, str]:
        """The device kernels by path: those in the usual folders, and sources elsewhere that are kernels."""
        return {name: text for name, text in self.files.items() if _is_kernel(name, text)}

    @property
    def host_sources(self) -> dict[str, str]:
        """The candidate's own host sources by path."""
        return {
            name: text
            for name, text in self.files.items()
            if name.endswith(_SOURCES)
            and not name.startswith("kernels/")
            and name != IO_SOURCE
            and not _is_kernel(name, text)
        }

    @property
    def has_main(self) -> bool:
        """A host source defines `int main`."""
        return any(_HOST_ENTRY.search(text) for text in self.host_sources.values())

    def write(self, folder: Path) -> None:
        """Write every file below `folder`, leaving files that already have this content untouched."""
        for name, text in self.files.items():
            path = folder / name
            if path.is_file() and path.read_text() == text:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def _is_kernel(name: str, text: str) -> bool:
    if name.startswith(KERNEL_FOLDERS):
        return True
    return name.endswith(_SOURCES) and bool(_KERNEL_ENTRY.search(text)) and not _HOST_ENTRY.search(text)
