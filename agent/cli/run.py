"""Runs the graph for the terminal: progress to stderr, the outcome to stdout."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from tilesmith.agent.cli.follow import Attended
from tilesmith.agent.cli.interrupt import interruptible
from tilesmith.agent.cli.outcome import Outcome, Waiting, as_json_text, outcome_panel, waiting_json
from tilesmith.agent.cli.reviewer import Reviewer
from tilesmith.agent.context import Context
from tilesmith.agent.resumable import (
    NotResumableError,
    note_resumed,
    opened,
    place_of,
    questions_of,
    require_unsettled,
    settings_of,
)
from tilesmith.agent.state import Request
from tilesmith.agent.trace import RunRecord, name_of_work, new_run, read_run

VERIFIED, USAGE_OR_ENVIRONMENT, NOT_VERIFIED, WAITS = 0, 1, 2, 3
_EDITS = "review"
"""Where a reviewer edits a candidate, in the run's folder."""


def run_to_exit_code(
    request: Mapping[str, object], settings: Mapping[str, object], *, as_json: bool, verbose: bool
) -> int:
    """Generate what `request` asks for, show it, and return the exit code."""
    return _told(_run(request, settings, verbose), as_json)


def run_and_show(request: Mapping[str, object], settings: Mapping[str, object], *, verbose: bool) -> Outcome:
    """Generate what `request` asks for, without a review, and show it to a person."""
    outcome = _run(request, {**settings, "review": False}, verbose)
    if isinstance(outcome, Waiting):
        raise TypeError("a run without a review does not wait")
    _show(outcome)
    return outcome


def exit_code(outcome: Outcome | Waiting) -> int:
    """Of a run that came to `outcome`."""
    if isinstance(outcome, Waiting):
        return WAITS
    if outcome.failure is not None and not outcome.failure.gave_up:
        return USAGE_OR_ENVIRONMENT
    return VERIFIED if outcome.report.verified else NOT_VERIFIED


def resume_to_exit_code(
    folder: Path, changes: Mapping[str, object], *, answer: str, as_json: bool, verbose: bool
) -> int:
    """Go on with the run in `folder` with `changes` to its settings, show it, and return the exit code.

    Args:
        answer: what its reviewer decides, if it waits for that.

    Raises:
        NotResumableError: there is nothing to go on with.
        RunBusyError: another process is at work on it.
    """
    record = read_run(folder)
    require_unsettled(folder, record)
    context = settings_of(folder, record, changes)
    said = Console(stderr=True)
    with _working_folder(record), opened(folder) as flow, interruptible(folder):
        run = Attended(flow, context, Reviewer(said, folder / _EDITS, answer), verbose)
        if questions_of(flow):
            outcome = run.to_the_end(None)
        elif answer:
            raise NotResumableError(f"the run {record.id} does not wait for a review: leave --answer out")
        else:
            place, steps = place_of(flow)
            note_resumed(folder, record)
            said.print(f"goes on with {', '.join(steps) or 'the beginning'}", highlight=False)
            start = None if steps else Request.model_validate(record.started.request)
            outcome = run.to_the_end(start, place)
    return _told(outcome, as_json)


def _run(request: Mapping[str, object], settings: Mapping[str, object], verbose: bool) -> Outcome | Waiting:
    """A run in a folder of its own, from which it can be resumed."""
    asked, context = Request.model_validate(request), Context.model_validate(settings)
    name = name_of_work(asked.operation, asked.expression, asked.spec_file or asked.kernelbench)
    folder = new_run(Path(context.runs_dir).absolute(), name)
    mine = context.model_copy(update={"run_folder": str(folder)})
    with opened(folder) as flow, interruptible(folder):
        reviewer = Reviewer(Console(stderr=True), folder / _EDITS)
        return Attended(flow, mine, reviewer, verbose).to_the_end(asked)


def _told(outcome: Outcome | Waiting, as_json: bool) -> int:
    """Print the outcome and return its exit code."""
    if as_json:
        text = waiting_json(outcome) if isinstance(outcome, Waiting) else as_json_text(outcome)
        Console(soft_wrap=True, markup=False, highlight=False).out(text)
    elif isinstance(outcome, Waiting):
        Console(stderr=True).print(outcome.words, style="yellow", highlight=False, soft_wrap=True)
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


def _working_folder(record: RunRecord) -> contextlib.AbstractContextManager[None]:
    """That in which the run began: relative paths of its settings are meant in it."""
    return contextlib.chdir(record.started.folder) if record.started.folder else contextlib.nullcontext()
