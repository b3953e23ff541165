"""Cancelled runs: whatever a node has under way in its thread ends when the run that asked for it does.

A server runs the graph on its event loop and gives it up there; a thread cannot be interrupted, but be told.
The same holds for a command that its user interrupts.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig
from langgraph.runtime import Runtime, get_runtime

from tilesmith.agent.context import Context
from tilesmith.errors import TilesmithError
from tilesmith.tools.sandbox import Signal

_CANCELLED: ContextVar[Signal | None] = ContextVar("cancelled", default=None)


class RunCancelledError(TilesmithError):
    """Nobody waits for the run any more."""


@dataclass(frozen=True)
class AnyOf:
    """Set when one of several signals is."""

    signals: tuple[Signal, ...]

    def is_set(self) -> bool:
        """See `tools.sandbox.Signal`."""
        return any(signal.is_set() for signal in self.signals)


@contextlib.contextmanager
def ending_with(signal: Signal) -> Iterator[None]:
    """Runs of graphs in this context are cancelled when `signal` is set."""
    before = _CANCELLED.set(signal)
    try:
        yield
    finally:
        _CANCELLED.reset(before)


def cancelled(*others: Signal | None) -> Signal | None:
    """What ends the work of the node under way: its run is cancelled, or one of `others` is set."""
    signals = tuple(signal for signal in (_CANCELLED.get(), *others) if signal is not None)
    return AnyOf(signals) if signals else None


def require_wanted() -> None:
    """Nothing happens while the node's run is not cancelled.

    Raises:
        RunCancelledError: it is.
    """
    signal = _CANCELLED.get()
    if signal is not None and signal.is_set():
        raise RunCancelledError("the run was cancelled")


class Cancellable(Runnable[Any, Any]):
    """A node that runs in a thread where the graph runs on an event loop, and is told of its end."""

    def __init__(self, node: Callable[[Any, Runtime[Context]], Any]) -> None:
        self._node = node
        self.name = getattr(node, "__name__", type(node).__name__)

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - LangChain's
        """Call the node."""
        return self._node(input, get_runtime(Context))

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - LangChain's
        """Call the node in a thread."""
        event = threading.Event()
        _CANCELLED.set(event)  # in this task's own context, which the thread gets a copy of
        try:
            return await asyncio.to_thread(self._node, input, get_runtime(Context))
        except asyncio.CancelledError:
            event.set()
            raise
