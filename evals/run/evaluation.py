"""An evaluation from beginning to end, or on from where it was interrupted."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilesmith.evals.run.pool import run_all
from tilesmith.evals.run.sample import SampleKey, SampleResult
from tilesmith.evals.run.store import Config, Store
from tilesmith.evals.run.worker import Job
from tilesmith.evals.tasks import Task


@dataclass(frozen=True)
class Limits:
    """What the machine gives to it."""

    workers: int = 2
    """Samples at a time."""
    seconds: float = 900.0
    """For one sample; what takes longer is stopped."""
    retry_infra: bool = True
    """When going on: try samples again that failed for reasons of ours."""


def evaluate(
    tasks: Sequence[Task], config: Config, folder: Path, limits: Limits
) -> Iterator[tuple[int, SampleResult]]:
    """Run every sample that has no result yet; yield how many are left with each result, as it ends.

    A process killed at any moment loses only the samples in flight: the next call runs those again.

    Raises:
        EvaluationError: `folder` holds another evaluation.
    """
    store = Store(folder)
    store.begin(config)
    store.mend()
    done = {result.key for result in (store.done() if limits.retry_infra else store.results())}
    jobs = [job for job in _jobs(tasks, config, folder) if _key(job) not in done]
    for number, result in enumerate(run_all(jobs, limits.workers, limits.seconds), start=1):
        store.add(result)
        yield len(jobs) - number, result
    store.write_table()


def _jobs(tasks: Sequence[Task], config: Config, folder: Path) -> Iterator[Job]:
    """First one sample of every task, then a second: an interrupted evaluation has seen all tasks."""
    for sample in range(config.samples):
        for task in tasks:
            yield Job(
                task=task,
                sample=sample,
                folder=folder.resolve(),
                settings=config.settings,
                seed=_seed(config.seed, task.id, sample),
                flaws=config.flaws,
            )


def _seed(base: int, task: str, sample: int) -> int:
    """Fresh for each sample, and the same each time."""
    return int.from_bytes(hashlib.sha256(f"{base}/{task}/{sample}".encode()).digest()[:4], "big") // 2


def _key(job: Job) -> SampleKey:
    return SampleKey(task=job.task.id, sample=job.sample)
