"""How a run ended, from the sandbox's result and the emulator's report."""

from pathlib import Path

from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage, ordered
from tilesmith.tools.runner.device_faults import device_faults
from tilesmith.tools.runner.host_faults import host_fault
from tilesmith.tools.runner.model import RunResult, RunStatus
from tilesmith.tools.runner.report import Report
from tilesmith.tools.sandbox import LimitReached, SandboxResult

ENDED_BY_EMULATOR = 86
"""Exit code of a program that the emulator ended."""

_TAIL_LINES = 12
_STATUS = {
    "hang": RunStatus.HANG,
    "fault": RunStatus.FAULT,
    "compile_error": RunStatus.COMPILE_ERROR,
    "ok": RunStatus.FAULT,  # all kernels ended, but with findings: a right result would be luck
}
_LIMIT_HINTS = {
    LimitReached.WALL_TIME: "look for a loop that never ends, in the host or in a kernel that never waits",
    LimitReached.CPU_TIME: "look for a loop that never ends, in the host or in a kernel that never waits",
    LimitReached.MEMORY: "look for buffers that grow in a loop",
    LimitReached.PROCESSES: "a host program needs no processes of its own",
    LimitReached.FILE_SIZE: "a host program writes its outputs and nothing else",
    LimitReached.OUTPUT: "a host program prints a few lines",
}


def judged(
    result: SandboxResult,
    report: Report | None,
    project_dir: Path,
    *,
    describing: bool = False,
    strict: bool = True,
) -> RunResult:
    """The run that ended with `result` and left `report`.

    Args:
        describing: nothing had to be launched.
        strict: findings of severity error make it a failure.
    """
    status, faults, reason = _verdict(result, report, SourceFiles(project_dir), strict)
    if status is RunStatus.OK and not describing and (report is None or not report.programs):
        status, faults = RunStatus.FAILED, [_no_device_work()]
    return RunResult(
        status=status,
        diagnostics=tuple(ordered(faults)),
        stdout=result.stdout,
        stderr=result.stderr,
        seconds=result.seconds,
        report=report,
        reason=reason,
    )


def _verdict(
    result: SandboxResult, report: Report | None, sources: SourceFiles, strict: bool
) -> tuple[RunStatus, list[Diagnostic], str]:
    if result.limit is not None:
        return RunStatus.LIMIT, [_limit_fault(result)], ""
    if result.signal:
        # The emulator still writes its report when an exception of the host API goes uncaught.
        told = device_faults(report, sources) if report is not None and report.status != "ok" else []
        return RunStatus.CRASH, told or [_crash(result)], ""
    if report is not None and report.status == "unsupported":
        return RunStatus.UNSUPPORTED, [], _unsupported_reason(report, result)
    if report is not None and (
        result.returncode == ENDED_BY_EMULATOR or report.status != "ok" or (strict and report.errors)
    ):
        faults = device_faults(report, sources) or [host_fault(result, sources)]
        return _STATUS[report.status], faults, ""
    if result.returncode != 0:
        return RunStatus.FAILED, [host_fault(result, sources)], ""
    return RunStatus.OK, [], ""


# The check of a finding that says nothing against the kernel, but that the emulator lacks what it uses.
_LACKS = "unsupported"


def _unsupported_reason(report: Report, result: SandboxResult) -> str:
    said = [finding.message for finding in report.errors if finding.check == _LACKS]
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    words = (said or lines or ["something that the program uses"])[0]
    return words.rpartition("the emulator lacks ")[2]


def _no_device_work() -> Diagnostic:
    return Diagnostic(
        stage=Stage.RUN,
        check="no_device_work",
        message="the host program ended without running anything on the device",
        hint="launch the workload with EnqueueMeshWorkload, wait for it, and return from main",
    )


def _limit_fault(result: SandboxResult) -> Diagnostic:
    assert result.limit is not None
    cancelled = result.limit is LimitReached.CANCELLED
    return Diagnostic(
        stage=Stage.RUN,
        check="cancelled" if cancelled else f"{result.limit.replace(' ', '_')}_limit",
        message="the run was cancelled"
        if cancelled
        else f"the program was ended after {result.seconds:.1f} s: it reached its limit of {result.limit}",
        evidence=_tail(result),
        hint=_LIMIT_HINTS.get(result.limit, ""),
    )


def _crash(result: SandboxResult) -> Diagnostic:
    return Diagnostic(
        stage=Stage.RUN,
        check="crash",
        message=f"the program crashed with {result.signal}",
        evidence=_tail(result),
        hint="check pointers, indices and sizes of vectors on the host, and addresses used by kernels",
    )


def _tail(result: SandboxResult) -> tuple[str, ...]:
    lines = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
    return tuple(lines[-_TAIL_LINES:])
