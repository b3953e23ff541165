"""Names run folders so that they sort by time, and finds them again by as much as a person types."""

import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from tilesmith.agent.trace.writer import TRACE_FILE
from tilesmith.errors import TilesmithError


class RunNotFoundError(TilesmithError):
    """No run, or more than one, goes by that name."""


class RunFolderError(TilesmithError):
    """The folder of runs cannot be written."""


def new_run(runs_dir: Path, operation: str) -> Path:
    """An empty folder for a run of `operation`: `<runs_dir>/<day>-<time>-<operation>-<4 digits>`.

    Raises:
        RunFolderError: it cannot be made.
    """
    moment = time.strftime("%Y%m%d-%H%M%S")
    name = re.sub(r"[^A-Za-z0-9_]+", "_", operation)[:40]
    folder = runs_dir / f"{moment}-{name}-{secrets.token_hex(2)}"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise RunFolderError(
            f"cannot write to {runs_dir} ({error.strerror}): name another folder with --runs-dir"
        ) from error
    return folder


def name_of_work(operation: str | None, expression: str | None, file: str | None) -> str:
    """What to call the folder of a run before its request is understood."""
    return operation or (Path(file).stem if file else "expression" if expression else "nothing")


def list_runs(runs_dir: Path) -> list[Path]:
    """The runs in `runs_dir`, the newest first."""
    return sorted((path.parent for path in runs_dir.glob(f"*/{TRACE_FILE}")), key=_moment, reverse=True)


def find_run(runs_dir: Path, name: str = "", meant: Callable[[Path], bool] = lambda _run: True) -> Path:
    """The run that `name` means: its id, a part of it that no other has, or its folder; empty: the newest.

    Args:
        meant: of several runs with that part, those come into question for which it holds.

    Raises:
        RunNotFoundError: there is none, or several.
    """
    if name and (Path(name) / TRACE_FILE).is_file():
        return Path(name)
    runs = list_runs(runs_dir)
    if not runs:
        raise RunNotFoundError(
            f"there are no runs in {runs_dir}: generate something first, or name their folder with --runs-dir"
        )
    if not name:
        return runs[0]
    found = [run for run in runs if run.name == name] or [run for run in runs if name in run.name]
    chosen = [run for run in found if meant(run)] if len(found) > 1 else found
    if len(chosen) == 1:
        return chosen[0]
    newest = ", ".join(run.name for run in (found or runs)[:5])
    problem = f"{len(found)} runs are called so" if found else f"there is no run {name} in {runs_dir}"
    raise RunNotFoundError(f"{problem}: the newest are {newest}; `tilesmith runs` lists them")


def _moment(run: Path) -> tuple[str, float]:
    """Ids begin with the time in seconds; the trace's own time orders runs within one."""
    return run.name[:15], (run / TRACE_FILE).stat().st_mtime
