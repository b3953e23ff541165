"""The checkpoints of one run, in its folder: from them another process goes on where this one ended.

A checkpoint is the graph's state after a step. Settings, and with them addresses and keys, are no part of it;
what it holds of a secret of the environment nevertheless, such as in a reply that quotes it, is masked.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tilesmith.errors import TilesmithError

if TYPE_CHECKING:
    from langgraph.checkpoint.sqlite import SqliteSaver

_FILE, _LOCK = "checkpoints.sqlite", "lock"
THREAD = "run"
"""The one thread of a run's checkpoints."""


class RunBusyError(TilesmithError):
    """Another process is at work on the run."""


@contextlib.contextmanager
def checkpoints(folder: Path) -> Iterator["SqliteSaver"]:
    """The checkpoints in the run's `folder`, of which the caller has the lock (see `alone`)."""
    import sqlite3

    from langgraph.checkpoint.sqlite import SqliteSaver

    from tilesmith.agent.masking import MaskingSerializer

    with contextlib.closing(sqlite3.connect(folder / _FILE, check_same_thread=False)) as connection:
        # Enough for a process that is killed; after a power cut the last steps may be missing.
        connection.execute("PRAGMA synchronous=NORMAL")
        yield SqliteSaver(connection, serde=MaskingSerializer())


def has_checkpoints(folder: Path) -> bool:
    """Whether something of the run was kept."""
    return (folder / _FILE).is_file()


def is_busy(folder: Path) -> bool:
    """Whether a process is at work on the run."""
    if not (folder / _LOCK).is_file():
        return False
    try:
        with alone(folder):
            return False
    except RunBusyError:
        return True


def forget(folder: Path) -> None:
    """Remove the checkpoints of a run that nobody will go on with."""
    for path in folder.glob(f"{_FILE}*"):
        path.unlink()
    (folder / _LOCK).unlink(missing_ok=True)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds the run's lock, which the system takes back if this process is killed.

    Raises:
        RunBusyError: another process has it.
    """
    import fcntl

    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunBusyError(
                f"another process is at work on the run {folder.name}: let it end, or end it first"
            ) from None
        yield
    finally:
        os.close(descriptor)
