"""Follows a running command: collects its output, and ends it at the first limit."""

import contextlib
import os
import selectors
import time
from dataclasses import dataclass
from typing import Protocol

from tilesmith.tools.sandbox.capture import BoundedCapture
from tilesmith.tools.sandbox.launch import Launched
from tilesmith.tools.sandbox.limits import KIB, LimitReached, Limits
from tilesmith.tools.sandbox.process_tree import TreeUsage, tree_usage
from tilesmith.tools.sandbox.result import Isolation

# A fork bomb makes about 20 processes a millisecond, and ending a thousand of them takes the kernel seconds:
# look often. A look costs some 60 us.
_LOOK_SECONDS = 0.005
_DRAIN_SECONDS = 2.0
_CHUNK = 256 * KIB


class Signal(Protocol):
    """What ends a command when it is set, such as a `threading.Event`; asked hundreds of times a second."""

    def is_set(self) -> bool:
        """Whether the command shall end."""
        ...


@dataclass(frozen=True)
class Watched:
    """How a watched command ended."""

    status: int
    stdout: str
    stderr: str
    limit: LimitReached | None
    seconds: float
    peak_memory_bytes: int


class Watch:
    """One command under observation."""

    def __init__(self, running: Launched, limits: Limits, cancel: Signal | None) -> None:
        self._running = running
        self._limits = limits
        self._cancel = cancel
        self._start = time.monotonic()
        self._stdout = BoundedCapture(limits.output_bytes)
        self._stderr = BoundedCapture(limits.output_bytes)
        self._captures: dict[int, BoundedCapture] = {}
        self._peak = 0
        self._limit: LimitReached | None = None

    def until_the_end(self) -> Watched:
        """Block until the command has ended by itself or was ended."""
        with contextlib.ExitStack() as stack:
            selector = stack.enter_context(selectors.DefaultSelector())
            self._register(selector, stack)
            while self._running.process.poll() is None:
                self._take(selector, _LOOK_SECONDS)
                self._limit = self._reached()
                if self._limit:
                    self._running.kill()
                    break
            status = self._running.finish()
            seconds = time.monotonic() - self._start
            self._drain(selector)
        return Watched(status, self._stdout.text(), self._stderr.text(), self._limit, seconds, self._peak)

    def _register(self, selector: selectors.BaseSelector, stack: contextlib.ExitStack) -> None:
        process = self._running.process
        assert process.stdout is not None and process.stderr is not None
        self._captures = {process.stdout.fileno(): self._stdout, process.stderr.fileno(): self._stderr}
        for descriptor in self._captures:
            os.set_blocking(descriptor, False)
            selector.register(descriptor, selectors.EVENT_READ)
        if self._running.info_fd >= 0:
            selector.register(self._running.info_fd, selectors.EVENT_READ)
        try:
            ended = os.pidfd_open(process.pid)
        except OSError:
            return  # an old kernel: the end is then seen at the next look
        stack.callback(os.close, ended)
        selector.register(ended, selectors.EVENT_READ)

    def _take(self, selector: selectors.BaseSelector, seconds: float) -> None:
        for key, _ in selector.select(seconds):
            if key.fd in self._captures:
                self._read(selector, key.fd)
            elif key.fd == self._running.info_fd and not self._running.read_info():
                selector.unregister(key.fd)

    def _read(self, selector: selectors.BaseSelector, descriptor: int) -> None:
        try:
            data = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return
        if data:
            self._captures[descriptor].add(data)
        else:
            selector.unregister(descriptor)

    def _drain(self, selector: selectors.BaseSelector) -> None:
        """What is left in the pipes; nothing writes to them any more."""
        deadline = time.monotonic() + _DRAIN_SECONDS
        while time.monotonic() < deadline and any(fd in selector.get_map() for fd in self._captures):
            self._take(selector, 0)

    def _reached(self) -> LimitReached | None:
        limits = self._limits
        if self._cancel is not None and self._cancel.is_set():
            return LimitReached.CANCELLED
        if time.monotonic() - self._start > limits.wall_seconds:
            return LimitReached.WALL_TIME
        if self._stdout.total + self._stderr.total > limits.output_total_bytes:
            return LimitReached.OUTPUT
        usage = self._usage()
        self._peak = max(self._peak, usage.resident_bytes)
        if usage.tasks > limits.processes:
            return LimitReached.PROCESSES
        return LimitReached.MEMORY if usage.resident_bytes > limits.memory_bytes else None

    def _usage(self) -> TreeUsage:
        """Without the processes of the sandbox itself."""
        root = self._running.process.pid
        if self._running.isolation is Isolation.BUBBLEWRAP:
            root = self._running.first_pid
        return tree_usage(root, self._limits.processes + 1) if root else TreeUsage(0, 0)
