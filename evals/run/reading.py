"""From a run's trace to the result of its sample."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tilesmith.agent.state import Failure
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.trace import AttemptClosed, RunRecord
from tilesmith.agent.verdict import Outcome
from tilesmith.evals.run.sample import AttemptResult, SampleKey, SampleResult, Status
from tilesmith.evals.tasks import Task
from tilesmith.tools.diagnostics import Diagnostic

_COMPILE, _RUN = "compile", "validate"


def result_of(
    task: Task, sample: int, record: RunRecord, failure: Failure | None, folder: Path, run: Path
) -> SampleResult:
    """What the finished run `record` says of its sample.

    Args:
        failure: what ended the run, if something other than its candidates did.
        folder: of the evaluation; `run`, the folder of the trace, lies in it.
    """
    report = record.report
    if report is None:
        raise ValueError("the run has not come to its end")
    attempts = tuple(_attempt(each) for each in record.attempts)
    reason = "" if report.verified else failure.message if failure else report.summary
    return SampleResult(
        key=SampleKey(task=task.id, sample=sample),
        level=task.level,
        split=task.split,
        status=_status(verified=report.verified, failure=failure),
        drafter=report.drafter,
        attempts=attempts,
        usage=report.usage,
        seconds=round(report.seconds, 3),
        llm_seconds=_sum(call.seconds for call in record.calls),
        compile_seconds=_sum(step.seconds for step in record.steps if step.step == _COMPILE),
        run_seconds=_sum(step.seconds for step in record.steps if step.step == _RUN),
        seed=report.seed,
        reason=reason,
        run=str(run.relative_to(folder)),
    )


def _status(*, verified: bool, failure: Failure | None) -> Status:
    if verified:
        return Status.VERIFIED
    theirs = failure is None or failure.gave_up or failure.kind == TemplateError.__name__
    return Status.FAILED if theirs else Status.INFRA


def _attempt(closed: AttemptClosed) -> AttemptResult:
    failed = [each.rung.value for each in closed.verdict.rungs if each.outcome is Outcome.FAILED]
    stage = "verified" if closed.verdict.verified else failed[0] if failed else "none"
    digest = hashlib.sha256()
    for name, text in sorted(closed.files.items()):
        digest.update(f"{name}\0{text}\0".encode())
    return AttemptResult(
        number=closed.number,
        stage=stage,
        checks=tuple(dict.fromkeys(_category(diagnostic) for diagnostic in closed.diagnostics)),
        digest=digest.hexdigest()[:16],
    )


def _category(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.stage}: {diagnostic.check}" if diagnostic.check else str(diagnostic.stage)


def _sum(seconds: Iterable[float]) -> float:
    return round(sum(seconds), 3)
