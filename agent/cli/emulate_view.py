"""How runs of described programs are shown: one as a panel, many as a table."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tilesmith.tools.replay import Emulation
from tilesmith.tools.replay.collection import Tally, tallies
from tilesmith.tools.replay.emulation import Status

_COLOURS = {Status.OK: "green", Status.HANG: "red", Status.FAULT: "red", Status.UNSUPPORTED: "yellow"}
_SEVERITIES = {"error": "red", "warning": "yellow", "info": "blue"}
_COLUMNS = ("category", "runs", "agree", "identical", "worst bf16 ULP", "reported")


def panel(run: Emulation) -> RenderableType:
    """One run: how it ended, what was found, and how its outputs compare."""
    text = Text()
    text.append(f"{run.status.value}", style=f"bold {_COLOURS[run.status]}")
    text.append(f"{': ' + run.reason if run.reason else ''}\n")
    for finding in run.findings:
        _finding(text, finding)
    for name, found in run.comparisons.items():
        words = "agrees" if found.agrees else f"does not agree: {found.problem}"
        text.append(f"\n{name} {words}", style="green" if found.agrees else "red")
        differ = f"{found.different} elements differ, by up to {found.max_ulp_bf16:.3g} bf16 ULP"
        text.append(f"\n  {found.rule.value}; {differ}")
    if run.status is Status.OK and not run.comparisons:
        text.append("\nno measured outputs to compare with")
    title = f"{run.program.name}, {run.arch.value}, {run.run.seconds:.2f} s"
    return Panel(text, title=title, title_align="left", border_style="green" if run.good else "red")


def _finding(text: Text, finding: dict[str, object]) -> None:
    core = finding.get("core")
    place = (
        f"{finding['file']}:{finding['line']}"
        if finding.get("file")
        else str(finding.get("kernel") or "host")
    )
    where = (
        f"core ({core[0]},{core[1]}) {finding.get('processor', '')}"
        if isinstance(core, (list, tuple))
        else ""
    )
    severity = str(finding.get("severity", "error"))
    text.append(f"\n{place}", style="bold")
    text.append(f"  {finding['check']}", style=_SEVERITIES.get(severity, "red"))
    text.append(f"  {where}\n  {finding['message']}\n")
    for key in ("expected", "hint"):
        if finding.get(key):
            text.append(f"  {key}: {finding[key]}\n")


def table(runs: Sequence[Emulation]) -> RenderableType:
    """Many runs by category, and below those that did not fare as they should."""
    shown = Table(*_COLUMNS, box=None, pad_edge=False)
    for column in shown.columns[1:]:
        column.justify = "right"
    found = tallies(runs)
    for category, tally in found.items():
        shown.add_row(category, *_cells(tally))
    wrong = [
        f"{each.program.name} ({each.arch.value}): {_why(each)}"
        for tally in found.values()
        for each in tally.wrong
    ]
    return Group(shown, Text("\n".join(["", *wrong]), style="red")) if wrong else shown


def markdown_page(runs: Sequence[Emulation]) -> str:
    """The table as a page of the documentation."""
    found = tallies(runs)
    lines = [
        "# How the emulator agrees with the simulator",
        "",
        "Written by `tilesmith emulate DIR --markdown FILE` over programs whose outputs were measured on the",
        "ttsim simulator, on Wormhole and Blackhole. A run agrees when it ends without an error and its",
        "outputs are as the rules of `tools/replay/rules.py` demand; a program with a planted fault must be",
        "reported.",
        "",
        f"| {' | '.join(_COLUMNS)} |",
        "|---" + "|---:" * (len(_COLUMNS) - 1) + "|",
        *(f"| {category} | {' | '.join(_cells(tally))} |" for category, tally in found.items()),
    ]
    return "\n".join(lines) + "\n"


def _cells(tally: Tally) -> Iterable[str]:
    if tally.faulty:
        return (str(tally.runs), "", "", "", f"{tally.reported} of {tally.runs}")
    return (
        str(tally.runs),
        str(tally.good),
        str(tally.identical),
        f"{tally.worst_ulp:.3g}",
        str(tally.reported),
    )


def _why(run: Emulation) -> str:
    if run.program.description.fault:
        return f"nothing was reported of {run.program.description.fault}"
    if run.status is not Status.OK:
        messages = [str(finding["message"]) for finding in run.findings]
        return f"{run.status.value}: {(messages or [run.reason])[0]}"
    return "; ".join(f"{name} {found.problem}" for name, found in run.comparisons.items() if not found.agrees)
