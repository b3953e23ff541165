"""Verifies a project as it lies in its folder, whoever wrote it."""

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tilesmith.agent.checking import check_and_build
from tilesmith.agent.context import Context
from tilesmith.agent.level import Level
from tilesmith.agent.rungs import Checked, kernel_rung, run_rung
from tilesmith.agent.sdk_choice import fetch_sdk
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.verdict import Outcome, Rung, Verdict, not_run
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.emulator.build import Announce, emulator_prefix
from tilesmith.tools.kernel_check import KernelJob
from tilesmith.tools.project_folder import read_project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.sdk import DownloadError, IndexUnreachableError, NoPipError, Sdk, cache_root

if TYPE_CHECKING:
    from tilesmith.tools.verification import VerificationResult

LARGEST_SEED = 2**31


@dataclass(frozen=True)
class HowToVerify:
    """Settings of one verification."""

    level: Level
    sdk: Sdk | None
    sdk_missing: str = ""
    """Why there is no SDK; empty when there is one."""
    seed: int = field(default_factory=lambda: secrets.randbelow(LARGEST_SEED))
    """Of inputs, parameters and orders; the same seed gives the same cases."""
    announce: Announce | None = None
    """Told of what takes time, as it begins."""


@dataclass(frozen=True)
class VerifiedProject:
    """What is known of a project after its verification."""

    verdict: Verdict
    failures: tuple[Diagnostic, ...]
    """Everything found wrong, in the order in which the rungs stand on each other."""
    run: "VerificationResult | None"
    """None when an earlier rung failed."""
    seed: int
    seconds: float


def how_to_verify(
    level: Level, sdk: str = "", seed: int | None = None, announce: Announce | None = None
) -> HowToVerify:
    """Settings with the SDK that `sdk` names, fetched first if need be.

    Without a network there may be none: the kernel check is then left out, and the result says so.

    Args:
        seed: repeats an earlier verification; a fresh one by default.
    """
    found, missing = None, ""
    try:
        found = fetch_sdk(Context(sdk=sdk))
    except (DownloadError, IndexUnreachableError, NoPipError) as error:
        missing = str(error).rstrip(".")
    chosen = {} if seed is None else {"seed": seed}
    return HowToVerify(level, found, missing, announce=announce, **chosen)


def verify_project(folder: Path, spec: OperationSpec, target: Target, how: HowToVerify) -> VerifiedProject:
    """Check, build, run and judge the project in `folder`, which is only read.

    Raises:
        ProjectFolderError: it is no folder of a project.
        SpecFileError: the operation's reference fails.
        TilesmithError: the emulator or the project cannot be built here at all.
    """
    from tilesmith.tools.verification import verify

    started = time.monotonic()
    project = read_project(folder)
    place = cache_root() / "verify" / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    runner = EmulatorRunner(folder.resolve(), emulator_prefix(how.announce), place / "kernels", target.arch)
    built = check_and_build(project, place / "build", runner, lambda jobs: _kernels(jobs, target, how))
    rungs = [checked.rung for checked in built.checked]
    findings = [finding for checked in built.checked for finding in checked.findings]
    result = None
    if built.executable is not None and not any(rung.outcome is Outcome.FAILED for rung in rungs):
        result = verify(spec, target, built.executable, runner, seed=how.seed, level=how.level)
        rungs.append(run_rung(result))
        findings += result.diagnostics
    return VerifiedProject(
        Verdict.of(rungs), tuple(findings), result, how.seed, round(time.monotonic() - started, 3)
    )


def _kernels(jobs: list[KernelJob], target: Target, how: HowToVerify) -> Checked:
    if how.sdk is None:
        return Checked(not_run(Rung.KERNEL_CHECK, f"there is no SDK ({how.sdk_missing})"))
    return kernel_rung(how.sdk, jobs, target.arch)
