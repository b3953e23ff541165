"""Runs one untrusted command: the only door through which generated code reaches the machine."""

import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from tilesmith.tools.sandbox.bubblewrap import Mounts
from tilesmith.tools.sandbox.isolation import Offer, available_isolation
from tilesmith.tools.sandbox.launch import Job, SandboxError, launched
from tilesmith.tools.sandbox.limits import LimitReached, Limits
from tilesmith.tools.sandbox.result import SandboxResult
from tilesmith.tools.sandbox.watch import Signal, Watch, Watched

_DEFAULT_LIMITS = Limits()
_BY_SIGNAL = {signal.SIGXCPU: LimitReached.CPU_TIME, signal.SIGXFSZ: LimitReached.FILE_SIZE}
# What C++ programs and compilers say when the address space is spent.
_OUT_OF_MEMORY = ("std::bad_alloc", "out of memory", "virtual memory exhausted", "Cannot allocate memory")


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    writable: Sequence[Path] = (),
    readable: Sequence[Path] = (),
    limits: Limits = _DEFAULT_LIMITS,
    env: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    descriptors: Sequence[int] = (),
    cancel: Signal | None = None,
    isolation: Offer | None = None,
) -> SandboxResult:
    """Run `command` without network, in a clean environment, seeing only the system and the named paths.

    Args:
        cwd: where it starts; readable, and writable only when it lies in `writable`.
        writable: existing folders or files that it may change.
        readable: existing folders or files that it may read, besides the system's programs and libraries.
        env: variables besides PATH, the locale, HOME and TMPDIR (a private folder that is thrown away).
        stdin: what it reads; nothing by default.
        descriptors: open ones that it gets, under the same numbers; the caller closes its own.
        cancel: set from elsewhere to end it at once (`LimitReached.CANCELLED`).
        isolation: what to isolate with; the best that works here by default.

    Nothing that the command started is alive when this returns or raises.

    Raises:
        SandboxError: a path does not exist, or the sandbox could not be set up.
        SecretInEnvironmentError: `env` holds a name that looks like a credential.
    """
    job = Job(
        command=tuple(command),
        cwd=cwd,
        mounts=Mounts(tuple(readable), tuple(writable)),
        limits=limits,
        env=dict(env or {}),
        stdin=stdin or b"",
        descriptors=tuple(descriptors),
    )
    offer = isolation or available_isolation()
    with launched(job, offer) as running:
        watched = Watch(running, limits, cancel).until_the_end()
    if watched.stderr.startswith("bwrap: ") and watched.status == 1 and watched.limit is None:
        raise SandboxError(f"the sandbox could not start {command[0]}: {watched.stderr.strip()}")
    returncode = _returncode(watched.status)
    return SandboxResult(
        returncode=returncode,
        stdout=watched.stdout,
        stderr=watched.stderr,
        limit=watched.limit or _limit_of_kernel(returncode, watched),
        seconds=watched.seconds,
        isolation=offer.kind,
        peak_memory_bytes=watched.peak_memory_bytes,
    )


def _returncode(status: int) -> int:
    """The sandbox hands a signal N on as 128 + N."""
    number = status - 128
    return -number if number in signal.valid_signals() else status


def _limit_of_kernel(returncode: int, watched: Watched) -> LimitReached | None:
    """The limit that the kernel enforced by itself, seen from how the command ended."""
    if returncode < 0 and -returncode in _BY_SIGNAL:
        return _BY_SIGNAL[signal.Signals(-returncode)]
    if returncode != 0 and any(words in watched.stderr for words in _OUT_OF_MEMORY):
        return LimitReached.MEMORY
    return None
