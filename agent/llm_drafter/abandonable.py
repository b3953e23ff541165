"""Waits for a model only as long as its reply is wanted.

A thread that waits for a server cannot be interrupted, but a coroutine can, and its client then closes the
connection: the server notices that nobody waits, and stops replying.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

_LOOK_SECONDS = 0.1
_BEGINNING = threading.Lock()


def while_wanted(reply: Callable[[], Coroutine[Any, Any, T]], require_wanted: Callable[[], None]) -> T:
    """The result of `reply`, which is cancelled as soon as nobody wants it any more.

    Args:
        require_wanted: asked again and again; it raises when the reply is not wanted.

    Raises: what `require_wanted` raises, else what `reply` does.
    """
    # The task runs in a copy of this thread's context: what streams the reply to the terminal is found in it.
    future = asyncio.run_coroutine_threadsafe(reply(), _loop())
    try:
        while True:
            try:
                return future.result(_LOOK_SECONDS)
            except TimeoutError:
                if future.done():
                    raise  # the reply's own
                require_wanted()
    except BaseException:  # also an interrupt of the user's
        future.cancel()
        raise


def _loop() -> asyncio.AbstractEventLoop:
    """One loop for all calls of this process: clients keep connections, which belong to a loop."""
    with _BEGINNING:
        return _loop_of(os.getpid())


@lru_cache(maxsize=1)
def _loop_of(_process: int) -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_LeftBehind())
    threading.Thread(target=loop.run_forever, name="model calls", daemon=True).start()
    return loop


class _LeftBehind(ThreadPoolExecutor):
    """For clients that can only block: a thread a call, which dies with the process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run `fn` in a new thread."""
        future: Future[T] = Future()

        def run() -> None:
            with suppress(InvalidStateError):  # it was cancelled meanwhile
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001 - it is raised again by whoever waits
                    future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future
