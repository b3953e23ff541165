"""How a run's outcome is shown: as a panel to people, as one JSON object to programs."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilesmith.agent.report import Report
from tilesmith.agent.review import ReviewRequest
from tilesmith.agent.state import Failure
from tilesmith.agent.verdict import Outcome as RungOutcome

if TYPE_CHECKING:
    from rich.panel import Panel

MARKS = {
    RungOutcome.PASSED: ("✓", "green"),
    RungOutcome.FAILED: ("✗", "red"),
    RungOutcome.NOT_RUN: ("-", "yellow"),
}
_MOST_FAULTS = 5


@dataclass(frozen=True)
class Outcome:
    """A run's report and, if something other than the candidate stopped it, what."""

    report: Report
    failure: Failure | None

    @property
    def refusal(self) -> str:
        """The one sentence for a run that judged no candidate at all; empty otherwise."""
        return self.failure.message if self.failure and not self.report.attempts else ""


@dataclass(frozen=True)
class Waiting:
    """A run that has no report yet, since it waits for its reviewer."""

    run: str
    """Absolute path of its folder."""
    requests: dict[str, ReviewRequest]
    """By the id of the interrupt; several only where samples wait side by side."""

    @property
    def words(self) -> str:
        """How it goes on."""
        return f"The run waits for a review: answer with `tilesmith resume {Path(self.run).name}`"


def waiting_json(waiting: Waiting) -> str:
    """The object that `--json` prints of a run that waits."""
    told = json.loads(refusal_json(waiting.words)) | {
        "ending": "waiting",
        "run": waiting.run,
        "error": "",
        "reviews": [request.model_dump(mode="json") for request in waiting.requests.values()],
    }
    return json.dumps(told)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """What other programs are told of a run."""
    report = outcome.report
    return {
        "verified": report.verified,
        "verdict": report.summary,
        "project": report.project,
        "run": report.run,
        "ending": report.ending,
        "attempts": report.attempts,
        "sample": report.kept_sample,
        "shapes": report.shapes,
        "seconds": report.seconds,
        "tokens": report.usage.tokens,
        "diagnostics": [diagnostic.model_dump(mode="json") for diagnostic in report.diagnostics],
        "rungs": [rung.model_dump(mode="json") for rung in report.verdict.rungs],
        "operation": report.operation,
        "notes": report.notes,
        "core_mode": report.core_mode,
        "arch": report.arch,
        "drafter": report.drafter,
        "sdk": report.sdk,
        "seed": report.seed,
        "error": outcome.failure.message if outcome.failure else "",
    }


def as_json_text(outcome: Outcome) -> str:
    """The object that `--json` prints."""
    return json.dumps(as_json(outcome))


def refusal_json(message: str) -> str:
    """The object for a command line that was not understood."""
    return json.dumps(
        {
            "verified": False,
            "verdict": f"Not verified: {message}",
            "project": "",
            "run": "",
            "ending": "failed",
            "attempts": 0,
            "sample": 0,
            "shapes": 0,
            "seconds": 0.0,
            "tokens": 0,
            "diagnostics": [],
            "failures": [],
            "checks": [],
            "error": message,
        }
    )


def outcome_panel(outcome: Outcome) -> "Panel":
    """What was verified on how many shapes, where the files are, and what it took."""
    from rich.panel import Panel
    from rich.text import Text

    report = outcome.report
    text = Text()
    text.append(report.summary + "\n\n", style="bold")
    for rung in report.verdict.rungs:
        mark, colour = MARKS[rung.outcome]
        text.append(f" {mark} ", style=colour)
        text.append(f"{rung.rung.words:<14}{rung.reason}\n")
    for diagnostic in report.diagnostics[:_MOST_FAULTS]:
        text.append(f"\n {diagnostic.place or diagnostic.stage}: {diagnostic.message}\n", style="red")
        if diagnostic.hint:
            text.append(f"   {diagnostic.hint}\n")
    hidden = len(report.diagnostics) - _MOST_FAULTS
    if hidden > 0:
        text.append(f" and {hidden} more in report.json\n")
    for note in report.notes:
        text.append(f"\n{note}")
    text.append("\n" if report.notes else "")
    text.append(f"\nproject   {_short(report.project)}\n")
    if report.run:
        further = "" if report.ending.settled else ", tilesmith resume"
        text.append(f"run       {Path(report.run).name}   (tilesmith show, tilesmith report{further})\n")
    drafts = f" of {_count(report.samples, 'sample')}" if report.samples > 1 else ""
    text.append(f"drafter   {report.drafter}, {_count(report.attempts, 'attempt')}{drafts}")
    text.append(f"\ntook      {report.seconds:.1f} s, {_count(report.usage.tokens, 'token')}")
    colour = "green" if report.verified else "red"
    title = f"{report.operation}, {report.core_mode} core, {report.arch}"
    return Panel(text, title=title, border_style=colour, title_align="left")


def _short(path: str) -> str:
    """Relative to the working folder where it lies in it: easier to read and to copy."""
    folder = Path.cwd()
    return str(Path(path).relative_to(folder)) if Path(path).is_relative_to(folder) else path


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
