"""How a fuzz run of the emulator is shown."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tilesmith.tools.fuzz import Outcome, Summary

_SHOWN_FAILURES = 10


def fuzz_table(summary: Summary) -> RenderableType:
    """Programs by what was found in them and how they ended; then those that the emulator is to blame for."""
    statuses = Table("ended as", "programs", box=None, pad_edge=False)
    checks = Table("check", "programs", box=None, pad_edge=False)
    for table in (statuses, checks):
        table.columns[1].justify = "right"
    for status, count in summary.by_status.most_common():
        statuses.add_row(status.value, str(count))
    for check, count in summary.by_check.most_common():
        checks.add_row(check, str(count))
    failures = summary.failures
    verdict = (
        f"{len(summary.outcomes)} programs in {summary.seconds:.0f} s, "
        f"{len(failures)} for which the emulator is to blame"
    )
    shown = [Text(_failure(outcome)) for outcome in failures[:_SHOWN_FAILURES]]
    return Group(
        checks, Text(), statuses, Text(), *shown, Text(verdict, style="bold red" if failures else "bold")
    )


def _failure(outcome: Outcome) -> str:
    return (
        f"{outcome.status.value} of seed {outcome.seed}; "
        f"alone: tilesmith emulator fuzz --seed {outcome.seed} --programs 1\n{outcome.said}\n"
    )
