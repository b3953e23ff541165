"""The folder of a generated project: whose it is, and how it is brought up to date."""

import hashlib
import json
from pathlib import Path

from tilesmith.agent.report import Report
from tilesmith.errors import TilesmithError
from tilesmith.tools.project import Project, UnsafePathError, safe_relative_path

REPORT_FILE = "report.json"


class OutputFolderError(TilesmithError):
    """The output folder cannot be used."""


def claim(folder: Path, *, overwrite: bool = False) -> None:
    """Make sure that a project may be written to `folder`: it is new, empty, or an earlier project of ours.

    Args:
        overwrite: also when files of that project were edited since.

    Raises:
        OutputFolderError: it is a file, holds files that are not ours, or cannot be written; or it holds
            edits that would be lost.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputFolderError(f"{folder} is a file: name a folder with --output")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = _has_our_report(folder) or not any(folder.iterdir())
    except OSError as error:
        raise OutputFolderError(
            f"cannot write to {folder} ({error.strerror}): name another folder with --output"
        ) from error
    if not ours:
        raise OutputFolderError(
            f"{folder} holds files that Tilesmith did not write: name a new or empty folder with --output"
        )
    if not overwrite and (edited := _edited(folder)):
        verb = "was" if len(edited) == 1 else "were"
        raise OutputFolderError(
            f"{', '.join(edited)} in {folder} {verb} edited since the generation: "
            "keep the edits with another --output, or give them up with --overwrite"
        )


def write_project(folder: Path, project: Project, report: Report) -> None:
    """Write `project` and its report; files that an earlier run wrote and this one did not are removed."""
    for name in sorted(_earlier_digests(folder).keys() - project.files.keys()):
        (folder / name).unlink(missing_ok=True)
    # The report first: it marks the folder as ours, should the rest be interrupted.
    (folder / REPORT_FILE).write_text(report.model_dump_json(indent=2) + "\n")
    project.write(folder)


def _has_our_report(folder: Path) -> bool:
    path = folder / REPORT_FILE
    if not path.is_file():
        return False
    try:
        return "tilesmith" in json.loads(path.read_text(errors="replace"))
    except (json.JSONDecodeError, TypeError):
        return True  # damaged, but where else would a file of this name hold no JSON?


def _edited(folder: Path) -> list[str]:
    """Files of the earlier project that are no longer as they were written."""
    return [
        name
        for name, digest in _earlier_digests(folder).items()
        if (folder / name).is_file() and hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest
    ]


def _earlier_digests(folder: Path) -> dict[str, str]:
    path = folder / REPORT_FILE
    if not path.is_file():
        return {}
    try:
        digests = json.loads(path.read_text())["digests"].items()
        return {safe_relative_path(str(name)): str(digest) for name, digest in digests}
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, UnsafePathError):
        return {}  # An edited or half-written report: better to leave files behind than to guess.
