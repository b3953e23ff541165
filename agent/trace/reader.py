"""Reads a run back from its trace, also one that is still going on or was killed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tilesmith.agent.drafter import Usage
from tilesmith.agent.report import Report
from tilesmith.agent.trace.events import (
    AttemptClosed,
    Event,
    ModelCall,
    NumericsSeen,
    ReviewAnswered,
    ReviewAsked,
    RunFinished,
    RunResumed,
    RunStarted,
    StepEnded,
    ToolCall,
)
from tilesmith.agent.trace.writer import TRACE_FILE
from tilesmith.errors import TilesmithError


class UnreadableRunError(TilesmithError):
    """A trace that tells nothing."""


@dataclass(frozen=True)
class RunRecord:
    """Everything a trace says, by kind and in the order in which it happened."""

    id: str
    started: RunStarted
    steps: tuple[StepEnded, ...] = ()
    calls: tuple[ModelCall, ...] = ()
    tools: tuple[ToolCall, ...] = ()
    attempts: tuple[AttemptClosed, ...] = ()
    numerics: tuple[NumericsSeen, ...] = ()
    report: Report | None = None
    """None: the run has not come to its end."""
    unreadable: int = 0
    """Lines that are no events of this release."""
    events: tuple[Event, ...] = field(default=(), repr=False)

    def before(self, attempt: AttemptClosed) -> AttemptClosed | None:
        """The attempt that came before, in the same sample."""
        place = self.attempts.index(attempt)
        earlier = self.attempts[place - 1] if place else None
        return earlier if earlier and earlier.sample == attempt.sample else None

    def changes(self, attempt: AttemptClosed) -> tuple[str, ...]:
        """Why `attempt` was gone about in another way than those before it, and how; usually nothing."""
        return tuple(
            note
            for step in self.steps
            if step.step == "change_approach"
            and (step.sample, step.attempt) == (attempt.sample, attempt.number)
            for note in step.notes
        )

    def reviews(self, attempt: AttemptClosed) -> tuple[ReviewAnswered, ...]:
        """What its reviewer decided of `attempt`."""
        place = (attempt.sample, attempt.number)
        answers = (event for event in self.events if isinstance(event, ReviewAnswered))
        return tuple(answer for answer in answers if (answer.sample, answer.attempt) == place)

    @property
    def usage(self) -> Usage:
        """What its model calls cost."""
        return sum((call.usage for call in self.calls), Usage())

    @property
    def seconds(self) -> float:
        """From the start to the last event, without what it waited to be resumed."""
        first = min(event.time - getattr(event, "seconds", 0.0) for event in self.events)
        return self.events[-1].time - first - self.waited

    @property
    def waited(self) -> float:
        """Seconds in which nothing was done for it, until it was resumed or a reviewer had answered."""
        return sum(event.waited for event in self.events if isinstance(event, RunResumed | ReviewAnswered))

    @property
    def waits_for_review(self) -> bool:
        """The last thing that happened is a question to its reviewer."""
        return bool(self.events) and isinstance(self.events[-1], ReviewAsked)

    @property
    def replies_before_resume(self) -> tuple[ModelCall, ...]:
        """Replies that had come when the run was last resumed: the step that asked for them may not have
        come to its end."""
        places = [place for place, event in enumerate(self.events) if isinstance(event, RunResumed)]
        earlier = self.events[: places[-1]] if places else ()
        return tuple(event for event in earlier if isinstance(event, ModelCall) and not event.error)


def _by_sample(attempts: Iterable[AttemptClosed]) -> tuple[AttemptClosed, ...]:
    """Those of one sample together, each in the order in which they happened; of one that a resumed run
    closed again, the later."""
    last = {(attempt.sample, attempt.number): attempt for attempt in attempts}
    return tuple(sorted(last.values(), key=lambda attempt: attempt.sample))


def read_run(folder: Path) -> RunRecord:
    """The run in `folder`.

    Raises:
        UnreadableRunError: its trace lacks the beginning.
    """
    adapter: TypeAdapter[Event] = TypeAdapter(Event)
    events: list[Event] = []
    unreadable = 0
    for line in (folder / TRACE_FILE).read_text(errors="replace").splitlines():
        try:
            events.append(adapter.validate_json(line))
        except ValidationError:
            unreadable += 1  # half a line of a killed run, or an event of another release
    return _record(folder, events, unreadable)


def _record(folder: Path, events: list[Event], unreadable: int) -> RunRecord:
    started = next((event for event in events if isinstance(event, RunStarted)), None)
    if started is None:
        raise UnreadableRunError(f"{folder / TRACE_FILE} does not tell how the run began: it is not readable")
    return RunRecord(
        id=folder.name,
        started=started,
        steps=tuple(event for event in events if isinstance(event, StepEnded)),
        calls=tuple(event for event in events if isinstance(event, ModelCall)),
        tools=tuple(event for event in events if isinstance(event, ToolCall)),
        attempts=_by_sample(event for event in events if isinstance(event, AttemptClosed)),
        numerics=tuple(event for event in events if isinstance(event, NumericsSeen)),
        report=_report(events),
        unreadable=unreadable,
        events=tuple(events),
    )


def _report(events: list[Event]) -> Report | None:
    """The last one, unless the run goes on since."""
    ends = [event for event in events if isinstance(event, RunFinished | RunResumed)]
    return ends[-1].report if ends and isinstance(ends[-1], RunFinished) else None
