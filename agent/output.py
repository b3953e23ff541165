"""The folder of a generated project: whose it is, and how it is brought up to date."""

import json
from pathlib import Path

from tilesmith.agent.report import Report
from tilesmith.agent.trace import TRACE_FILE
from tilesmith.errors import TilesmithError
from tilesmith.tools.project import Project, UnsafePathError, safe_relative_path

REPORT_FILE = "report.json"


class OutputFolderError(TilesmithError):
    """The output folder cannot be used."""


def claim(folder: Path) -> None:
    """Make sure that a project may be written to `folder`: it is new, empty, or an earlier project of ours.

    Raises:
        OutputFolderError: it is a file, holds files that are not ours, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputFolderError(f"{folder} is a file: name a folder with --output")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = (folder / TRACE_FILE).is_file() or not any(folder.iterdir())
    except OSError as error:
        raise OutputFolderError(
            f"cannot write to {folder} ({error.strerror}): name another folder with --output"
        ) from error
    if not ours:
        raise OutputFolderError(
            f"{folder} holds files that Tilesmith did not write: name a new or empty folder with --output"
        )


def write_project(folder: Path, project: Project, report: Report) -> None:
    """Write `project` and its report; files that an earlier run wrote and this one did not are removed."""
    for name in sorted(set(_earlier_files(folder)) - set(project.files)):
        (folder / name).unlink(missing_ok=True)
    project.write(folder)
    (folder / REPORT_FILE).write_text(report.model_dump_json(indent=2) + "\n")


def _earlier_files(folder: Path) -> list[str]:
    path = folder / REPORT_FILE
    if not path.is_file():
        return []
    try:
        names = json.loads(path.read_text())["files"]
        return [safe_relative_path(str(name)) for name in names]
    except (json.JSONDecodeError, KeyError, TypeError, UnsafePathError):
        return []  # An edited or half-written report: better to leave files behind than to guess.
