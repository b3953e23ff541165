"""Waits for a model only as long as its reply is wanted."""

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from tilesmith.agent.race import Race

T = TypeVar("T")

_LOOK_SECONDS = 0.1


def unless_lost(work: Callable[[], T], race: Race | None) -> T:
    """The result of `work`, which is left behind in its thread as soon as another sample has won.

    A client that waits for a server cannot be interrupted from outside, but its thread can be left alone: it
    dies with the process.

    Raises:
        RaceLostError: another sample has won. Else: what `work` raises.
    """
    if race is None:
        return work()
    future: Future[T] = Future()
    context = contextvars.copy_context()  # what streams the reply to the terminal is found through it
    threading.Thread(target=context.run, args=(_settle, future, work), daemon=True).start()
    while True:
        try:
            return future.result(_LOOK_SECONDS)
        except TimeoutError:
            if future.done():
                raise  # the work's own
            race.require_open()


def _settle(future: "Future[T]", work: Callable[[], T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - it is raised again by whoever waits
        future.set_exception(error)
