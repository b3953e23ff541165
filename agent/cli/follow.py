"""Follows a run of the graph: what it tells on the way, what it asks, and what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StreamMode, StreamPart
from rich.console import Console

from tilesmith.agent.cli.outcome import Outcome, Waiting
from tilesmith.agent.cli.progress import Progress
from tilesmith.agent.cli.reviewer import Reviewer
from tilesmith.agent.context import Context
from tilesmith.agent.resumable import questions_of
from tilesmith.agent.state import Request
from tilesmith.graph import graph

if TYPE_CHECKING:
    from tilesmith.agent.resumable import Flow

Show = Callable[[StreamPart[Any, Any]], None]
Start = Request | Command[Any] | None
"""None: where the checkpoints are."""


def follow(request: Request, context: Context, modes: list[StreamMode], show: Show) -> Outcome:
    """Run the graph to its end, giving `show` what it streams in `modes` on the way."""
    outcome = _streamed(graph, request, None, context, modes, show)
    if outcome is None:
        raise ValueError("the graph ended without a report")
    return outcome


@dataclass(frozen=True)
class Attended:
    """A run with its checkpoints, which tells a person on stderr what it does, and asks."""

    flow: "Flow"
    context: Context
    reviewer: Reviewer
    verbose: bool = False

    def to_the_end(self, start: Start, place: RunnableConfig | None = None) -> Outcome | Waiting:
        """What the run comes to, or what it waits for when nobody answers.

        Args:
            place: the checkpoint to go on from; None: the last.
        """
        while True:
            if start is not None or not questions_of(self.flow):
                outcome = self._watched(start, place)
                if outcome is not None:
                    return outcome
            start, place = self._answers(), None
            if start is None:
                return Waiting(self.context.run_folder, questions_of(self.flow))

    def _answers(self) -> "Command[Any] | None":
        """What the reviewer decides on everything that waits; None: nobody answers."""
        answers: dict[str, Any] = {}
        for place, request in questions_of(self.flow).items():
            answer = self.reviewer.answer(request)
            if answer is None:
                break
            answers[place] = answer.model_dump(mode="json")
        return Command(resume=answers) if answers else None

    def _watched(self, start: Start, place: RunnableConfig | None) -> Outcome | None:
        with Progress(Console(stderr=True)) as progress:

            def show(part: StreamPart[Any, Any]) -> None:
                if part["type"] == "custom":
                    progress.event(part["data"])
                elif part["type"] == "messages":
                    progress.text(str(part["data"][0].text))

            words = self.verbose and self.context.samples == 1  # the replies of several samples would mix
            modes: list[StreamMode] = ["custom", "messages"] if words else ["custom"]
            return _streamed(self.flow, start, place, self.context, modes, show)


def _streamed(
    flow: "Flow",
    start: Start,
    place: RunnableConfig | None,
    context: Context,
    modes: list[StreamMode],
    show: Show,
) -> Outcome | None:
    """The outcome of `flow`; None when it has none yet, since it waits."""
    report = failure = None
    parts = flow.stream(
        start,
        place,
        context=context,
        stream_mode=["updates", *modes],
        subgraphs=True,
        durability="sync" if flow.checkpointer else None,
        version="v2",
    )
    for part in parts:
        if part["type"] != "updates":
            show(part)
        elif not part["ns"]:  # else a sample's own: what it has come to is told when all have ended
            updates = [update for node, update in part["data"].items() if node != "__interrupt__"]
            for update in updates:
                report = (update or {}).get("report") or report
                failure = (update or {}).get("failure") or failure
    return Outcome(report, failure) if report else None
