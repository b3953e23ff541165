"""Which run and attempt a drafting call belongs to, and what it may still spend."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tilesmith.agent.budget import UNLIMITED, Budget
from tilesmith.agent.cancellation import require_wanted
from tilesmith.agent.drafter import Usage
from tilesmith.agent.race import Race
from tilesmith.agent.redaction import HIDDEN, redact
from tilesmith.agent.trace import NO_TRACE, Message, ModelCall, RunRecord, Trace, read_run

_LOOK_SECONDS = 0.1


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
    tell: Callable[[str], None] = field(default=lambda _message: None, compare=False)
    """Tells whoever follows the run what a call is at."""

    @property
    def seconds_left(self) -> float:
        """Until the run's time is over; infinite without a limit."""
        record = recorded(self.trace) if self.budget.max_seconds is not None else None
        return self.budget.seconds_left(record.waited if record else 0.0)

    def require_more(self) -> None:
        """Nothing happens while a model may be called.

        Raises:
            BudgetSpentError: the run's budget does not allow it.
            RaceLostError: another sample was verified first.
            RunCancelledError: nobody waits for the run any more.
        """
        self.require_wanted()
        record = recorded(self.trace) if self.budget.counts else None
        if record is None:
            self.budget.require_left(Usage())
        else:
            self.budget.require_left(record.usage, record.waited)

    def require_wanted(self) -> None:
        """Nothing happens while somebody waits for what the session drafts.

        Raises:
            RaceLostError: another sample was verified first.
            RunCancelledError: nobody waits for the run any more.
        """
        require_wanted()
        if self.race is not None:
            self.race.require_open()

    def pause(self, seconds: float) -> None:
        """Wait, as long as it is wanted: see `require_wanted`."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.require_wanted()
            time.sleep(min(left, _LOOK_SECONDS))

    def known_reply(self, step: str, model: str, messages: Sequence[Message]) -> ModelCall | None:
        """The reply to `messages` that came before the run was resumed; the trace holds it, and its cost.

        One of which the trace hides a part has to be asked for again.
        """
        record = recorded(self.trace)
        asked = (step, self.attempt, self.sample, model, self.temperature)
        told = tuple(Message(role=message.role, text=redact(message.text)) for message in messages)
        for call in record.replies_before_resume if record else ():
            same = (call.step, call.attempt, call.sample, call.model, call.temperature) == asked
            if same and call.messages == told and HIDDEN not in call.reply:
                return call
        return None


def recorded(trace: Trace) -> RunRecord | None:
    """What a run's trace says so far, the calls of all samples together; None: none is kept."""
    return read_run(trace.folder) if trace.folder else None


OUTSIDE = Session()
"""For calls that belong to no run."""
