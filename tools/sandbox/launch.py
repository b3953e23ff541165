"""Starts a command under an isolation and knows how to end it."""

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tilesmith.errors import TilesmithError
from tilesmith.tools.sandbox.bubblewrap import PRIVATE_FOLDER, Mounts, wrapped
from tilesmith.tools.sandbox.environment import clean_environment
from tilesmith.tools.sandbox.isolation import Offer
from tilesmith.tools.sandbox.limits import KIB, Limits
from tilesmith.tools.sandbox.result import Isolation
from tilesmith.tools.sandbox.seccomp import seccomp_filter
from tilesmith.tools.sandbox.task_limit import joining, task_group, task_limit

_SUPERVISOR = Path(__file__).with_name("supervisor.py")
# Seconds within which a killed namespace has always gone.
_GONE_SECONDS = 5.0
_CHILD_PID = re.compile(rb'"child-pid"\s*:\s*(\d+)[^\d]')


class SandboxError(TilesmithError):
    """The sandbox itself could not be set up."""


@dataclass(frozen=True)
class Job:
    """What shall run, and what it may touch."""

    command: tuple[str, ...]
    cwd: Path
    mounts: Mounts
    limits: Limits
    env: Mapping[str, str] = field(default_factory=dict)
    stdin: bytes = b""
    descriptors: tuple[int, ...] = ()
    """Open descriptors that it gets, under the same numbers."""


@dataclass
class Launched:
    """A running command."""

    process: subprocess.Popen[bytes]
    isolation: Isolation
    info_fd: int = -1
    """Where bubblewrap says the id of the first process in the sandbox; -1 when there is nothing to read."""
    first_pid: int = 0
    """The first process inside, 0 until it is known."""
    first_pidfd: int = -1
    _info: bytes = b""

    def read_info(self) -> bool:
        """Take in what bubblewrap wrote, and say whether more will come.

        It writes JSON in several pieces. Once the id is known, the namespace can be ended as a whole.
        """
        piece = os.read(self.info_fd, 4 * KIB)
        self._info += piece
        found = _CHILD_PID.search(self._info)
        if found is None:
            return bool(piece)
        self.first_pid = int(found[1])
        with contextlib.suppress(OSError):
            self.first_pidfd = os.pidfd_open(self.first_pid)
        return False

    def kill(self) -> None:
        """End the command and everything that it started."""
        with contextlib.suppress(ProcessLookupError):
            if self.isolation is Isolation.RLIMITS:
                self.process.send_signal(signal.SIGTERM)  # the supervisor then ends all that is below it
            elif self.first_pidfd >= 0:
                signal.pidfd_send_signal(self.first_pidfd, signal.SIGKILL)
            else:
                self.process.kill()  # --die-with-parent takes the rest along

    def finish(self) -> int:
        """Wait until nothing of the command is left, and return its exit status."""
        try:
            status = self.process.wait(_GONE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        if self.first_pidfd >= 0:
            # Bubblewrap ends with the command; daemons live until their namespace's first process dies.
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.first_pidfd, signal.SIGKILL)
            _wait_pidfd(self.first_pidfd)
        return status

    def close(self) -> None:
        """Give back the descriptors."""
        for descriptor in (self.first_pidfd, self.info_fd):
            if descriptor >= 0:
                os.close(descriptor)
        self.first_pidfd = self.info_fd = -1


@contextlib.contextmanager
def launched(job: Job, offer: Offer) -> Iterator[Launched]:
    """Start `job`; on leaving, for whatever reason, nothing of it is left running.

    Raises:
        SandboxError: a folder that the job names does not exist.
    """
    for path in (job.cwd, *job.mounts.readable, *job.mounts.writable):
        if not path.exists():
            raise SandboxError(f"cannot run {job.command[0]}: {path} does not exist")
    with contextlib.ExitStack() as stack:
        stdin = stack.enter_context(_file_with(job.stdin))
        start = _start_bubblewrap if offer.kind is Isolation.BUBBLEWRAP else _start_supervised
        running = start(job, offer, stdin.fileno(), stack)
        try:
            yield running
        finally:
            if running.process.poll() is None:
                running.kill()
            running.finish()
            for stream in (running.process.stdout, running.process.stderr):
                if stream is not None:
                    stream.close()
            running.close()


@contextlib.contextmanager
def _file_with(data: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def _start_bubblewrap(job: Job, offer: Offer, stdin: int, stack: contextlib.ExitStack) -> Launched:
    call_filter = seccomp_filter()
    filter_file = stack.enter_context(_file_with(call_filter))
    group = stack.enter_context(task_group(job.limits.processes))
    read_end, write_end = os.pipe()
    command = wrapped(
        offer.program,
        _limited(job),
        cwd=job.cwd,
        mounts=Mounts((job.cwd, *job.mounts.readable), job.mounts.writable),
        environment=clean_environment(PRIVATE_FOLDER, job.env),
        tmp_bytes=job.limits.file_bytes if offer.limits_tmp else None,
        info_fd=write_end,
        seccomp_fd=filter_file.fileno() if call_filter else None,
    )
    try:
        process = _popen(
            joining(group, command),
            stdin,
            cwd=Path("/"),
            env={},
            pass_fds=(write_end, filter_file.fileno(), *job.descriptors),
        )
    except OSError:
        os.close(read_end)
        raise
    finally:
        os.close(write_end)
    return Launched(process, offer.kind, info_fd=read_end)


def _start_supervised(job: Job, offer: Offer, stdin: int, stack: contextlib.ExitStack) -> Launched:
    folder = tempfile.TemporaryDirectory(prefix="tilesmith-", ignore_cleanup_errors=True)
    private = Path(stack.enter_context(folder))
    group = stack.enter_context(task_group(job.limits.processes))
    supervised = [sys.executable, "-I", "-S", str(_SUPERVISOR), seccomp_filter().hex(), *_limited(job)]
    command = joining(group, supervised)
    return Launched(
        _popen(
            command,
            stdin,
            cwd=job.cwd,
            env=clean_environment(private, job.env),
            pass_fds=job.descriptors,
        ),
        offer.kind,
    )


def _popen(
    command: Sequence[str], stdin: int, *, cwd: Path, env: Mapping[str, str], pass_fds: Sequence[int]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=env,
        pass_fds=pass_fds,
        start_new_session=True,
    )


def _limited(job: Job) -> list[str]:
    """The command after a shell has set the limits that the kernel keeps: unlike a fork hook, thread-safe.

    Lower priority than the sandbox's own processes, so that a crowd cannot delay the end of all.
    """
    limits = job.limits
    settings = [
        "ulimit -c 0",
        f"ulimit -f {max(1, limits.file_bytes // 512)}",
        # The soft limit says SIGXCPU, which can be told from other ends; the hard one kills.
        f"ulimit -S -t {limits.cpu_seconds}",
        f"ulimit -H -t {limits.cpu_seconds + 1}",
        *task_limit(limits.processes),
    ]
    if limits.address_space_bytes is not None:
        settings.append(f"ulimit -v {limits.address_space_bytes // KIB}")
    return ["/bin/sh", "-c", "; ".join([*settings, 'exec nice -n 10 "$@"']), "sh", *job.command]


def _wait_pidfd(descriptor: int) -> None:
    select.select([descriptor], [], [], _GONE_SECONDS)
