"""Runs a program on all cases and judges its outputs."""

import secrets
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner import Runner, RunOptions, RunStatus
from tilesmith.tools.verification.cases import Case, Level, plan
from tilesmith.tools.verification.judge import faults_of_cases, judge_outputs
from tilesmith.tools.verification.result import CaseResult, VerificationResult
from tilesmith.tools.verification.truth import Truth, truth_of
from tilesmith.tools.verification.worst import worst_tile

_JOBS = 2


def verify(
    spec: OperationSpec,
    target: Target,
    executable: Path,
    runner: Runner,
    *,
    seed: int | None = None,
    level: Level = Level.STANDARD,
    jobs: int = _JOBS,
) -> VerificationResult:
    """Run `executable` on every case of `level` and compare its outputs with the golden of `spec`.

    The golden is computed and kept in this process; the program sees inputs and an empty folder for its
    outputs. The plainest case runs first and alone, which also compiles the kernels; if it does not end well,
    no other starts.

    Args:
        seed: of inputs, parameters and order; a fresh one by default, recorded in the result.
        jobs: cases that run at the same time.

    Raises:
        SpecFileError: the operation's reference fails.
        SandboxError: the program cannot be run at all.
    """
    start = time.monotonic()
    seed = secrets.randbelow(2**32) if seed is None else seed
    cases = plan(spec, target, level, seed)
    attempts = _Attempts(spec, executable, runner)
    results = [attempts.one(cases[0])]
    if results[0].status is RunStatus.OK:
        results += attempts.several(cases[1:], jobs)
    return VerificationResult(
        cases=tuple(results),
        planned=len(cases),
        seed=seed,
        diagnostics=tuple(_diagnostics(results)),
        seconds=time.monotonic() - start,
    )


class _Attempts:
    """Runs cases of one program."""

    def __init__(self, spec: OperationSpec, executable: Path, runner: Runner) -> None:
        self._spec = spec
        self._executable = executable
        self._runner = runner
        self._cancel = threading.Event()

    def one(self, case: Case) -> CaseResult:
        truth = truth_of(self._spec, case)
        with tempfile.TemporaryDirectory(prefix="tilesmith-case-") as folder:
            truth.write_inputs(Path(folder) / "inputs")
            return self._run(truth, Path(folder))

    def several(self, cases: list[Case], jobs: int) -> Iterator[CaseResult]:
        """Results in the order of `cases`; after a run that fails, those not yet ended are left out."""
        with ThreadPoolExecutor(max_workers=jobs) as pool:
            try:
                for result in pool.map(self._unless_cancelled, cases):
                    if result is not None:
                        yield result
            except BaseException:
                self._cancel.set()
                raise

    def _unless_cancelled(self, case: Case) -> CaseResult | None:
        if self._cancel.is_set():
            return None
        result = self.one(case)
        if result.status is not RunStatus.OK:
            if self._cancel.is_set():
                return None
            self._cancel.set()
        return result

    def _run(self, truth: Truth, folder: Path) -> CaseResult:
        run = self._runner.run(
            self._executable, folder, RunOptions(cancel=self._cancel, schedule_seed=truth.case.schedule)
        )
        if not run.ok:
            return CaseResult(
                truth.case, run.status, diagnostics=run.diagnostics, reason=run.reason, seconds=run.seconds
            )
        comparisons, faults = judge_outputs(truth, folder / "outputs")
        worst = worst_tile(truth, folder / "outputs") if faults else None
        return CaseResult(truth.case, run.status, comparisons, faults, seconds=run.seconds, worst=worst)


def _diagnostics(results: list[CaseResult]) -> list[Diagnostic]:
    """A run that failed is the root of all; else what is wrong with the outputs."""
    for result in results:
        if result.status is not RunStatus.OK:
            where = f"seen with {result.case.label}"
            return [d.model_copy(update={"evidence": (*d.evidence, where)}) for d in result.diagnostics]
    return faults_of_cases(results)
