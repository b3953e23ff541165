"""A pool of processes, a sample each: every end of one is a result, and none ends the evaluation."""

import multiprocessing
import shutil
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from tilesmith.evals.run.sample import SampleResult, infra_failure
from tilesmith.evals.run.worker import LOG, RESULT, Job, run_job

_PRELOADED = ["tilesmith.evals.run.preloaded"]
_LOG_TAIL = 300


class _Running:
    """A sample at work."""

    def __init__(self, job: Job, process: BaseProcess, seconds: float) -> None:
        self.job = job
        self.process = process
        self.began = time.monotonic()
        self.deadline = self.began + seconds

    @property
    def late(self) -> bool:
        return time.monotonic() > self.deadline

    def kill(self) -> None:
        """The process and all below it: compilers, the emulator, whatever they started."""
        try:
            tree = [*psutil.Process(self.process.pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            tree = []
        self.process.kill()
        for child in tree:
            try:
                child.kill()
            except psutil.NoSuchProcess:
                continue
        self.process.join()


def run_all(jobs: Iterable[Job], workers: int, seconds: float) -> Iterator[SampleResult]:
    """The results of `jobs` as they end, `workers` at a time, each stopped after `seconds`.

    A sample whose process crashes, hangs or cannot write gives an `infra` result with the reason.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    waiting, running = deque(jobs), list[_Running]()
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_started(context, waiting.popleft(), seconds))
            nearest = min(each.deadline for each in running)
            wait([each.process.sentinel for each in running], max(0.0, nearest - time.monotonic()))
            for each in [each for each in running if each.late or not each.process.is_alive()]:
                running.remove(each)
                yield _ended(each, seconds)
    finally:
        for each in running:
            each.kill()


def _started(context: multiprocessing.context.ForkServerContext, job: Job, seconds: float) -> _Running:
    shutil.rmtree(job.place, ignore_errors=True)  # what an interrupted evaluation left of this sample
    job.place.mkdir(parents=True)
    process = context.Process(target=run_job, args=(job,))
    process.start()
    return _Running(job, process, seconds)


def _ended(each: _Running, seconds: float) -> SampleResult:
    job, took = each.job, time.monotonic() - each.began
    if each.process.is_alive():
        each.kill()
        return infra_failure(job.task, job.sample, f"did not end within {seconds:g} s", took)
    each.process.join()
    try:
        return SampleResult.model_validate_json((job.place / RESULT).read_text())
    except FileNotFoundError:
        return infra_failure(job.task, job.sample, _crash(each.process.exitcode, job.place / LOG), took)


def _crash(code: int | None, log: Path) -> str:
    ended = f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with status {code}"
    tail = log.read_text(errors="replace").strip()[-_LOG_TAIL:] if log.is_file() else ""
    last = tail.splitlines()[-1] if tail else "nothing was printed"
    return f"its process {ended}: {last}"
