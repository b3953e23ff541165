"""What every change is held against: templates, recordings of real models, a scripted model with mistakes."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.level import Level
from tilesmith.errors import TilesmithError
from tilesmith.evals.metrics import Metrics, metrics_of
from tilesmith.evals.run.engine import Limits
from tilesmith.evals.run.evaluation import evaluate
from tilesmith.evals.run.sample import SampleResult, Status
from tilesmith.evals.run.store import CONFIG, Config, Store
from tilesmith.evals.tasks import Task

RECORDING = "recording"
"""In the folder of an evaluation: what `--record` kept of its model."""

_SECONDS_A_MINUTE = 60.0


class NoEvaluationError(TilesmithError):
    """A folder among the recordings that no evaluation can be repeated from."""


@dataclass(frozen=True)
class Plan:
    """Of all baselines alike."""

    suite: str
    tasks: tuple[Task, ...]
    samples: int = 3
    """Of the scripted model; templates and recordings answer each time the same."""
    level: Level = Level.STANDARD
    rate: float = 0.4
    """Mistakes of the scripted model."""


@dataclass(frozen=True)
class Baseline:
    """One evaluation to run."""

    name: str
    """Names its folder, too."""
    config: Config
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Measured:
    """What became of one."""

    baseline: Baseline
    metrics: Metrics
    seconds: float
    """By the clock, with all workers together; what an earlier run had done already is not in it."""
    new: tuple[SampleResult, ...]
    """The samples that these seconds went to."""

    @property
    def verified_a_minute(self) -> float:
        """Kernels, by the clock."""
        verified = sum(result.status is Status.VERIFIED for result in self.new)
        return _SECONDS_A_MINUTE * verified / self.seconds


def baselines(plan: Plan, recordings: Sequence[Path]) -> Iterator[Baseline]:
    """The templates over all tasks, each of `recordings`, and the scripted model.

    Args:
        recordings: folders of evaluations, each with what `--record` kept of its model in `recording/`.

    Raises:
        NoEvaluationError: one of them is something else.
        EvaluationError: its `config.json` is damaged.
    """
    yield Baseline("templates", _config(plan, 1, {"model": "template", "max_iterations": 1}), plan.tasks)
    for folder in recordings:
        yield _replayed(folder, plan)
    yield Baseline(
        f"flawed-{plan.rate:g}", _config(plan, plan.samples, {"max_iterations": 3}, plan.rate), plan.tasks
    )


def recordings_in(folder: Path) -> list[Path]:
    """The folders in `folder`; none when there is no such folder."""
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def measure(
    baseline: Baseline, folder: Path, limits: Limits, told: Callable[[int, SampleResult], None]
) -> Measured:
    """Run `baseline` in a folder of its own below `folder`, or what is left of it.

    Args:
        told: is told of each result as it ends, and how many are left.
    """
    own, new, begun = folder / baseline.name, [], time.monotonic()
    for left, result in evaluate(baseline.tasks, baseline.config, own, limits):
        new.append(result)
        told(left, result)
    seconds = time.monotonic() - begun
    return Measured(baseline, metrics_of(Store(own).results()), seconds, tuple(new))


def _config(plan: Plan, samples: int, settings: dict[str, object], flaws: float | None = None) -> Config:
    return Config(
        suite=plan.suite,
        tasks=tuple(task.id for task in plan.tasks),
        samples=samples,
        settings={**settings, "level": plan.level.value},
        seed=0,
        flaws=flaws,
    )


def _replayed(folder: Path, plan: Plan) -> Baseline:
    """The evaluation in `folder` once more, with what was recorded of its model."""
    if not (folder / CONFIG).is_file() or not (folder / RECORDING).is_dir():
        raise NoEvaluationError(
            f"{folder} holds no evaluation with its recording: make one with "
            f"`tilesmith eval run --output {folder} --record {folder / RECORDING} --model ...`"
        )
    there = Store(folder).config()
    tasks = tuple(task for task in plan.tasks if task.id in there.tasks)
    settings = {
        **there.settings,
        "model": f"replay:{folder / RECORDING}",
        "base_url": "",
        "record": "",
        "level": plan.level.value,
    }
    config = there.model_copy(update={"tasks": tuple(task.id for task in tasks), "settings": settings})
    return Baseline(folder.name, config.model_copy(update={"flaws": None}), tasks)
