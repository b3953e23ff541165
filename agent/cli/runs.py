"""Commands that look back at runs: `runs`, `show` and `report`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from tilesmith.agent.trace import AttemptClosed, RunRecord

RunsDir = Annotated[
    Path, typer.Option("--runs-dir", envvar="TILESMITH_RUNS_DIR", help="Folder in which the runs are.")
]
RunName = Annotated[
    str, typer.Argument(metavar="[ID]", help="The run, or a part of its id. Default: the newest.")
]
_COLOURS = {"passed": "green", "failed": "red", "not_run": "yellow"}


def runs(runs_dir: RunsDir = Path("runs")) -> None:
    """List the runs, the newest first."""
    from rich.console import Console
    from rich.table import Table

    from tilesmith.agent.trace import list_runs, read_run
    from tilesmith.errors import TilesmithError

    table = Table(box=None, pad_edge=False)
    for name in ("run", "verified"):
        table.add_column(name, no_wrap=True, overflow="fold")
    for name in ("attempts", "tokens", "seconds", "drafter"):
        table.add_column(name)
    for folder in list_runs(runs_dir):
        try:
            run = read_run(folder)
        except TilesmithError:
            table.add_row(folder.name, "unreadable")
            continue
        tokens, seconds = f"{run.usage.tokens:,}", f"{run.seconds:.1f}"
        model = str(run.started.settings.get("model", ""))
        table.add_row(run.id, _standing(run, folder), str(len(run.attempts)), tokens, seconds, model)
    if table.row_count:
        Console().print(table, markup=False)
    else:
        typer.echo(f"There are no runs in {runs_dir}.")


def show(
    run_id: RunName = "",
    runs_dir: RunsDir = Path("runs"),
    full: Annotated[
        bool, typer.Option("--full", help="Prompts, replies, diffs and all that was retrieved.")
    ] = False,
) -> None:
    """Show a run in the terminal: what each attempt did, what was wrong with it, where the time went."""
    from rich.console import Console

    from tilesmith.agent.trace import find_run, read_run

    run = read_run(find_run(runs_dir, run_id))
    console = Console(highlight=False, soft_wrap=True)
    _head(console, run)
    _retrieved(console, run, full)
    for attempt in run.attempts:
        _attempt(console, attempt, run.changes(attempt))
        for review in run.reviews(attempt):
            console.print(f"  the reviewer: {review.words}", style="yellow", markup=False)
        if full:
            _diff(console, run.before(attempt), attempt)
    if full:
        _calls(console, run)
    _times(console, run)


def report(
    run_id: RunName = "",
    runs_dir: RunsDir = Path("runs"),
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write. Default: report.html in the run's folder."),
    ] = None,
) -> None:
    """Write a run as one self-contained HTML page."""
    from tilesmith.agent.run_page import page
    from tilesmith.agent.trace import find_run, read_run
    from tilesmith.errors import TilesmithError

    folder = find_run(runs_dir, run_id)
    target = output or folder / "report.html"
    text = page(read_run(folder))
    try:
        target.write_text(text)
    except OSError as error:
        raise TilesmithError(
            f"cannot write {target} ({error.strerror}): name another file with --output"
        ) from error
    typer.echo(target)


def _standing(run: "RunRecord", folder: Path) -> str:
    """Whether the run is verified, and if not whether it is under way or can be gone on with."""
    from tilesmith.agent.checkpoints import has_checkpoints, is_busy

    told = "not ended" if run.report is None else "yes" if run.report.verified else "no"
    if not has_checkpoints(folder):
        return told
    if run.waits_for_review:
        return "waits for review"
    return "under way" if is_busy(folder) else f"{told}, resumable"


def _head(console: "Console", run: "RunRecord") -> None:
    console.print(f"{run.started.operation}: {run.started.description}", style="bold", markup=False)
    model = run.started.settings.get("model", "")
    console.print(f"run {run.id}, drafter {model}, {run.seconds:.1f} s", markup=False)
    console.print(f"{run.usage.calls} model calls, {run.usage.token_words}, cost {run.usage.cost_words}")
    if run.report is None:
        console.print("This run did not come to its end.", style="yellow")
    else:
        style = "green" if run.report.verified else "red"
        console.print(run.report.summary, style=style, markup=False)


def _retrieved(console: "Console", run: "RunRecord", full: bool) -> None:
    from tilesmith.agent.run_page.retrieval import budget_line, groups, selection_of

    selection = selection_of(run)
    if not selection:
        return
    console.print("\nRetrieved", style="bold", end="")
    console.print(f": {budget_line(run)}", markup=False)
    if full:
        for choice in selection:
            style = None if choice.taken else "yellow"
            told = f"  {choice.prompt:<8}{choice.value:g} {choice.tokens:6,} tokens  {choice.kind:<8}"
            words = f"{choice.name}: {choice.reason}; {choice.outcome}"
            console.print(f"{told}{words}", style=style, markup=False)
        return
    for group in groups(selection):
        outcome, style = ("taken", None) if group.taken else ("left out", "yellow")
        told = (
            f"  {group.prompt:<8}{outcome:<9}value {group.value:g} {group.tokens:7,} tokens  {group.kind:<8}"
        )
        console.print(f"{told}{', '.join(group.names)}: {group.reason}", style=style, markup=False)


def _attempt(console: "Console", attempt: "AttemptClosed", changes: "Sequence[str]") -> None:
    console.print(f"\n{attempt.words.capitalize()}", style="bold")
    for change in changes:
        console.print(f"  another approach: {change}", style="yellow", markup=False)
    for rung in attempt.verdict.rungs:
        outcome = rung.outcome.words
        console.print(f"  {rung.rung.words:<14}", end="", markup=False)
        console.print(f"{outcome:<8} {rung.reason}", style=_COLOURS[rung.outcome], markup=False)
    for fault in attempt.diagnostics:
        console.print(f"  {fault.stage} {fault.place}: {fault.message}", style="red", markup=False)
        for line in fault.excerpt.splitlines():
            console.print(f"    {line}", style="dim", markup=False)
        for said in fault.evidence:
            console.print(f"    {said}", markup=False)
        if fault.hint:
            console.print(f"    remedy: {fault.hint}", style="cyan", markup=False)
    if attempt.left_out:
        console.print(f"  and {attempt.left_out} more")


def _diff(console: "Console", before: "AttemptClosed | None", attempt: "AttemptClosed") -> None:
    from difflib import unified_diff

    styles = {"+": "green", "-": "red", "@": "cyan"}
    for name, text in attempt.files.items():
        old = before.files.get(name, "") if before else ""
        for line in unified_diff(old.splitlines(), text.splitlines(), name, name, lineterm=""):
            console.print(line, style=styles.get(line[:1], ""), markup=False)


def _calls(console: "Console", run: "RunRecord") -> None:
    from tilesmith.agent.trace import attempt_words

    for call in run.calls:
        place = attempt_words(call.sample, call.attempt)
        console.print(f"\nModel call: {call.step}, {place}", style="bold")
        for message in call.messages:
            console.print(f"--- {message.role}", style="dim")
            console.print(message.text, markup=False)
        console.print(f"--- reply ({call.finish_reason or 'no reason given'})", style="dim")
        console.print(call.error or call.reply, markup=False)


def _times(console: "Console", run: "RunRecord") -> None:
    from tilesmith.agent.run_page.timeline import bars, totals

    spent = ", ".join(f"{lane} {seconds:.1f} s" for lane, seconds in totals(bars(run)).items())
    console.print(f"\nTime: {spent or 'none'}", markup=False)
