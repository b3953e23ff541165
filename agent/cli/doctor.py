"""The command `tilesmith doctor`."""

import json
from typing import TYPE_CHECKING

import typer

from tilesmith.agent.cli.options import AsJson, SdkChoice

if TYPE_CHECKING:
    from rich.table import Table

    from tilesmith.agent.doctor import Finding

HEALTHY, SICK = 0, 1
_MARKS = {"ok": "[green]ok[/]", "advice": "[yellow]note[/]", "broken": "[red]broken[/]"}


def doctor(sdk: SdkChoice = "", as_json: AsJson = False) -> None:
    """Examine this machine: compilers, sandbox, SDK, emulator, index, keys; and say how to mend each.

    Exit code: 0 kernels can be generated and verified here, 1 something must be mended first.
    """
    from rich.console import Console

    from tilesmith.agent.context import Context
    from tilesmith.agent.doctor import examine, healthy

    findings = list(examine(Context(sdk=sdk)))
    well = healthy(findings)
    if as_json:
        typer.echo(json.dumps({"healthy": well, "findings": [finding.as_json() for finding in findings]}))
    else:
        Console().print(_table(findings))
    raise typer.Exit(HEALTHY if well else SICK)


def _table(findings: "list[Finding]") -> "Table":
    from rich.markup import escape
    from rich.table import Table

    table = Table("", "part", "found", box=None, pad_edge=False)
    for finding in findings:
        mend = f"\n[dim]{escape(finding.mend)}[/]" if finding.mend else ""
        table.add_row(_MARKS[finding.state], finding.subject, f"{escape(finding.found)}{mend}")
    return table
