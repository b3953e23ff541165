"""From the emulator's report to diagnostics."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from tilesmith.tools.cmake.compiler_messages import compiler_diagnostics
from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.runner.report import Finding, KernelCompile, Report, Stuck

_MOST_CORES = 8
_LOG_LINES = 12


def device_faults(report: Report, sources: SourceFiles) -> list[Diagnostic]:
    """Kernels that do not compile, stuck kernels, and findings; warnings too: they may explain the rest.

    Where the emulator has found the cause of a hang, that is the fault; the stuck kernels are its evidence.
    """
    causes = [finding for finding in report.findings if finding.area == "hang"]
    rest = [finding for finding in report.findings if _is_told_as_finding(finding)]
    return [
        *(d for build in report.kernel_compile if not build.ok for d in _compile_faults(build, sources)),
        *(_cause_of_hang(finding, report.stuck, sources) for finding in causes),
        *([] if causes else _hangs(report.stuck, sources)),
        *(_finding(finding, sources) for finding in rest),
    ]


def _is_told_as_finding(finding: Finding) -> bool:
    """Not the causes of a hang, and not kernels that do not compile: their logs say more."""
    told_elsewhere = finding.area == "hang" or finding.check == "kernel_compile_error"
    return finding.severity != "info" and not told_elsewhere


def _compile_faults(build: KernelCompile, sources: SourceFiles) -> Iterator[Diagnostic]:
    kernel = _project_file(build.kernel, sources)
    found = False
    for fault in compiler_diagnostics(build.log, sources):
        found = True
        place = fault if fault.file else fault.model_copy(update={"file": kernel})
        yield place.model_copy(update={"stage": Stage.KERNEL_CHECK})
    if not found:
        yield Diagnostic(
            stage=Stage.KERNEL_CHECK,
            check="compile_error",
            message=f"{build.kernel} does not compile",
            file=kernel,
            evidence=tuple(build.log.splitlines()[-_LOG_LINES:]),
        )


def _cause_of_hang(finding: Finding, stuck: Sequence[Stuck], sources: SourceFiles) -> Diagnostic:
    told = _finding(finding, sources)
    waits = [
        f"{fiber.where} {place} waits: {waiting_for}"
        for fiber in stuck
        for place, waiting_for in [_wait(fiber, sources)]
        # The message of a circle quotes its kernels: once is enough.
        if not (place in told.message and waiting_for in told.message)
    ]
    more = [f"and {len(waits) - _MOST_CORES} more"] if len(waits) > _MOST_CORES else []
    evidence = (*told.evidence, *waits[:_MOST_CORES], *more)
    return told.model_copy(update={"stage": Stage.HANG, "evidence": evidence})


def _wait(fiber: Stuck, sources: SourceFiles) -> tuple[str, str]:
    """Where a kernel waits, and for what."""
    file = _project_file(fiber.file or fiber.kernel, sources)
    return f"{file}:{fiber.line}", sources.shortened(fiber.waiting_for)


def _hangs(stuck: Iterable[Stuck], sources: SourceFiles) -> Iterator[Diagnostic]:
    """One a place and reason: many cores are usually stuck in the same way."""
    groups: dict[tuple[str, int, str], list[Stuck]] = defaultdict(list)
    for fiber in stuck:
        groups[_project_file(fiber.file or fiber.kernel, sources), fiber.line, fiber.waiting_for].append(
            fiber
        )
    for (file, line, waiting_for), fibers in groups.items():
        cores = [fiber.where for fiber in fibers]
        more = [f"and {len(cores) - _MOST_CORES} more"] if len(cores) > _MOST_CORES else []
        yield Diagnostic(
            stage=Stage.HANG,
            check="hang",
            message=f"{fibers[0].processor or 'a kernel'} waits forever: {sources.shortened(waiting_for)}",
            file=file,
            line=line,
            excerpt=sources.excerpt(file, line),
            evidence=(*cores[:_MOST_CORES], *more),
            hint="compare the number of pages pushed and popped on both sides of the circular buffer, "
            "and the loop counts that each kernel is given",
        )


def _finding(finding: Finding, sources: SourceFiles) -> Diagnostic:
    file = _project_file(finding.file or finding.kernel, sources)
    times = [f"seen {finding.count} times, on all cores"] if finding.count > 1 else []
    expected = [f"expected: {sources.shortened(finding.expected)}"] if finding.expected else []
    return Diagnostic(
        stage=Stage.SANITIZER,
        check=finding.check,
        message=sources.shortened(finding.message),
        file=file,
        line=finding.line,
        excerpt=sources.excerpt(file, finding.line),
        evidence=(finding.where, *times, *expected),
        hint=sources.shortened(finding.hint),
    )


def _project_file(name: str, sources: SourceFiles) -> str:
    """The project's path of what the emulator names; its last parts when it lies outside."""
    return sources.relative(name) or str(PurePosixPath(*PurePosixPath(name).parts[-2:])) if name else ""
