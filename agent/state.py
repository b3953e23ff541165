"""What the nodes hand to each other, what the graph takes in and what it gives out."""

import math
from typing import Annotated, TypedDict

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from pydantic import BaseModel, ConfigDict, Field

from tilesmith.agent.approach import Approach
from tilesmith.agent.drafter import Knowledge, Setback
from tilesmith.agent.report import Report
from tilesmith.agent.review import Answer
from tilesmith.agent.spec import Arch, CoreMode, Memory, OperationSpec, Target
from tilesmith.agent.typed_channel import Typed
from tilesmith.agent.verdict import Rung, RungResult, Verdict
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import Project


class Request(BaseModel):
    """The graph's input: the work is named by operation, expression, spec_file, kernelbench or a message."""

    model_config = ConfigDict(extra="forbid")

    operation: str | None = Field(
        default=None,
        description="An operation of the catalogue, such as 'add'; with an expression: the name to give it.",
    )
    expression: str | None = Field(
        default=None, description="A formula, such as 'isat*(exp(v/vj)-1)' or 'a @ b'."
    )
    spec_file: str | None = Field(
        default=None,
        description="Path of a Python file that defines the operation, where the graph runs; 'tilesmith:' "
        "stands for the folder of the package.",
    )
    kernelbench: str | None = Field(default=None, description="Path of a problem file of KernelBench.")
    params: dict[str, float] = Field(
        default={}, description="Values of the operation's scalar parameters, by name."
    )
    ranges: dict[str, tuple[float, float]] = Field(
        default={}, description="Lowest and highest value of input tensors, by name, where others are wanted."
    )
    core_mode: CoreMode = Field(default=CoreMode.SINGLE, description="One Tensix core, or the whole grid.")
    memory: Memory = Field(
        default=Memory.DRAM, description="Where the tensors lie: in DRAM, or sharded over the cores' L1."
    )
    arch: Arch = Field(default=Arch.WORMHOLE_B0, description="Chip generation to write for.")
    messages: Annotated[list[AnyMessage], add_messages] = Field(
        default=[],
        description="A conversation, of another agent or in a chat: its last message names an operation of "
        "the catalogue or is a formula.",
    )


class Failure(BaseModel):
    """Why a run could not go on: an error of its user, its environment or its model."""

    model_config = ConfigDict(frozen=True)

    step: str
    kind: str
    """Name of the exception's class."""
    message: str
    """One sentence: what is wrong and what to do next."""
    gave_up: bool = False
    """The drafter has nothing more to offer; neither the request nor the environment is at fault."""


class Attempt(BaseModel):
    """One judged candidate."""

    model_config = ConfigDict(frozen=True)

    number: int
    verdict: Verdict
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: int = 0
    """Faults found beyond those listed."""
    judged: bool = True
    """False: there was nothing to judge, since the reply could not be used."""
    files: str = ""
    """Tells the candidate's files from others."""
    printed: dict[Rung, str] = {}
    """What compilers printed of it, by rung; empty unless the next repair is to see it as it is."""
    wrong_elements: int | None = None
    """In the outputs of all cases together; None: not all could be compared."""
    repeats: str = ""
    """What of earlier attempts it repeats, as a clause; empty: nothing."""
    drafter: str = ""
    """Who wrote it."""
    sample: int = 0
    """Which sample it belongs to, from 1; 0: the run has but one candidate."""

    @property
    def faults(self) -> int:
        """How many were found."""
        return len(self.diagnostics) + self.left_out

    @property
    def rank(self) -> tuple[bool, int, int, int, float]:
        """Orders attempts: by rung reached, then by few faults, then by few wrong elements."""
        error = math.inf if self.wrong_elements is None else self.wrong_elements
        return (self.judged, *self.verdict.rank, -self.faults, -error)


class Candidate(BaseModel):
    """A project with the judgement of it."""

    model_config = ConfigDict(frozen=True)

    project: Project
    attempt: Attempt


