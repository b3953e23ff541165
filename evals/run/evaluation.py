"""An evaluation from beginning to end, or on from where it was interrupted."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tilesmith.evals.run.engine import Engine, Limits, results_of
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.pool import ThisMachine
from tilesmith.evals.run.sample import SampleKey, SampleResult
from tilesmith.evals.run.store import Config, Store
from tilesmith.evals.tasks import Task


def evaluate(
    tasks: Sequence[Task], config: Config, folder: Path, limits: Limits, engine: Engine | None = None
) -> Iterator[tuple[int, SampleResult]]:
    """Run every sample that has no result yet; yield how many are left with each result, as it ends.

    A process killed at any moment loses only the samples in flight: the next call runs those again.

    Args:
        engine: where samples run; None: in processes of this machine.

    Raises:
        EvaluationError: `folder` holds another evaluation.
        TilesmithError: `engine` can run nothing at all.
    """
    engine = engine or ThisMachine()
    store = Store(folder)
    store.require_same(config)
    with engine.crew(config, limits) as crew:
        store.begin(config, engine.name)
        done = {result.key for result in store.done()}
        jobs = [job for job in _jobs(tasks, config, folder) if _key(job) not in done]
        for number, result in enumerate(results_of(crew, jobs), start=1):
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
