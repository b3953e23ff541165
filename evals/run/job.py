"""One sample to run, wherever that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilesmith.evals.run.sample import SampleResult, infra_failure
from tilesmith.evals.tasks import Task


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
        return self.folder / self.inner

    @property
    def inner(self) -> Path:
        """Its own folder, within that of the evaluation."""
        return Path("samples") / self.task.id / str(self.sample)

    @property
    def build_folder(self) -> str:
        """Names the one that samples of the task may share, see `Context.build_folder`."""
        return f"{self.folder}/{self.task.id}"

    def context(self, place: str, model: Mapping[str, str]) -> dict[str, Any]:
        """The settings of its run, which writes below `place`.

        Args:
            model: the settings that name a model which is served for this sample alone.
        """
        return {
            **self.settings,
            **model,
            "seed": self.seed,
            "replay_from": self.sample + 1,
            "output": f"{place}/project",
            "runs_dir": f"{place}/runs",
            "overwrite": True,
        }

    def failed(self, reason: str, took: float) -> SampleResult:
        """What it comes to when `reason` is none of the model's."""
        return infra_failure(self.task, self.sample, reason, took)

    def late(self, limit: float, took: float) -> SampleResult:
        """What it comes to when it has not ended within `limit` seconds."""
        return self.failed(f"did not end within {limit:g} s", took)
