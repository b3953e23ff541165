"""Each check's outcome as a rung, with what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilesmith.agent.level import Level
from tilesmith.agent.spec import Arch
from tilesmith.agent.verdict import Rung, RungResult, failed, not_run, passed
from tilesmith.tools.cmake import BuildResult
from tilesmith.tools.contract import check_contract
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.kernel_check import (
    CheckStatus,
    KernelCheck,
    KernelJob,
    NoCompilerError,
    UnknownSettingError,
    check_kernels,
)
from tilesmith.tools.project import Project
from tilesmith.tools.sandbox import Signal
from tilesmith.tools.sdk import Sdk

if TYPE_CHECKING:
    from tilesmith.tools.verification import VerificationResult


@dataclass(frozen=True)
class Checked:
    """One rung's outcome and its findings."""

    rung: RungResult
    findings: tuple[Diagnostic, ...] = ()
    printed: str = ""
    """What compilers printed on the way, as it was."""


def counted(number: int, thing: str) -> str:
    """Such as `1 fault` or `3 faults`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def contract_rung(project: Project) -> Checked:
    """Whether host and kernels agree."""
    faults = check_contract(project)
    if faults:
        return Checked(failed(Rung.CONTRACT, counted(len(faults), "fault")), tuple(faults))
    return Checked(passed(Rung.CONTRACT, "host and kernels agree"))


def host_rung(built: BuildResult) -> Checked:
    """Whether the host program builds."""
    if built.ok:
        return Checked(passed(Rung.HOST_BUILD, f"{built.seconds:.1f} s"))
    rung = failed(Rung.HOST_BUILD, counted(len(built.diagnostics), "fault"))
    return Checked(rung, built.diagnostics, built.log)


def kernel_rung(sdk: Sdk, jobs: Sequence[KernelJob], arch: Arch, cancel: Signal | None = None) -> Checked:
    """Whether every kernel compiles for its role against the headers of `sdk`, until `cancel` is set."""
    try:
        checks = check_kernels(sdk, jobs, arch, cancel=cancel)
    except (NoCompilerError, UnknownSettingError) as error:
        return Checked(not_run(Rung.KERNEL_CHECK, str(error)))
    return _of_checks(checks, sdk)


def _of_checks(checks: Sequence[KernelCheck], sdk: Sdk) -> Checked:
    findings = tuple(diagnostic for check in checks for diagnostic in check.diagnostics)
    unchecked = [check for check in checks if check.status is CheckStatus.UNCHECKED]
    if findings:
        rung = failed(Rung.KERNEL_CHECK, counted(len(findings), "fault"))
        return Checked(rung, findings, "\n".join(check.output for check in checks if check.output))
    if unchecked:
        return Checked(not_run(Rung.KERNEL_CHECK, f"{unchecked[0].path} {unchecked[0].reason}"))
    return Checked(passed(Rung.KERNEL_CHECK, f"{counted(len(checks), 'kernel')}, SDK {sdk.version}"))


def run_rung(result: "VerificationResult") -> RungResult:
    """Whether the program computes what it should."""
    if result.unsupported:
        return not_run(Rung.RUN, f"the emulator lacks {result.unsupported}")
    if result.passed:
        shapes, trials = counted(result.shapes, "shape"), counted(result.trials, "trial")
        runs = f"{result.planned} runs on the emulator"
        quick = " (quick level)" if result.level is Level.QUICK else ""
        return passed(
            Rung.RUN,
            f"right on {shapes} in {runs} and {trials} of the device alone{quick}",
        )
    right = sum(1 for case in result.cases if case.passed)
    return failed(Rung.RUN, f"{right} of {result.planned} runs were right")
