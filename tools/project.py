"""A candidate: the files of one kernel project, by relative path."""

import hashlib
from pathlib import Path, PurePosixPath
from typing import Self

from pydantic import BaseModel, ConfigDict, field_validator

from tilesmith.errors import TilesmithError

KERNEL_FOLDERS = ("kernels/dataflow/", "kernels/compute/")
IO_HEADER, IO_SOURCE = "tilesmith_io.hpp", "tilesmith_io.cpp"
"""Ours, and the same in every project: inputs, outputs and the self-check."""


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
        """The device kernels by path."""
        return {name: text for name, text in self.files.items() if name.startswith(KERNEL_FOLDERS)}

    @property
    def host_sources(self) -> dict[str, str]:
        """The candidate's own host sources by path."""
        return {
            name: text
            for name, text in self.files.items()
            if name.endswith((".cpp", ".cc")) and not name.startswith("kernels/") and name != IO_SOURCE
        }

    def write(self, folder: Path) -> None:
        """Write every file below `folder`, leaving files that already have this content untouched."""
        for name, text in self.files.items():
            path = folder / name
            if path.is_file() and path.read_text() == text:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
