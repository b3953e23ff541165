"""Ctrl-C during a run: what it has under way ends at once, and it can be gone on with."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tilesmith.agent.cancellation import ending_with
from tilesmith.agent.trace import TRACE_FILE

INTERRUPTED = 130
"""Exit code: 128 and the number of the signal, as shells have it."""
_PATIENCE_SECONDS = 1.5


class InterruptedRunError(Exception):
    """The user has interrupted a run; the message says how to go on with it."""


@contextlib.contextmanager
def interruptible(folder: Path) -> Iterator[None]:
    """Within, Ctrl-C ends the run in `folder`: its compilers, its emulator, and the reply that it waits for.

    Raises:
        InterruptedRunError: it was pressed.
    """
    pressed = threading.Event()
    try:
        with ending_with(pressed), _told_of_interrupts(pressed, folder):
            yield
    except KeyboardInterrupt:
        raise InterruptedRunError(_sentence(folder)) from None


def _sentence(folder: Path) -> str:
    if (folder / TRACE_FILE).is_file():  # else it has not begun, and its folder is removed
        return f"Interrupted: to go on with it, run `tilesmith resume {folder.name}`"
    return "Interrupted."


@contextlib.contextmanager
def _told_of_interrupts(pressed: threading.Event, folder: Path) -> Iterator[None]:
    """Sets `pressed` as well, which is seen by the threads that the graph waits for."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield  # interrupts are ignored, or somebody else's
        return
    last_resort = threading.Timer(_PATIENCE_SECONDS, _leave, (folder,))
    last_resort.daemon = True

    def interrupted(number: int, frame: FrameType | None) -> None:
        if not pressed.is_set():
            pressed.set()
            last_resort.start()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        last_resort.cancel()


def _leave(folder: Path) -> None:
    """End the process, whatever its threads are at: a run that is killed can be resumed, too."""
    print(_sentence(folder), file=sys.stderr, flush=True)  # noqa: T201
    os._exit(INTERRUPTED)
