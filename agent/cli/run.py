"""Runs the graph for the terminal: progress to stderr, the outcome to stdout."""

from collections.abc import Callable, Mapping
from typing import Any

from langgraph.types import StreamMode, StreamPart
from rich.console import Console

from tilesmith.agent.cli.outcome import Outcome, as_json_text, outcome_panel
from tilesmith.agent.cli.progress import Progress
from tilesmith.agent.context import Context
from tilesmith.agent.state import Request
from tilesmith.graph import graph

VERIFIED, USAGE_OR_ENVIRONMENT, NOT_VERIFIED = 0, 1, 2


def run_to_exit_code(
    request: Mapping[str, object], settings: Mapping[str, object], *, as_json: bool, verbose: bool
) -> int:
    """Generate what `request` asks for, show it, and return the exit code."""
    if not as_json:
        return exit_code(run_and_show(request, settings, verbose=verbose))
    outcome = _run(request, settings, verbose)
    Console(soft_wrap=True, markup=False, highlight=False).out(as_json_text(outcome))
    return exit_code(outcome)


def run_and_show(request: Mapping[str, object], settings: Mapping[str, object], *, verbose: bool) -> Outcome:
    """Generate what `request` asks for, and show it to a person."""
    outcome = _run(request, settings, verbose)
    if outcome.refusal:
        Console(stderr=True).print(
            f"error: {outcome.refusal}", style="red", markup=False, highlight=False, soft_wrap=True
        )
    else:
        Console().print(outcome_panel(outcome))
    return outcome


def exit_code(outcome: Outcome) -> int:
    """Of a run that came to `outcome`."""
    if outcome.failure is not None and not outcome.failure.gave_up:
        return USAGE_OR_ENVIRONMENT
    return VERIFIED if outcome.report.verified else NOT_VERIFIED


def follow(
    request: Request, context: Context, modes: list[StreamMode], show: Callable[[StreamPart[Any, Any]], None]
) -> Outcome:
    """Run the graph to its end, giving `show` what it streams in `modes` on the way."""
    report = failure = None
    parts = graph.stream(
        request, context=context, stream_mode=["updates", *modes], subgraphs=True, version="v2"
    )
    for part in parts:
        if part["type"] == "updates":
            if part["ns"]:
                continue  # a sample's own: what it has come to is told when all have ended
            for update in part["data"].values():
                report = update.get("report") or report
                failure = update.get("failure") or failure
        else:
            show(part)
    if report is None:
        raise ValueError("the graph ended without a report")
    return Outcome(report, failure)


def _run(asked: Mapping[str, object], settings: Mapping[str, object], verbose: bool) -> Outcome:
    request, context = Request.model_validate(asked), Context.model_validate(settings)
    with Progress(Console(stderr=True)) as progress:

        def show(part: StreamPart[Any, Any]) -> None:
            if part["type"] == "custom":
                progress.event(part["data"])
            elif part["type"] == "messages":
                progress.text(str(part["data"][0].text))

        words = verbose and context.samples == 1  # the replies of several samples would mix
        return follow(request, context, ["custom", "messages"] if words else ["custom"], show)
