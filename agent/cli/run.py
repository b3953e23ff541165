"""Runs the graph for the terminal: progress to stderr, the outcome to stdout."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableConfig
from langgraph.types import StreamMode, StreamPart
from rich.console import Console

from tilesmith.agent.cli.outcome import Outcome, as_json_text, outcome_panel
from tilesmith.agent.cli.progress import Progress
from tilesmith.agent.context import Context
from tilesmith.agent.resumable import note_resumed, opened, place_of, require_unsettled, settings_of
from tilesmith.agent.state import Request
from tilesmith.agent.trace import RunRecord, name_of_work, new_run, read_run
from tilesmith.graph import graph

if TYPE_CHECKING:
    from tilesmith.agent.resumable import Flow

VERIFIED, USAGE_OR_ENVIRONMENT, NOT_VERIFIED = 0, 1, 2
Show = Callable[[StreamPart[Any, Any]], None]


def run_to_exit_code(
    request: Mapping[str, object], settings: Mapping[str, object], *, as_json: bool, verbose: bool
) -> int:
    """Generate what `request` asks for, show it, and return the exit code."""
    return _told(_run(request, settings, verbose), as_json)


def run_and_show(request: Mapping[str, object], settings: Mapping[str, object], *, verbose: bool) -> Outcome:
    """Generate what `request` asks for, and show it to a person."""
    outcome = _run(request, settings, verbose)
    _show(outcome)
    return outcome


def exit_code(outcome: Outcome) -> int:
    """Of a run that came to `outcome`."""
    if outcome.failure is not None and not outcome.failure.gave_up:
        return USAGE_OR_ENVIRONMENT
    return VERIFIED if outcome.report.verified else NOT_VERIFIED


def resume_to_exit_code(folder: Path, changes: Mapping[str, object], *, as_json: bool, verbose: bool) -> int:
    """Go on with the run in `folder` with `changes` to its settings, show it, and return the exit code.

    Raises:
        NotResumableError: there is nothing to go on with.
        RunBusyError: another process is at work on it.
    """
    record = read_run(folder)
    require_unsettled(folder, record)
    context = settings_of(folder, record, changes)
    with _working_folder(record), opened(folder) as flow, _interruptible(folder):
        place, steps = place_of(flow)
        note_resumed(folder, record)
        Console(stderr=True).print(f"goes on with {', '.join(steps) or 'the beginning'}", highlight=False)
        start = None if steps else Request.model_validate(record.started.request)
        outcome = _watched(flow, start, context, verbose, place)
    return _told(outcome, as_json)


def follow(
    request: Request | None,
    context: Context,
    modes: list[StreamMode],
    show: Show,
    flow: "Flow" = graph,
    place: RunnableConfig | None = None,
) -> Outcome:
    """Run `flow` to its end, giving `show` what it streams in `modes` on the way.

    Args:
        request: None goes on where its checkpoints are.
        place: the checkpoint to go on from; None: the last.
    """
    report = failure = None
    parts = flow.stream(
        request,
        place,
        context=context,
        stream_mode=["updates", *modes],
        subgraphs=True,
        durability="sync" if flow.checkpointer else None,
        version="v2",
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


def _run(request: Mapping[str, object], settings: Mapping[str, object], verbose: bool) -> Outcome:
    """A run of its own folder, in which it can be resumed."""
    asked, context = Request.model_validate(request), Context.model_validate(settings)
    name = name_of_work(asked.operation, asked.expression, asked.spec_file)
    folder = new_run(Path(context.runs_dir).absolute(), name)
    mine = context.model_copy(update={"run_folder": str(folder)})
    with opened(folder) as flow, _interruptible(folder):
        return _watched(flow, asked, mine, verbose)


def _watched(
    flow: "Flow",
    request: Request | None,
    context: Context,
    verbose: bool,
    place: RunnableConfig | None = None,
) -> Outcome:
    """`follow` with what it tells on stderr."""
    with Progress(Console(stderr=True)) as progress:

        def show(part: StreamPart[Any, Any]) -> None:
            if part["type"] == "custom":
                progress.event(part["data"])
            elif part["type"] == "messages":
                progress.text(str(part["data"][0].text))

        words = verbose and context.samples == 1  # the replies of several samples would mix
        return follow(request, context, ["custom", "messages"] if words else ["custom"], show, flow, place)


def _told(outcome: Outcome, as_json: bool) -> int:
    """Print the outcome and return its exit code."""
    if as_json:
        Console(soft_wrap=True, markup=False, highlight=False).out(as_json_text(outcome))
    else:
        _show(outcome)
    return exit_code(outcome)


def _show(outcome: Outcome) -> None:
    if outcome.refusal:
        Console(stderr=True).print(
            f"error: {outcome.refusal}", style="red", markup=False, highlight=False, soft_wrap=True
        )
    else:
        Console().print(outcome_panel(outcome))


@contextlib.contextmanager
def _interruptible(folder: Path) -> Iterator[None]:
    """Says how to go on with a run that its user interrupts."""
    try:
        yield
    except KeyboardInterrupt:
        Console(stderr=True).print(f"To go on with it: tilesmith resume {folder.name}", highlight=False)
        raise


def _working_folder(record: RunRecord) -> contextlib.AbstractContextManager[None]:
    """That in which the run began: relative paths of its settings are meant in it."""
    return contextlib.chdir(record.started.folder) if record.started.folder else contextlib.nullcontext()
