"""The command `tilesmith eval baselines`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilesmith.agent.cli.eval_live import Board, shown
from tilesmith.agent.cli.eval_run import tasks_of
from tilesmith.agent.cli.options import AsJson, LevelChoice, say

if TYPE_CHECKING:
    from tilesmith.evals.baselines import Baseline, Measured

_COLUMNS = (
    "baseline",
    "tasks",
    "samples",
    "verified",
    "at first draft",
    "infra",
    "minutes",
    "verified a minute",
)


def baselines(
    output: Annotated[Path, typer.Option(help="Folder of the evaluations, one a baseline.")],
    suite: Annotated[
        Literal["core", "dev", "test"], typer.Option(help="All tasks, or those of one split.")
    ] = "core",
    task: Annotated[
        list[str] | None, typer.Option(help="Only this task, such as add-multi; may be repeated.")
    ] = None,
    cassettes: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Evaluations of real models, each with its recording in `recording/`. None if there is no "
            "such folder.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this baseline; may be repeated.", show_default=False),
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Of the scripted model, of each task.")] = 3,
    rate: Annotated[float, typer.Option(min=0, max=1, help="Of mistakes of the scripted model.")] = 0.4,
    workers: Annotated[int | None, typer.Option(min=1, help="Samples at a time. Default: the cores.")] = None,
    task_seconds: Annotated[float, typer.Option(min=1, help="Longest time of a sample.")] = 900.0,
    level: LevelChoice = "standard",
    as_json: AsJson = False,
) -> None:
    """Measure what every change is held against: templates, recorded models, a scripted one with mistakes.

    Exit code: 0 every sample has ended, 1 usage or environment.
    """
    from rich.console import Console
    from rich.table import Table

    from tilesmith.agent.level import Level
    from tilesmith.evals.baselines import Plan, measure, recordings_in
    from tilesmith.evals.baselines import baselines as planned
    from tilesmith.evals.run.engine import Limits
    from tilesmith.evals.run.pool import prepare
    from tilesmith.evals.run.store import Store

    plan = Plan(suite, tasks_of(suite, "wormhole_b0", task, None), samples, Level(level), rate)
    wanted = _only(only, list(planned(plan, recordings_in(cassettes) if cassettes else [])))
    prepare("", say)  # before the clock runs
    limits = Limits(workers, task_seconds)
    console = Console(stderr=True)
    measured = []
    for baseline in wanted:
        console.print(baseline.name, style="bold", markup=False)
        board = Board(baseline.tasks, baseline.config.samples, Store(output / baseline.name).done())
        with shown(console, board) as told:
            measured.append(measure(baseline, output, limits, told))
    if as_json:
        typer.echo(
            json.dumps(
                {each.baseline.name: dict(zip(_COLUMNS, _cells(each), strict=True)) for each in measured}
            )
        )
        return
    table = Table(*_COLUMNS, box=None, pad_edge=False)
    for each in measured:
        table.add_row(*_cells(each))
    Console().print(table, markup=False)


def _only(names: list[str] | None, found: "list[Baseline]") -> "list[Baseline]":
    unknown = set(names or ()) - {baseline.name for baseline in found}
    if unknown:
        there = ", ".join(baseline.name for baseline in found)
        raise typer.BadParameter(f"--only {', '.join(sorted(unknown))}: there are {there}")
    return [baseline for baseline in found if not names or baseline.name in names]


def _cells(measured: "Measured") -> tuple[str, ...]:
    metrics, baseline = measured.metrics, measured.baseline
    return (
        baseline.name,
        str(len(baseline.tasks)),
        str(len(baseline.tasks) * baseline.config.samples),
        str(metrics.verified),
        str(metrics.first_draft),
        str(sum(metrics.infra.values())),
        f"{measured.seconds / 60:.1f}",
        f"{measured.verified_a_minute:.1f}",
    )
