"""Where samples run, behind one interface: processes of this machine, a Ray cluster, a LangGraph server."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from tilesmith.evals.run.job import Job
from tilesmith.evals.run.sample import SampleResult
from tilesmith.evals.run.store import Config


@dataclass(frozen=True)
class Limits:
    """What an evaluation is given."""

    workers: int | None = None
    """Samples at a time; None: as many as suit the engine."""
    seconds: float = 900.0
    """For one sample; what takes longer is stopped."""


Running = TypeVar("Running")


class Crew(Protocol[Running]):
    """Runs samples side by side; `Running` is its handle of one at work."""

    workers: int
    """Samples at a time."""

    def start(self, job: Job) -> Running:
        """Set a sample to work."""
        ...

    def ended(self, running: Sequence[Running]) -> Sequence[Running]:
        """Those of `running` that have come to an end, by whatever way; waits until there may be one."""
        ...

    def result(self, each: Running) -> SampleResult:
        """What one that has ended came to. Never an error: that of a sample is an `infra` result."""
        ...

    def abandon(self, each: Running) -> None:
        """Stop one that nobody waits for any more."""
        ...


class Engine(Protocol):
    """A place where samples run."""

    @property
    def name(self) -> str:
        """What the evaluation's `config.json` calls it."""
        ...

    def crew(self, config: Config, limits: Limits) -> AbstractContextManager[Crew[Any]]:
        """The crew for an evaluation, while the context lasts.

        Raises:
            TilesmithError: nothing can be run there at all.
        """
        ...


def results_of(crew: Crew[Running], jobs: Iterable[Job]) -> Iterator[SampleResult]:
    """The results of `jobs` as they end, as many at a time as `crew` takes."""
    waiting, running = deque(jobs), list[Running]()
    try:
        while waiting or running:
            while waiting and len(running) < crew.workers:
                running.append(crew.start(waiting.popleft()))
            for each in crew.ended(running):
                running.remove(each)
                yield crew.result(each)
    finally:
        for each in running:
            crew.abandon(each)
