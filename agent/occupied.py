"""One run at a time is at work on an output folder: whoever comes second is told at once.

The lock is the system's, which takes it back from a process that is killed. A run holds it while a node of
its is at work, and from one node to the next: not while it waits for a review, is cancelled or has ended.
"""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from filelock import FileLock, Timeout

from tilesmith.agent.cancellation import RunCancelledError
from tilesmith.agent.workspace import Workspace
from tilesmith.errors import TilesmithError

_GRACE_SECONDS = 10.0
"""For which a run holds the lock with no node at work: after that it was cancelled between two of them."""


class OutputBusyError(TilesmithError):
    """Another run is at work on the output folder."""


@dataclass
class _Hold:
    run: str
    lock: FileLock
    nodes: int = 0
    """How many are at work: more than one with samples."""
    release: threading.Timer | None = None


_HOLDS: dict[str, _Hold] = {}
"""By output folder: those of this process, whose locks are the process's as well."""
_CHANGING = threading.Lock()


def require_unoccupied(output: str) -> None:
    """Nothing happens while no run is at work on the folder `output`.

    Raises:
        OutputBusyError: one is.
    """
    with _CHANGING:
        _taken(output).release()


@contextlib.contextmanager
def occupied(output: str, run: str, *, last: bool = False) -> Iterator[None]:
    """A node of `run` is at work on the folder `output`; empty: there is none yet.

    Args:
        last: no other node follows.

    Raises:
        OutputBusyError: another run is at work on it.
    """
    if not output:
        yield
        return
    _enter(output, run)
    goes_on = False
    try:
        yield
        goes_on = not last
    except TilesmithError as error:
        goes_on = not last and not isinstance(error, RunCancelledError)
        raise
    finally:
        _leave(output, goes_on)


def _enter(output: str, run: str) -> None:
    with _CHANGING:
        hold = _HOLDS.get(output)
        if hold is None or hold.run != run:
            hold = _HOLDS[output] = _Hold(run, _taken(output))
        if hold.release is not None:
            hold.release.cancel()
            hold.release = None
        hold.nodes += 1


def _leave(output: str, goes_on: bool) -> None:
    with _CHANGING:
        hold = _HOLDS[output]
        hold.nodes -= 1
        if hold.nodes:
            return
        if not goes_on:
            _let_go(output)
            return
        hold.release = threading.Timer(_GRACE_SECONDS, _let_go_of_idle, (output, hold))
        hold.release.daemon = True
        hold.release.start()


def _let_go_of_idle(output: str, hold: _Hold) -> None:
    with _CHANGING:
        if _HOLDS.get(output) is hold and not hold.nodes:
            _let_go(output)


def _let_go(output: str) -> None:
    _HOLDS.pop(output).lock.release()


def _taken(output: str) -> FileLock:
    root = Workspace.of(output).root
    root.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root.with_suffix(".lock"), thread_local=False)  # released by another node's thread
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise OutputBusyError(
            f"another run is at work on {output}: let it end, or name another folder with --output"
        ) from None
    return lock
