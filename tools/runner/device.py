"""The device as a process of its own, out of reach of the host programs that use it."""

import contextlib
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from tilesmith.tools.runner.report import Report, read_report
from tilesmith.tools.runner.session import Repetition, Session, repetition_from, session_from
from tilesmith.tools.runner.wire import PeerGoneError, receive, send
from tilesmith.tools.sandbox import LimitReached, SandboxResult

REPORT_FILE = "report.json"

Start = Callable[[int, Path, threading.Event], SandboxResult]
"""Runs the device's process with this descriptor and this folder for its report, until it ends."""


class DeviceEndedError(Exception):
    """The device ended: a fault, a hang, a kernel that does not compile, or a limit."""

    def __init__(self, result: SandboxResult, report: Report | None) -> None:
        super().__init__(f"the device ended with status {result.returncode}")
        self.result = result
        self.report = report


@dataclass(frozen=True)
class Variation:
    """How a session shall be done again."""

    writes: Mapping[int, bytes]
    """Other data for writes, by place of the command."""
    schedule_seed: int = 0
    stale: bool = False
    """Buffers begin with what was left in them the last time, as on hardware, instead of poison."""
    spoiled: bool = False
    """The packer writes nonsense: what is right nevertheless did not come from the compute kernel."""
    disguised: Mapping[int, int] = field(default_factory=dict)
    """Writes and reads of tensors whose values have stand-ins in memory, which only unpacker and packer
    translate: by place of the command, the bytes of a float. Code that reads memory by itself sees other
    numbers.
    """


class Device:
    """Serves host programs one after the other, and does again what they asked for."""

    def __init__(
        self,
        control: socket.socket,
        ended: "Future[SandboxResult]",
        stop: threading.Event,
        report: Path,
    ) -> None:
        self._control = control
        self._ended = ended
        self._stop = stop
        self._report = report

    def serve(self, host: socket.socket, schedule_seed: int = 0) -> Session:
        """Serve the host program at the other end of `host`, until it hangs up.

        Raises:
            DeviceEndedError: it brought the device to an end.
        """
        with self._watched():
            head = {"do": "serve", "schedule_seed": schedule_seed}
            send(self._control, head, descriptor=host.fileno())
            host.close()
            return session_from(*receive(self._control))

    def repeat(self, session: Session, variation: Variation) -> Repetition:
        """Do all commands of `session` again, without its host program.

        Raises:
            DeviceEndedError: they brought the device to an end.
        """
        sizes = [{"command": place, "bytes": len(data)} for place, data in variation.writes.items()]
        head = {
            "do": "repeat",
            "session": session.number,
            "schedule_seed": variation.schedule_seed,
            "stale": variation.stale,
            "spoiled": variation.spoiled,
            "writes": sizes,
            "disguised": [
                {"command": place, "float_bytes": size} for place, size in variation.disguised.items()
            ],
        }
        with self._watched():
            send(self._control, head, b"".join(variation.writes.values()))
            return repetition_from(session, *receive(self._control))

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self._stop.set()
            result = replace(self._ended.result(), limit=LimitReached.WALL_TIME)
            raise DeviceEndedError(result, None) from None
        except PeerGoneError:
            raise DeviceEndedError(self._ended.result(), read_report(self._report)) from None


@contextlib.contextmanager
def started(start: Start, patience: float) -> Iterator[Device]:
    """A device whose process `start` runs; nothing of it is left on leaving.

    Args:
        patience: seconds for one host program or one repetition, compilation of its kernels included.
    """
    ours, theirs = socket.socketpair()
    ours.settimeout(patience)
    stop = threading.Event()
    with (
        tempfile.TemporaryDirectory(prefix="tilesmith-device-") as folder,
        ThreadPoolExecutor(max_workers=1) as pool,
        ours,
    ):
        ended = pool.submit(_run, start, theirs, Path(folder), stop)
        try:
            yield Device(ours, ended, stop, Path(folder) / REPORT_FILE)
        except BaseException:
            stop.set()
            raise
        finally:
            ours.close()


def _run(start: Start, theirs: socket.socket, folder: Path, stop: threading.Event) -> SandboxResult:
    with theirs:
        return start(theirs.fileno(), folder, stop)
