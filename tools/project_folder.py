"""A project as a person keeps it: a folder, read without trusting its size or its links."""

import re
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.project import Project

BUILD_FILE = "CMakeLists.txt"

_SUFFIXES = {".cpp", ".cc", ".cxx", ".h", ".hpp", ".inc", ".md"}
# What build tools and editors leave.
_SKIPPED = re.compile(r"build.*|cmake-build.*|CMakeFiles|_deps|\..*|generated|__pycache__", re.IGNORECASE)
_MOST_FILES = 400
_LARGEST_FILE = 2 * 1024 * 1024


class ProjectFolderError(TilesmithError):
    """A folder that holds no project that could be verified."""


def read_project(folder: Path) -> Project:
    """The sources of the project in `folder`, without what builds have left there.

    Raises:
        ProjectFolderError: it is no folder, is too large to be one project, or lacks a CMakeLists.txt, a host
            program or kernels; the message says which.
    """
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise ProjectFolderError(f"{folder} {what}: name the folder of a project, with its {BUILD_FILE}")
    project = Project(files=_texts(folder))
    if BUILD_FILE not in project.files:
        raise ProjectFolderError(
            f"{folder} has no {BUILD_FILE}: name the folder of the project itself, or write one with "
            "find_package(TT-Metalium REQUIRED), add_executable and target_link_libraries(... TT::Metalium)"
        )
    if not project.has_main:
        raise ProjectFolderError(
            f"{folder} has no host program: add a .cpp with int main that {BUILD_FILE} builds"
        )
    if not project.kernels:
        raise ProjectFolderError(
            f"{folder} has no kernels: put them below kernels/, each with a kernel_main, and name them in "
            "CreateKernel"
        )
    return project


def _texts(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in _files(folder):
        if len(texts) == _MOST_FILES:
            raise ProjectFolderError(
                f"{folder} holds more than {_MOST_FILES} source files: name the folder of one project"
            )
        if path.stat().st_size > _LARGEST_FILE:
            raise ProjectFolderError(f"{path} is larger than 2 MiB, which no source of a project is")
        texts[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    return texts


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and not _SKIPPED.fullmatch(path.name):
            found += _files(path)
        elif path.is_file() and (path.name == BUILD_FILE or path.suffix in _SUFFIXES):
            found.append(path)
    return found