class Sampled(BaseModel):
    """How one sample ended."""

    model_config = ConfigDict(frozen=True)

    sample: int
    won: bool = False
    """It was verified before any other."""
    attempts: tuple[Attempt, ...] = ()
    best: Candidate | None = None
    shapes: int = 0
    failure: Failure | None = None


def collected(known: list[Sampled], new: list[Sampled]) -> list[Sampled]:
    """Samples join those that have ended before; an empty list begins anew."""
    return [*known, *new] if new else []


class SampleEnd(TypedDict):
    """What a sample hands on to the run."""

    samples: Annotated[list[Sampled], collected]


class State(TypedDict, total=False):
    """The graph's state. `retrieve` sets every key, so that a thread can be used again."""

    operation: str | None
    expression: str | None
    spec_file: str | None
    kernelbench: str | None
    params: dict[str, float]
    ranges: dict[str, tuple[float, float]]
    core_mode: CoreMode
    arch: Arch
    messages: Annotated[list[AnyMessage], add_messages]
    """What was asked in words, and short answers."""

    switches: dict[str, bool | int | float]
    """Settings on which the way depends; for clients that edit a state while there is no run to have any."""
    started: float
    """Seconds since the epoch."""
    seed: int
    """Of the verification's inputs."""
    output: str
    """Absolute path of the project's folder; empty until the request is understood."""
    run: str
    """Absolute path of the run's folder, where its trace is; empty until the request is understood."""
    spec: Annotated[OperationSpec | None, Typed]
    target: Annotated[Target, Typed]
    knowledge: Annotated[Knowledge, Typed]
    sdk_missing: str
    """Why there is no SDK; empty when there is one."""

    project: Annotated[Project, Typed]
    executable: str
    """The host program of `project`, built against the emulator; empty when there is none."""
    rungs: Annotated[list[RungResult], Typed]
    """Results of the attempt under way."""
    printed: Annotated[dict[Rung, str], Typed]
    """See `Attempt.printed`, of the attempt under way."""
    findings: Annotated[list[Diagnostic], Typed]
    """Everything found wrong with the attempt under way."""
    diagnostics: Annotated[list[Diagnostic], Typed]
    """What the next repair is told."""
    shapes: int
    """Distinct shapes on which the candidate ran right."""
    attempts: Annotated[list[Attempt], Typed]
    best: Annotated[Candidate | None, Typed]
    """Of the whole run: what is kept in the end."""
    line: Annotated[Candidate | None, Typed]
    """The best since the last draft from scratch: what is repaired."""
    wrong_elements: int | None
    """Of the attempt under way: see `Attempt.wrong_elements`."""
    setback: Annotated[Setback | None, Typed]
    """What the last change has made worse; the project is then the best one again."""
    approach: Annotated[Approach, Typed]
    """How the attempt under way is gone about."""
    taken: Annotated[list[Approach], Typed]
    """Steps of the ladder that were tried."""
    pattern: dict[str, str]
    """A verified program that the next prompt shows to be followed."""
    review: Annotated[Answer | None, Typed]
    """What the reviewer decided last."""
    granted: int
    """Attempts that the reviewer allowed beyond those of the settings."""
    hints: list[str]
    """What the reviewer wants of all drafts from now on."""
    escalated: bool
    """The second model has taken over."""
    sample: int
    """Number of this sample, from 1; 0: the run has but one candidate."""
    samples: Annotated[list[Sampled], collected]
    """How each sample ended."""
    failure: Annotated[Failure | None, Typed]
    report: Annotated[Report | None, Typed]


class Result(BaseModel):
    """The graph's output."""

    report: Report | None = Field(default=None, description="What is known of the candidate that was kept.")
    project: Project = Field(default=Project(), description="Its files.")
    failure: Failure | None = Field(
        default=None, description="Why the run could not go on; empty when it came to its end."
    )
    messages: Annotated[list[AnyMessage], add_messages] = Field(
        default=[], description="The conversation with the outcome in a few lines."
    )
