"""Which run and attempt a drafting call belongs to, and what it may still spend."""

from dataclasses import dataclass

from tilesmith.agent.budget import UNLIMITED, Budget
from tilesmith.agent.drafter import Usage
from tilesmith.agent.race import Race
from tilesmith.agent.trace import NO_TRACE, Trace, read_run


@dataclass(frozen=True)
class Session:
    """What a drafter knows of the run that it drafts for."""

    trace: Trace = NO_TRACE
    attempt: int = 1
    """Number of the attempt under way."""
    sample: int = 0
    """Number of the sample, from 1; 0: the run has but one candidate."""
    temperature: float | None = None
    """At which it drafts; None: the model's own."""
    budget: Budget = UNLIMITED
    race: Race | None = None
    """Against other samples."""

    def require_more(self) -> None:
        """Nothing happens while a model may be called.

        Raises:
            BudgetSpentError: the run's budget does not allow it.
            RaceLostError: another sample was verified first.
        """
        if self.race is not None:
            self.race.require_open()
        self.budget.require_left(spent(self.trace) if self.budget.counts else Usage())


def spent(trace: Trace) -> Usage:
    """What all model calls of a run have cost, those of all samples together: the trace is the ledger."""
    return read_run(trace.folder).usage if trace.folder else Usage()


OUTSIDE = Session()
"""For calls that belong to no run."""
