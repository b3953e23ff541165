"""From what a run's graph gives out to the result of its sample."""

import tilesmith
from tilesmith.agent.report import AttemptSummary, Report
from tilesmith.agent.state import Failure, Result
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.sample import AttemptResult, SampleKey, SampleResult, Status


def result_of(job: Job, ended: Result, took: float, run: str = "") -> SampleResult:
    """What the run that `ended` says of its sample.

    Args:
        took: seconds until its end was known here.
        run: the folder of its trace, relative to the evaluation's; empty: it is on another machine.
    """
    report, failure = ended.report, ended.failure
    if report is None:
        return job.failed("the run has ended without a report", took)
    if failure is not None and not report.run:
        return job.failed(failure.message, took)
    if report.tilesmith != tilesmith.__version__:
        ours = f"this is {tilesmith.__version__}: install the same there"
        return job.failed(f"it was run by Tilesmith {report.tilesmith}, and {ours}", took)
    return _result(job, report, failure, run)


def _result(job: Job, report: Report, failure: Failure | None, run: str) -> SampleResult:
    return SampleResult(
        key=SampleKey(task=job.task.id, sample=job.sample),
        level=job.task.level,
        split=job.task.split,
        status=_status(verified=report.verified, failure=failure),
        drafter=report.drafter,
        attempts=tuple(_attempt(each) for each in report.history),
        usage=report.usage,
        seconds=round(report.seconds, 3),
        llm_seconds=report.times.llm,
        compile_seconds=report.times.compile,
        run_seconds=report.times.run,
        seed=report.seed,
        reason="" if report.verified else failure.message if failure else report.summary,
        run=run,
    )


def _status(*, verified: bool, failure: Failure | None) -> Status:
    if verified:
        return Status.VERIFIED
    theirs = failure is None or failure.gave_up or failure.kind == TemplateError.__name__
    return Status.FAILED if theirs else Status.INFRA


def _attempt(summary: AttemptSummary) -> AttemptResult:
    return AttemptResult(
        number=summary.number, stage=summary.stage, checks=summary.checks, digest=summary.digest
    )
