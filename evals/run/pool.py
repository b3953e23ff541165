"""Processes of this machine, a sample each: every end of one is a result, and none ends the evaluation."""

import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from tilesmith.evals.run.engine import Limits
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.sample import SampleResult
from tilesmith.evals.run.store import Config
from tilesmith.evals.run.worker import LOG, RESULT, run_job
from tilesmith.tools.emulator.build import Announce, emulator_prefix

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


class Pool:
    """A crew of processes of this machine: a sample that crashes, hangs or cannot write harms no other."""

    def __init__(self, workers: int, seconds: float) -> None:
        self.workers = workers
        self._seconds = seconds
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)

    def start(self, job: Job) -> _Running:
        """See `Crew`."""
        shutil.rmtree(job.place, ignore_errors=True)  # what an interrupted evaluation left of this sample
        job.place.mkdir(parents=True)
        process = self._context.Process(target=run_job, args=(job,))
        process.start()
        return _Running(job, process, self._seconds)

    def ended(self, running: Sequence[_Running]) -> Sequence[_Running]:
        """See `Crew`."""
        nearest = min(each.deadline for each in running)
        wait([each.process.sentinel for each in running], max(0.0, nearest - time.monotonic()))
        return [each for each in running if each.late or not each.process.is_alive()]

    def result(self, each: _Running) -> SampleResult:
        """See `Crew`."""
        job, took = each.job, time.monotonic() - each.began
        if each.process.is_alive():
            each.kill()
            return job.late(self._seconds, took)
        each.process.join()
        try:
            return SampleResult.model_validate_json((job.place / RESULT).read_text())
        except FileNotFoundError:
            return job.failed(_crash(each.process.exitcode, job.place / LOG), took)

    def abandon(self, each: _Running) -> None:
        """See `Crew`."""
        each.kill()


@dataclass(frozen=True)
class ThisMachine:
    """The engine of an evaluation that names no other."""

    announce: Announce | None = None
    """Told of what takes long before the first sample."""

    @property
    def name(self) -> str:
        """See `Engine`."""
        return "this machine"

    @contextmanager
    def crew(self, config: Config, limits: Limits) -> Iterator[Pool]:
        """See `Engine`. The SDK and the emulator are made ready once, before many processes want them."""
        prepare(str(config.settings.get("sdk", "")), self.announce)
        yield Pool(limits.workers or os.cpu_count() or 1, limits.seconds)


def prepare(sdk: str, announce: Announce | None = None) -> None:
    """Fetch the SDK and build the emulator, where they are not there yet.

    Raises:
        TilesmithError: either cannot be had.
    """
    from tilesmith.agent.context import Context
    from tilesmith.agent.sdk_choice import fetch_sdk

    fetch_sdk(Context(sdk=sdk))
    emulator_prefix(announce)


def _crash(code: int | None, log: Path) -> str:
    ended = f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with status {code}"
    tail = log.read_text(errors="replace").strip()[-_LOG_TAIL:] if log.is_file() else ""
    last = tail.splitlines()[-1] if tail else "nothing was printed"
    return f"its process {ended}: {last}"
