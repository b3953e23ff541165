"""When the next call of a model may start: agreed among all threads and processes that call it.

A rate limit holds for the account, not for one of several samples or workers: whoever is told to wait makes
the others wait too. What they agree on is a moment in a file, changed under a lock.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tilesmith.tools.sdk import cache_root

_LONGEST_HOLD = 600.0
"""Seconds; a moment further away was written by a clock that has been put back."""


@dataclass(frozen=True)
class Pace:
    """The pace of calls of one model at one address."""

    file: Path
    per_minute: float | None = None
    """Most calls that start within a minute, evenly spaced; None: as many as come."""

    @classmethod
    def of(cls, url: str, model: str, per_minute: float | None = None) -> "Pace":
        """The pace of `model` at `url`, in the user's cache."""
        name = hashlib.sha256(f"{url} {model}".encode()).hexdigest()[:16]
        return cls(cache_root() / "pace" / name, per_minute)

    def seconds_to_wait(self) -> float:
        """Seconds until the caller's turn, which is thereby taken."""
        if self.per_minute is None and not self.file.exists():
            return 0.0
        with self._moment() as moment:
            now = time.time()
            start = max(now, moment.value)
            if self.per_minute is not None:
                moment.value = start + 60.0 / self.per_minute
            return start - now

    def hold(self, seconds: float) -> None:
        """No call starts for `seconds`."""
        with self._moment() as moment:
            moment.value = max(moment.value, time.time() + min(seconds, _LONGEST_HOLD))

    @contextmanager
    def _moment(self) -> "Iterator[_Moment]":
        self.file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)  # let go when the file is closed, also by a killed process
            before = _read(descriptor)
            moment = _Moment(before)
            yield moment
            if moment.value != before:
                os.pwrite(descriptor, f"{moment.value:020.6f}".encode(), 0)
        finally:
            os.close(descriptor)


@dataclass
class _Moment:
    value: float
    """Seconds since the epoch."""


def _read(descriptor: int) -> float:
    text = os.pread(descriptor, 32, 0)
    try:
        moment = float(text or 0)
    except ValueError:
        return 0.0
    return moment if moment < time.time() + _LONGEST_HOLD + 60.0 else 0.0
