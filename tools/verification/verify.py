"""Runs a program on all cases, judges its outputs, and then the device's work without the program."""

import secrets
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tilesmith.agent.level import Level
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.one_thread import one_thread
from tilesmith.tools.runner import EmulatorRunner, RunOptions, RunStatus
from tilesmith.tools.runner.device import Device, DeviceEndedError
from tilesmith.tools.runner.device_faults import device_faults
from tilesmith.tools.runner.host_run import WaitingHost
from tilesmith.tools.runner.judgement import judged
from tilesmith.tools.verification.cases import Case, plan
from tilesmith.tools.verification.judge import faults_of_cases, judge_outputs
from tilesmith.tools.verification.null_programs import require_telling
from tilesmith.tools.verification.result import CaseResult, VerificationResult
from tilesmith.tools.verification.traffic import find_traffic, foreign_kernels, overwritten_inputs
from tilesmith.tools.verification.trial import Trial
from tilesmith.tools.verification.trials import Trials
from tilesmith.tools.verification.truth import Truth, truth_of

# Host programs that may wait for the device while it serves another.
_AHEAD = 2


def verify(
    spec: OperationSpec,
    target: Target,
    executable: Path,
    runner: EmulatorRunner,
    *,
    seed: int | None = None,
    level: Level = Level.STANDARD,
) -> VerificationResult:
    """Run `executable` on every case of `level` and compare its outputs with the golden of `spec`; then do
    what it asked of the device again without it: on other inputs, in other orders, on stale memory.

    The golden is computed and kept in this process; the program sees inputs and an empty folder for its
    outputs. The first case that fails in its run ends the verification.

    Args:
        seed: of shapes, inputs, parameters and orders; a fresh one by default, recorded in the result.

    Raises:
        SpecFileError: the operation's reference fails.
        WeakTaskError: the task would let a program pass that does not do the work.
        SandboxError: the program cannot be run at all.
    """
    start = time.monotonic()
    seed = secrets.randbelow(2**32) if seed is None else seed
    cases = plan(spec, target, level, seed)
    require_telling(spec, cases)
    with one_thread():
        results = list(_Attempts(spec, executable, runner).all(cases))
    return VerificationResult(
        cases=tuple(results),
        planned=len(cases),
        seed=seed,
        level=level,
        diagnostics=tuple(_diagnostics(results)),
        seconds=time.monotonic() - start,
    )


@dataclass(frozen=True)
class _Started:
    """A case whose host program waits for the device."""

    truth: Truth
    host: WaitingHost
    folder: Path


class _Attempts:
    """Runs cases of one program."""

    def __init__(self, spec: OperationSpec, executable: Path, runner: EmulatorRunner) -> None:
        self._spec = spec
        self._executable = executable
        self._runner = runner

    def all(self, cases: Sequence[Case]) -> Iterator[CaseResult]:
        """Results in the order of `cases`, up to the first whose run fails."""
        with ExitStack() as stack:
            device = stack.enter_context(self._runner.device())
            pool = stack.enter_context(ThreadPoolExecutor(max_workers=_AHEAD))
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tilesmith-cases-")))
            waiting: deque[_Started] = deque()
            rest = deque(enumerate(cases))
            while waiting or rest:
                while rest and len(waiting) < _AHEAD:
                    number, case = rest.popleft()
                    waiting.append(self._start(case, folder / str(number), pool))
                    stack.callback(waiting[-1].host.close)
                result = self._result(waiting.popleft(), device)
                yield result
                if result.status is not RunStatus.OK:
                    return

    def _start(self, case: Case, folder: Path, pool: ThreadPoolExecutor) -> _Started:
        truth = truth_of(self._spec, case)
        truth.write_inputs(folder / "inputs")
        options = RunOptions(schedule_seed=case.schedule, dram_gap=case.dram_gap)
        return _Started(truth, self._runner.start(self._executable, folder, options, pool), folder)

    def _result(self, started: _Started, device: Device) -> CaseResult:
        truth = started.truth
        attended = started.host.attend(device)
        run = attended.result
        if not run.ok:
            return CaseResult(
                truth.case, run.status, diagnostics=run.diagnostics, reason=run.reason, seconds=run.seconds
            )
        outputs, (comparisons, faults) = judge_outputs(truth, started.folder / "outputs")
        result = CaseResult(truth.case, run.status, comparisons, faults, seconds=run.seconds)
        if attended.session is None:
            return result
        if faults:
            return replace(result, diagnostics=(*overwritten_inputs(attended.session, truth), *faults))
        if attended.session.broken:
            return replace(result, diagnostics=(_protocol(attended.session.broken),))
        traffic, missing = find_traffic(attended.session, truth, outputs)
        missing = (*missing, *foreign_kernels(attended.session, self._runner.project_dir))
        if missing:
            return replace(result, diagnostics=missing)
        return self._tried(result, Trials(device, traffic, truth, truth.case.seed))

    def _tried(self, result: CaseResult, trials: Trials) -> CaseResult:
        """The device alone; the first trial that fails is enough."""
        done: list[Trial] = []
        try:
            for trial in trials.all():
                done.append(trial)
                faults = trial.faults or self._findings(trial)
                if faults:
                    return replace(result, diagnostics=faults, trials=tuple(done))
        except DeviceEndedError as ended:
            run = judged(ended.result, ended.report, self._runner.project_dir)
            return replace(result, status=run.status, diagnostics=run.diagnostics, trials=tuple(done))
        return replace(result, trials=tuple(done))

    def _findings(self, trial: Trial) -> tuple[Diagnostic, ...]:
        if trial.report is None or not trial.report.errors:
            return ()
        return tuple(device_faults(trial.report, SourceFiles(self._runner.project_dir)))


def _protocol(broken: str) -> Diagnostic:
    return Diagnostic(
        stage=Stage.RUN,
        check="device_protocol",
        message=f"the host program speaks to the device past the host library: {broken}",
        hint="use the functions of TT-Metalium only",
    )


def _diagnostics(results: Sequence[CaseResult]) -> list[Diagnostic]:
    """A run that failed is the root of all; else what is wrong with outputs and trials."""
    for result in results:
        if result.status is not RunStatus.OK:
            where = f"seen with {result.case.label}"
            return [d.model_copy(update={"evidence": (*d.evidence, where)}) for d in result.diagnostics]
    return faults_of_cases(results)
