"""One run of a host program on a device in another process."""

import socket
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from tilesmith.tools.runner.device import Device, DeviceEndedError
from tilesmith.tools.runner.judgement import judged
from tilesmith.tools.runner.model import RunOptions, RunResult
from tilesmith.tools.runner.report import Report, read_report
from tilesmith.tools.runner.session import Session
from tilesmith.tools.sandbox import SandboxResult
from tilesmith.tools.sandbox import run as run_in_sandbox


@dataclass(frozen=True)
class HostRun:
    """How a host program fared, and what it asked of the device."""

    result: RunResult
    session: Session | None
    """None when the device ended before the program did."""


@dataclass(frozen=True)
class HostCommand:
    """What is run, and what it may see."""

    arguments: tuple[str, ...]
    cwd: Path
    readable: tuple[Path, ...]
    writable: tuple[Path, ...]
    environment: dict[str, str]


class WaitingHost:
    """A host program that has been started and waits for its device; several may wait while one is served."""

    def __init__(self, command: HostCommand, options: RunOptions, pool: ThreadPoolExecutor) -> None:
        self._command = command
        self._options = options
        self._device_end, host_end = socket.socketpair()
        self._folder = tempfile.TemporaryDirectory(prefix="tilesmith-host-")
        self._ended: Future[SandboxResult] = pool.submit(self._run, host_end)

    def attend(self, device: Device) -> HostRun:
        """Let `device` serve the program to its end."""
        try:
            session = device.serve(self._device_end, self._options.schedule_seed)
        except DeviceEndedError as ended:
            return HostRun(self._judged_with(ended), None)
        result = self._ended.result()
        return HostRun(self._judged(result, self._merged(session.report)), session)

    def close(self) -> None:
        """Give everything back; a program that nobody attended to ends without its device."""
        self._device_end.close()
        self._ended.result()
        self._folder.cleanup()

    def _run(self, host_end: socket.socket) -> SandboxResult:
        with host_end:
            command = self._command
            return run_in_sandbox(
                command.arguments,
                cwd=command.cwd,
                readable=command.readable,
                writable=[Path(self._folder.name), *command.writable],
                limits=self._options.limits,
                env=command.environment
                | {
                    "TILESMITH_DEVICE": str(host_end.fileno()),
                    "TILESMITH_REPORT": str(self._own_report),
                },
                descriptors=[host_end.fileno()],
                cancel=self._options.cancel,
            )

    @property
    def _own_report(self) -> Path:
        return Path(self._folder.name) / "report.json"

    def _merged(self, report: Report) -> Report:
        """With what the host library said in the program's own process, such as a call it refused."""
        own = read_report(self._own_report)
        if own is None:
            return report
        return report.model_copy(update={"findings": (*report.findings, *own.findings)})

    def _judged_with(self, ended: DeviceEndedError) -> RunResult:
        if ended.report is None:  # killed: by its limits, or by a crash that it could not report
            return self._judged(ended.result, None)
        return self._judged(self._ended.result(), self._merged(ended.report))

    def _judged(self, result: SandboxResult, report: Report | None) -> RunResult:
        run = judged(result, report, self._command.cwd, strict=self._options.strict)
        return replace(run, seconds=result.seconds)
