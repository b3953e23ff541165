"""One sample in a process of its own, which may crash, hang or fill its disk without harm to the others."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilesmith.evals.run.sample import SampleResult, infra_failure
from tilesmith.evals.tasks import Task
from tilesmith.tools.one_thread import one_thread

RESULT, LOG = "result.json", "log.txt"
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


@dataclass(frozen=True)
class Job:
    """One sample to run."""

    task: Task
    sample: int
    folder: Path
    """Of the evaluation."""
    settings: Mapping[str, Any]
    """Of `tilesmith generate`, but for output, seed and folder of runs."""
    seed: int
    flaws: float | None = None
    """Share of drafts in which a scripted model makes a mistake; None: the model that the settings name."""
    most_bytes: int = 2 * 1024**3
    """Largest file that it may write."""

    @property
    def place(self) -> Path:
        """Its own folder."""
        return self.folder / "samples" / self.task.id / str(self.sample)


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
    from tilesmith.agent.trace import list_runs, read_run
    from tilesmith.evals.run.reading import result_of
    from tilesmith.graph import graph

    started = time.monotonic()
    runs = job.place / "runs"
    with _model(job) as model:
        settings = {
            **job.settings,
            **model,
            "seed": job.seed,
            "replay_from": job.sample + 1,
            "output": str(job.place / "project"),
            "runs_dir": str(runs),
            "overwrite": True,
        }
        context = Context.model_validate(settings)
        state = graph.invoke(job.task.request, context=context)
    failure = state.get("failure")
    begun = list_runs(runs)
    if not begun and failure is not None:
        return infra_failure(job.task, job.sample, failure.message, time.monotonic() - started)
    (run,) = begun
    return result_of(job.task, job.sample, read_run(run), failure, job.folder, run)


@contextlib.contextmanager
def _model(job: Job) -> Iterator[dict[str, str]]:
    """The settings that name the model, which may have to be served first."""
    if job.flaws is None:
        yield {}
        return
    from tilesmith.evals.flawed_model import FlawedModel

    with FlawedModel(job.task, job.flaws, job.seed) as model:
        yield {"model": f"openai:flawed-{job.flaws:g}", "base_url": model.url}


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
