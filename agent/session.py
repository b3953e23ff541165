"""Which run and attempt a drafting call belongs to."""

from dataclasses import dataclass

from tilesmith.agent.trace import NO_TRACE, Trace


@dataclass(frozen=True)
class Session:
    """What a drafter knows of the run that it drafts for."""

    trace: Trace = NO_TRACE
    attempt: int = 1
    """Number of the attempt under way."""


OUTSIDE = Session()
"""For calls that belong to no run."""
