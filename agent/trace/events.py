"""What happens in a run, as typed events; a line of the trace is one of them as JSON."""

import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tilesmith.agent.drafter import Selection, Usage
from tilesmith.agent.report import Report
from tilesmith.agent.verdict import RungResult, Verdict
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.wrong_tile import WrongTile


class _Event(BaseModel):
    """Fields that a newer release adds do no harm."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    time: float = Field(default_factory=lambda: round(time.time(), 3))
    """When it ended, in seconds since the epoch."""


def attempt_words(sample: int, attempt: int) -> str:
    """How readers are told which attempt it was."""
    return f"sample {sample}, attempt {attempt}" if sample else f"attempt {attempt}"


class RunStarted(_Event):
    """A run has understood its request."""

    event: Literal["started"] = "started"
    tilesmith: str
    """Version that runs."""
    operation: str
    description: str
    request: dict[str, Any]
    settings: dict[str, Any]
    folder: str = ""
    """Working folder, in which relative paths of request and settings are meant."""


class Message(BaseModel):
    """One message of a conversation with a model."""

    model_config = ConfigDict(frozen=True)

    role: str
    """`system`, `user`, `assistant` or `tool`."""
    text: str


class AskedTool(BaseModel):
    """A tool that a reply asks for."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    arguments: dict[str, Any] = {}
    problem: str = ""
    """Why it cannot be called: its arguments are no JSON."""

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{key}={value!r}' for key, value in self.arguments.items())})"


class ModelCall(_Event):
    """One request to a model and what came back."""

    event: Literal["model_call"] = "model_call"
    step: str
    """Which prompt it was: `draft_kernels`, `draft_host` or `repair`."""
    attempt: int
    sample: int = 0
    seconds: float
    model: str
    temperature: float | None = None
    messages: tuple[Message, ...]
    reply: str = ""
    finish_reason: str = ""
    tool_calls: tuple[AskedTool, ...] = ()
    """What the reply asks for."""
    usage: Usage = Usage()
    error: str = ""
    """Why there is no reply; empty when there is one."""


class ToolCall(_Event):
    """One tool that a model called."""

    event: Literal["tool_call"] = "tool_call"
    attempt: int
    sample: int = 0
    seconds: float
    name: str
    arguments: dict[str, Any]
    answer: str


class StepEnded(_Event):
    """A node of the graph has run."""

    event: Literal["step"] = "step"
    step: str
    attempt: int
    sample: int = 0
    """From 1; 0: the run has but one candidate."""
    seconds: float
    files: dict[str, str] = {}
    """Files that the step wrote or changed, whole."""
    rungs: tuple[RungResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """What the step found, or what the next repair is told."""
    selection: tuple[Selection, ...] = ()
    """What retrieval offered and took."""
    notes: tuple[str, ...] = ()
    """The progress lines of the step."""
    failure: str = ""


class NumericsSeen(_Event):
    """Outputs that differ from the golden."""

    event: Literal["numerics"] = "numerics"
    attempt: int
    sample: int = 0
    worst: WrongTile


class AttemptClosed(_Event):
    """A candidate has been judged."""

    event: Literal["attempt"] = "attempt"
    number: int
    sample: int = 0
    files: dict[str, str]
    """The candidate's kernels and host sources, whole."""
    verdict: Verdict
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: int = 0
    """Faults found beyond those listed."""
    repeats: str = ""
    """What of earlier attempts it repeats; empty: nothing."""

    @property
    def words(self) -> str:
        """How readers are told which attempt it was."""
        return attempt_words(self.sample, self.number)


class ReviewAsked(_Event):
    """The run waits for its reviewer."""

    event: Literal["review_asked"] = "review_asked"
    reason: str
    attempt: int
    sample: int = 0


class ReviewAnswered(_Event):
    """The reviewer has decided."""

    event: Literal["review_answered"] = "review_answered"
    reason: str
    attempt: int
    sample: int = 0
    action: str
    hint: str = ""
    waited: float
    """Seconds in which nothing was done for the run."""

    @property
    def words(self) -> str:
        """The decision as readers see it."""
        return f"{self.action}: {self.hint}" if self.hint else self.action


class RunResumed(_Event):
    """A run that had ended, or was ended, goes on."""

    event: Literal["resumed"] = "resumed"
    waited: float
    """Seconds in which nothing was done for it."""


class RunFinished(_Event):
    """The run came to its end."""

    event: Literal["finished"] = "finished"
    report: Report


Event = Annotated[
    RunStarted
    | ModelCall
    | ToolCall
    | StepEnded
    | NumericsSeen
    | AttemptClosed
    | ReviewAsked
    | ReviewAnswered
    | RunResumed
    | RunFinished,
    Field(discriminator="event"),
]
