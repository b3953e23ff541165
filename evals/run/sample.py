"""One sample: a task given to a model once, and what became of it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from tilesmith.agent.drafter import Usage
from tilesmith.evals.tasks import Task


class Status(StrEnum):
    """Whose success or failure it was."""

    VERIFIED = "verified"
    FAILED = "failed"
    """The model's: candidates were judged, and none was verified; or it had nothing usable to offer."""
    INFRA = "infra"
    """Ours or the machine's: a crash, a limit of time, a full disk, a model that does not answer."""


class SampleKey(BaseModel):
    """Names a sample within an evaluation."""

    model_config = ConfigDict(frozen=True)

    task: str
    sample: int

    def __str__(self) -> str:
        return f"{self.task}/{self.sample}"


class AttemptResult(BaseModel):
    """One candidate of a sample."""

    model_config = ConfigDict(frozen=True)

    number: int
    stage: str
    """The rung that failed first; `verified`, or `none` when nothing could be judged."""
    checks: tuple[str, ...] = ()
    """What was found, as `stage: check`, the root cause first."""
    digest: str = ""
    """Of its files: the same digest is the same candidate."""


class SampleResult(BaseModel):
    """A line of `results.jsonl`."""

    model_config = ConfigDict(frozen=True)

    key: SampleKey
    level: str
    split: str
    status: Status
    drafter: str = ""
    attempts: tuple[AttemptResult, ...] = ()
    usage: Usage = Usage()
    seconds: float = 0.0
    llm_seconds: float = 0.0
    compile_seconds: float = 0.0
    run_seconds: float = 0.0
    seed: int = 0
    reason: str = ""
    """Why it is not verified, in a sentence."""
    run: str = ""
    """The folder of its trace, relative to the evaluation's; empty: it is not on this machine."""
    node: str = ""
    """The machine that ran it; empty: the one that ran the evaluation."""

    @property
    def first_draft(self) -> bool:
        """Verified without a repair."""
        return bool(self.attempts) and self.attempts[0].stage == "verified"


def infra_failure(task: Task, sample: int, reason: str, seconds: float) -> SampleResult:
    """A sample that tells nothing of the model."""
    return SampleResult(
        key=SampleKey(task=task.id, sample=sample),
        level=task.level,
        split=task.split,
        status=Status.INFRA,
        reason=reason,
        seconds=round(seconds, 3),
    )
