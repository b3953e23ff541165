"""Where a run's time went: model calls, compilers and runs as bars on one axis."""

from dataclasses import dataclass

from tilesmith.agent.trace import ModelCall, RunRecord, StepEnded, ToolCall, attempt_words

_KINDS = {
    "retrieve": "retrieve",
    "compile": "compile",
    "validate": "run",
}
LANES = ("retrieve", "model", "tool", "compile", "run")


@dataclass(frozen=True)
class Bar:
    """One stretch of time; positions are shares of the whole, 0 to 100."""

    kind: str
    """One of LANES."""
    left: float
    width: float
    title: str
    seconds: float


def bars(run: RunRecord) -> list[Bar]:
    """Every stretch, in order of its end."""
    timed = [event for event in run.events if isinstance(event, (ModelCall, StepEnded, ToolCall))]
    spans = [(event, kind) for event in timed if (kind := _kind(event))]
    if not spans:
        return []
    first = min(event.time - event.seconds for event, _ in spans)
    whole = max(event.time for event, _ in spans) - first or 1.0
    return [
        Bar(
            kind=kind,
            left=round(100 * (event.time - event.seconds - first) / whole, 3),
            width=round(max(100 * event.seconds / whole, 0.3), 3),
            title=f"{_place(event)}: {_name(event)}, {event.seconds:.2f} s",
            seconds=event.seconds,
        )
        for event, kind in spans
    ]


def totals(found: list[Bar]) -> dict[str, float]:
    """Seconds of each lane that has any."""
    sums = {lane: sum(bar.seconds for bar in found if bar.kind == lane) for lane in LANES}
    return {lane: seconds for lane, seconds in sums.items() if seconds}


def _kind(event: ModelCall | StepEnded | ToolCall) -> str:
    if isinstance(event, ModelCall):
        return "model"
    if isinstance(event, ToolCall):
        return "tool"
    return _KINDS.get(event.step, "")


def _place(event: ModelCall | StepEnded | ToolCall) -> str:
    return attempt_words(event.sample, event.attempt)


def _name(event: ModelCall | StepEnded | ToolCall) -> str:
    return event.name if isinstance(event, ToolCall) else event.step.replace("_", " ")
