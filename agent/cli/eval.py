"""Commands that measure."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilesmith.agent.cli import eval_run
from tilesmith.agent.cli.eval_baselines import baselines

if TYPE_CHECKING:
    from tilesmith.agent.report import Report

app = typer.Typer(name="eval", help="How good the agent is.", no_args_is_help=True)
app.command()(eval_run.run)
app.command()(eval_run.report)
app.command()(eval_run.compare)
app.command()(baselines)

_COLUMNS = ("operation", "verified", "attempts", "shapes", "seconds", "tokens")

ALL_VERIFIED, NOT_ALL_VERIFIED = 0, 2
ENOUGH_FOUND = 0.98


@app.command()
def catalogue(
    core_mode: Annotated[
        Literal["single", "multi"], typer.Option(help="One Tensix core, or all of them.")
    ] = "single",
    arch: Annotated[
        Literal["wormhole_b0", "blackhole"], typer.Option(help="Chip generation.")
    ] = "wormhole_b0",
    model: Annotated[
        str, typer.Option(envvar="TILESMITH_MODEL", help="template, openai:NAME or groq:NAME.")
    ] = "template",
    output: Annotated[Path, typer.Option(help="Where the projects go.")] = Path("generated"),
) -> None:
    """Generate and verify every built-in operation, and print what each took.

    Exit code: 0 all verified, 2 some not.
    """
    from rich.console import Console
    from rich.table import Table

    from tilesmith.agent.context import Context
    from tilesmith.agent.spec import Arch, CoreMode
    from tilesmith.evals.catalogue import run_catalogue

    table = Table(
        "operation", "verified", "attempts", "shapes", "seconds", "tokens", box=None, pad_edge=False
    )
    console = Console()
    started = time.monotonic()
    reports: list[Report] = []
    for name, report in run_catalogue(CoreMode(core_mode), Arch(arch), Context(model=model), output):
        reports.append(report)
        Console(stderr=True).print(f"{name}: {report.summary}", markup=False, highlight=False)
        table.add_row(name, *_cells(report))
    verified = sum(report.verified for report in reports)
    console.print(table, markup=False)
    seconds = time.monotonic() - started
    console.print(f"{verified} of {len(reports)} verified in {seconds:.1f} s ({core_mode} core, {arch})")
    raise typer.Exit(ALL_VERIFIED if verified == len(reports) else NOT_ALL_VERIFIED)


def _cells(report: "Report") -> tuple[str, ...]:
    return (
        "yes" if report.verified else "no",
        str(report.attempts),
        str(report.shapes),
        f"{report.seconds:.2f}",
        str(report.usage.tokens),
    )


@app.command()
def mutants(
    operations: Annotated[
        list[str] | None, typer.Argument(help="Of the catalogue; by default one for each pattern.")
    ] = None,
    core_mode: Annotated[
        Literal["single", "multi"], typer.Option(help="One Tensix core, or all of them.")
    ] = "multi",
    operator: Annotated[
        list[str] | None, typer.Option(help="Only this kind of mistake; may be repeated.")
    ] = None,
    host: Annotated[bool, typer.Option(help="Mistakes of the host program too, each built anew.")] = True,
    jobs: Annotated[int, typer.Option(min=1, help="Mutants at a time.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Plant one mistake at a time in correct projects, and count those that a check finds.

    What became of a mutant is kept until it or the checks change.

    Exit code: 0 at least 98 % were found, 2 fewer.
    """
    from tilesmith.agent.cli.mutants_view import PATTERNS, Wanted, as_json_text, score_mutants, show
    from tilesmith.agent.spec import CoreMode

    wanted = Wanted(operations or PATTERNS, CoreMode(core_mode), operator or (), host, jobs)
    score = score_mutants(wanted)
    if json:
        typer.echo(as_json_text(score, wanted))
    else:
        show(score, wanted)
    raise typer.Exit(ALL_VERIFIED if score.share >= ENOUGH_FOUND else NOT_ALL_VERIFIED)
