"""Puts the page together."""

import time
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tilesmith.agent.run_page.diffs import Row, diff_rows
from tilesmith.agent.run_page.heat import cells, share_colour
from tilesmith.agent.run_page.retrieval import budget_line, selection_of
from tilesmith.agent.run_page.timeline import LANES, bars, totals
from tilesmith.agent.trace import AttemptClosed, RunRecord


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tilesmith.agent.run_page", "."),
        undefined=StrictUndefined,
        autoescape=True,  # drafts, replies and messages of compilers are foreign text
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(run: RunRecord) -> str:
    """The whole page as HTML; it loads nothing from anywhere."""
    found = bars(run)
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            run=run,
            began=time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(run.started.time)),
            attempts=[_attempt(run, attempt) for attempt in run.attempts],
            bars=found,
            lanes=[lane for lane in LANES if lane in totals(found)],
            totals=totals(found),
            selection=selection_of(run),
            budget=budget_line(run),
        )
    )


def _attempt(run: RunRecord, attempt: AttemptClosed) -> dict[str, Any]:
    here = (attempt.sample, attempt.number)
    worst = [seen.worst for seen in run.numerics if (seen.sample, seen.attempt) == here]
    kept = run.report is not None and (run.report.kept_sample, run.report.kept_attempt) == here
    return {
        "closed": attempt,
        "id": f"attempt-{attempt.sample}-{attempt.number}",
        "kept": kept,
        "changes": run.changes(attempt),
        "files": _files(run.before(attempt), attempt),
        "unplaced": [d for d in attempt.diagnostics if d.file not in attempt.files or not d.line],
        "tiles": [{"tile": tile, "cells": cells(tile), "map": _map(tile.wrong)} for tile in worst],
        "calls": [call for call in run.calls if (call.sample, call.attempt) == here],
    }


def _map(wrong: tuple[int, ...]) -> list[tuple[int, str]]:
    return [(count, share_colour(count)) for count in wrong]


def _files(before: AttemptClosed | None, attempt: AttemptClosed) -> list[tuple[str, str, list[Row]]]:
    """Name, what became of it, and rows of each file; those with changes or faults first."""
    shown = []
    for name, text in attempt.files.items():
        old = before.files.get(name, "") if before else ""
        here = [d for d in attempt.diagnostics if d.file == name and d.line]
        state = "new" if not old else "changed" if old != text else "unchanged"
        rows = [] if state == "unchanged" and not here else diff_rows(old, text, here)
        label = f"{state}, {len(here)} fault{'s' if len(here) != 1 else ''}" if here else state
        shown.append((name, label, rows))
    return sorted(shown, key=lambda item: (not item[2], "fault" not in item[1], item[0]))
