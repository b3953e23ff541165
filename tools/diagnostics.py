"""What went wrong with a candidate, in the form that people, models and tests read."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Stage(StrEnum):
    """Where a fault showed, in the order in which the stages run."""

    REVIEW = "review"
    REPLY = "reply"
    CONTRACT = "contract"
    KERNEL_CHECK = "kernel_check"
    CMAKE = "cmake"
    LINK = "link"
    RUN = "run"
    HANG = "hang"
    SANITIZER = "sanitizer"
    NUMERICS = "numerics"


_ORDER = {stage: index for index, stage in enumerate(Stage)}


class ApiEntry(BaseModel):
    """A function of the device or host API, as the SDK's headers declare it."""

    model_config = ConfigDict(frozen=True)

    name: str
    signature: str
    header: str
    """What to `#include`, relative to the SDK's include roots."""
    line: int
    summary: str = ""
    """The doc comment's text, without its parameter table."""
    host: bool = False
    """Whether host programs use it, and kernels do not."""


class Diagnostic(BaseModel):
    """One fault: where it is, what was seen, and what to do about it."""

    model_config = ConfigDict(frozen=True)

    stage: Stage
    message: str
    check: str = ""
    """Stable name of the check that found it, such as `missing_read_barrier` or `unknown_name`."""
    file: str = ""
    """Path in the project; empty when the fault belongs to no file."""
    line: int = 0
    """1-based; 0 when unknown."""
    column: int = 0
    excerpt: str = ""
    """The lines of code around the fault, numbered."""
    evidence: tuple[str, ...] = ()
    """What was observed, such as the cores that are stuck and what each waits for."""
    hint: str = ""
    """The remedy."""
    api: tuple[ApiEntry, ...] = ()
    """The API entries that the message is about."""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as known."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts) if self.file else ""


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Without repetition, by stage, file and line: the same faults always read the same."""
    unique = {(d.stage, d.file, d.line, d.message): d for d in diagnostics}
    return sorted(unique.values(), key=lambda d: (_ORDER[d.stage], d.file, d.line, d.column, d.message))


def excerpt(source: str, line: int, around: int = 2) -> str:
    """The lines of `source` around `line` (1-based), numbered, with an arrow at `line`."""
    lines = source.splitlines()
    if not 1 <= line <= len(lines):
        return ""
    first = max(1, line - around)
    shown = range(first, min(len(lines), line + around) + 1)
    return "\n".join(f"{'>' if n == line else ' '}{n:4d} | {lines[n - 1]}" for n in shown)
