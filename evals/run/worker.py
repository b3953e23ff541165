"""One sample in a process of its own, which may crash, hang or fill its disk without harm to the others."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from tilesmith.agent.occupied import OutputBusyError, require_unoccupied
from tilesmith.agent.workspace import Workspace
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.model import served_model
from tilesmith.evals.run.sample import SampleResult
from tilesmith.tools.one_thread import one_thread

RESULT, LOG = "result.json", "log.txt"
_PATIENCE_SECONDS, _LOOK_SECONDS = 20.0, 0.2
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def run_job(job: Job) -> None:
    """Run the sample and leave its result in its folder, in a process of its own, which ends with it."""
    _own_process(job)
    with _quiet(job.place / LOG), one_thread():  # the other cores have samples of their own
        result = _run(job)
    partial = job.place / f"{RESULT}.partial"
    partial.write_text(result.model_dump_json())
    partial.replace(job.place / RESULT)


def _run(job: Job) -> SampleResult:
    from tilesmith.agent.context import Context
    from tilesmith.agent.state import Result
    from tilesmith.evals.run.reading import result_of
    from tilesmith.graph import graph

    started = time.monotonic()
    with served_model(job) as model, _build_folder(job) as build_folder:
        settings = job.context(str(job.place), model) | {"build_folder": build_folder}
        context = Context.model_validate(settings)
        _await_predecessor(context.output)
        ended = Result.model_validate(graph.invoke(job.task.request, context=context))
    run = ended.report.run if ended.report else ""
    inside = str(Path(run).relative_to(job.folder)) if run else ""
    return result_of(job, ended, time.monotonic() - started, inside)


@contextlib.contextmanager
def _build_folder(job: Job) -> Iterator[str]:
    """The name of the one in which samples of the task with the scripted model build one after the other, or
    nothing: of its own.

    That model writes the same programs again and again, and means no harm. What a real one leaves in a build
    folder is for no other sample.
    """
    if job.flaws is None:
        yield ""
        return
    lock = FileLock(Workspace.of(job.build_folder).root.with_suffix(".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield ""
        return
    try:
        yield job.build_folder
    finally:
        lock.release()


def _await_predecessor(output: str) -> None:
    """The sample of an evaluation that was killed a moment ago ends a moment after it.

    Raises:
        OutputBusyError: it does not.
    """
    patience = Retrying(
        retry=retry_if_exception_type(OutputBusyError),
        stop=stop_after_delay(_PATIENCE_SECONDS),
        wait=wait_fixed(_LOOK_SECONDS),
        reraise=True,
    )
    patience(require_unoccupied, output)


def _own_process(job: Job) -> None:
    """A group of its own, which dies with the evaluation and writes no file without end."""
    os.setsid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit is an OSError instead
    resource.setrlimit(resource.RLIMIT_FSIZE, (job.most_bytes, job.most_bytes))


@contextlib.contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Everything printed goes to the sample's log, also what a crash says."""
    with log.open("a", encoding="utf-8") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
        yield
        sys.stdout.flush()
        sys.stderr.flush()
