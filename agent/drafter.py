"""Who writes the code: the contract between the graph and its drafters."""

from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.tools.diagnostics import ApiEntry, Diagnostic
from tilesmith.tools.project import Project


class Usage(BaseModel):
    """What a drafter's model calls cost."""

    model_config = ConfigDict(frozen=True)

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    """Of the input tokens, those that the provider had in its cache and charges less for."""
    output_tokens: int = 0
    reasoning_tokens: int = 0
    """Of the output tokens, those of thoughts that the reply does not show."""
    seconds: float = 0.0
    cost: float = 0.0
    """USD, of the calls whose price is known."""
    unpriced: int = 0
    """Calls whose price is not known."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            reasoning_tokens=self.reasoning_tokens + other.reasoning_tokens,
            seconds=self.seconds + other.seconds,
            cost=self.cost + other.cost,
            unpriced=self.unpriced + other.unpriced,
        )

    @property
    def tokens(self) -> int:
        """Tokens in and out."""
        return self.input_tokens + self.output_tokens

    @property
    def token_words(self) -> str:
        """The tokens as a reader sees them: in and out, and what of them is charged or hidden otherwise."""
        cached = f" ({self.cached_tokens:,} cached)" if self.cached_tokens else ""
        hidden = f" ({self.reasoning_tokens:,} of reasoning)" if self.reasoning_tokens else ""
        return f"{self.input_tokens:,} tokens in{cached}, {self.output_tokens:,} out{hidden}"

    @property
    def cost_words(self) -> str:
        """The cost as a reader sees it; that of unpriced calls is not known."""
        if self.unpriced:
            known = f", ${self.cost:.4f} without them" if self.cost else ""
            return f"unknown (no price for {self.unpriced} of {self.calls} calls{known})"
        return f"${self.cost:.4f}"


class Selection(BaseModel):
    """One thing that retrieval offered to the prompt, and whether it was taken."""

    model_config = ConfigDict(frozen=True)

    name: str
    kind: str
    """`api`, `pattern` or `source`."""
    prompt: str = "kernels"
    """Which prompt it is for: `kernels` or `host`; each has the whole budget."""
    value: float = 0.0
    """What is worth more is taken first."""
    tokens: int
    """An estimate of what it costs."""
    left: int = 0
    """Tokens of the budget that were left when its turn came."""
    taken: bool
    """False: it did not fit into the budget."""
    reason: str
    """Why it was offered."""

    @property
    def outcome(self) -> str:
        """What became of it, in words."""
        return "taken" if self.taken else f"left out: {self.left:,} tokens were left"


class Knowledge(BaseModel):
    """What was retrieved for an operation from the sources of the user's SDK."""

    model_config = ConfigDict(frozen=True)

    sdk: str = ""
    """Version of the SDK; empty when none is installed."""
    api: tuple[ApiEntry, ...] = ()
    patterns: dict[str, str] = {}
    """Verified example files by name."""
    sources: dict[str, str] = {}
    """Code of the SDK itself by place (`path:line`)."""
    selection: tuple[Selection, ...] = ()
    """What was offered and taken, in the order of its value."""


class Draft(BaseModel):
    """Files that a drafter proposes, and what they cost."""

    model_config = ConfigDict(frozen=True)

    files: dict[str, str]
    usage: Usage = Usage()
    note: str = ""
    """What the drafter says of its change, for the trace."""


class Setback(BaseModel):
    """A change that was tried and made the candidate worse; it was taken back."""

    model_config = ConfigDict(frozen=True)

    change: str
    """Unified diff from the candidate that was kept, cut where it is long."""
    reason: str
    """In which way it was worse, as a clause."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was wrong with it."""


@dataclass(frozen=True)
class Guidance:
    """What earlier attempts have taught."""

    setback: Setback | None = None
    widened: bool = False
    """All that was retrieved is shown, not only what the faults call for."""
    pattern: dict[str, str] = field(default_factory=dict)
    """A verified program to follow, by path; empty: none in particular."""
    earlier: tuple[Diagnostic, ...] = ()
    """What was wrong with earlier drafts, for one from scratch."""
    hints: tuple[str, ...] = ()
    """What the run's reviewer wants of all drafts."""


@dataclass(frozen=True)
class DraftRequest:
    """What every drafting call needs to know. The golden is not among it, and never will be."""

    spec: OperationSpec
    target: Target
    knowledge: Knowledge
    guidance: Guidance = field(default_factory=Guidance)


class Drafter(Protocol):
    """Writes the files of a project and repairs them."""

    @property
    def name(self) -> str:
        """What reports call it, such as `template` or `openai:gpt-5`."""
        ...

    def draft_kernels(self, request: DraftRequest) -> Draft:
        """Reader, compute and writer, which must agree on CBs, counts and arguments."""
        ...

    def draft_host(self, request: DraftRequest, kernels: Project) -> Draft:
        """The host program for `kernels`."""
        ...

    def repair(self, request: DraftRequest, project: Project, diagnostics: list[Diagnostic]) -> Draft:
        """New versions of the files that `diagnostics` blame."""
        ...
