"""How a verification is shown: as a table to people, as one JSON object to programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tilesmith.agent.cli.outcome import MARKS
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.verdict import Outcome, Rung
from tilesmith.agent.verify_project import HowToVerify, VerifiedProject
from tilesmith.tools.diagnostics import Diagnostic

_MOST_FAILURES = 8
_MOST_EVIDENCE = 4


def as_json(
    project: Path, spec: OperationSpec, target: Target, how: HowToVerify, outcome: VerifiedProject
) -> dict[str, Any]:
    """What other programs are told of a verification."""
    return {
        "verified": outcome.verdict.verified,
        "verdict": outcome.verdict.sentence,
        "failures": [_failure(diagnostic) for diagnostic in outcome.failures],
        "checks": [
            *(
                {"name": rung.rung, "outcome": rung.outcome, "detail": rung.reason}
                for rung in outcome.verdict.rungs
            ),
            *({"name": name, "outcome": result, "detail": said} for name, result, said in _trials(outcome)),
        ],
        "project": str(project.resolve()),
        "operation": spec.name,
        "arch": target.arch,
        "level": how.level,
        "seed": outcome.seed,
        "shapes": outcome.run.shapes if outcome.run else 0,
        "sdk": how.sdk.version if how.sdk else "",
        "seconds": outcome.seconds,
        "error": "",
    }


def report(
    project: Path, spec: OperationSpec, target: Target, how: HowToVerify, outcome: VerifiedProject
) -> Panel:
    """The checks as a table, then what is wrong and what to do about it."""
    colour = "green" if outcome.verdict.verified else "red"
    parts: list[RenderableType] = [
        Text(outcome.verdict.sentence + "\n", style="bold"),
        _checks(outcome),
    ]
    parts += [_told(diagnostic) for diagnostic in outcome.failures[:_MOST_FAILURES]]
    if len(outcome.failures) > _MOST_FAILURES:
        parts.append(Text(f"\nand {len(outcome.failures) - _MOST_FAILURES} more with --json"))
    sdk = how.sdk.version if how.sdk else "none"
    parts.append(
        Text(f"\nlevel {how.level}, seed {outcome.seed}, SDK {sdk}, {outcome.seconds:.1f} s", style="dim")
    )
    title = Text(f"{project} as {spec.name}, {target.arch}")
    return Panel(Group(*parts), title=title, border_style=colour, title_align="left")


def _checks(outcome: VerifiedProject) -> Table:
    table = Table("", "check", "outcome", box=None, pad_edge=False, show_header=False)
    for rung in outcome.verdict.rungs:
        mark, colour = MARKS[rung.outcome]
        table.add_row(Text(mark, style=colour), rung.rung.words, Text(rung.reason))
    for case in outcome.run.cases if outcome.run else ():
        mark, colour = ("✓", "green") if case.passed else ("✗", "red")
        worst = max((comparison.max_ulp for _, comparison in case.comparisons), default=0.0)
        said = f"{case.case.label}: {worst:.3g} ULP" if case.comparisons else case.case.label
        said += f", {len(case.trials)} trials" if case.trials else ""
        table.add_row(Text(mark, style=colour), f"  {Rung.RUN.words}", Text(said))
    for name, result, said in _trials(outcome):
        mark, colour = MARKS[result]
        table.add_row(Text(mark, style=colour), "  device alone", Text(f"{name}: {said}"))
    return table


def _trials(outcome: VerifiedProject) -> Iterator[tuple[str, Outcome, str]]:
    """What was tried on the device alone, over all runs."""
    for name, (passed, made) in outcome.run.trials_by_check.items() if outcome.run else ():
        yield name, Outcome.PASSED if passed == made else Outcome.FAILED, f"{passed} of {made}"


def _told(diagnostic: Diagnostic) -> Text:
    text = Text(f"\n{diagnostic.place or diagnostic.stage}: {diagnostic.message}", style="red")
    text.append(f" [{diagnostic.check}]" if diagnostic.check else "", style="dim")
    for line in diagnostic.evidence[:_MOST_EVIDENCE]:
        text.append(f"\n  {line}", style="default")
    if diagnostic.hint:
        text.append(f"\n  {diagnostic.hint}", style="yellow")
    return text


def _failure(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "code": diagnostic.check or str(diagnostic.stage),
        "stage": diagnostic.stage,
        "message": diagnostic.message,
        "file": diagnostic.file,
        "line": diagnostic.line,
        "evidence": list(diagnostic.evidence),
        "hint": diagnostic.hint,
    }
