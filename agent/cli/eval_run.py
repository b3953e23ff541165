"""The commands `tilesmith eval run`, `report` and `compare`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilesmith.agent.cli.eval_live import Board, shown
from tilesmith.agent.cli.model_options import (
    BaseUrl,
    EscalateBaseUrl,
    EscalateModel,
    MaxCost,
    MaxOutputTokens,
    MaxSeconds,
    MaxTokens,
    MaxToolCalls,
    ModelTimeout,
    Prices,
    Record,
    RequestsPerMinute,
    RetrievalTokens,
    Temperature,
)
from tilesmith.agent.cli.options import (
    MEASURED,
    AsJson,
    ExecutionFeedback,
    IndependentDrafts,
    LevelChoice,
    RawErrors,
    Retrieval,
    SdkChoice,
)

if TYPE_CHECKING:
    from tilesmith.evals.run.engine import Engine
    from tilesmith.evals.tasks import Task

DONE, NOT_DONE = 0, 1
WHERE = "On other machines"

_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Of an evaluation, as --output named it.")]


def run(
    output: Annotated[
        Path,
        typer.Option(help="Folder of the evaluation; the same command goes on with it."),
    ],
    suite: Annotated[
        Literal["core", "dev", "test"], typer.Option(help="All tasks, or those of one split.")
    ] = "core",
    task: Annotated[
        list[str] | None, typer.Option(help="Only this task, such as add-multi; may be repeated.")
    ] = None,
    kernelbench: Annotated[
        list[Path] | None,
        typer.Option(help="This problem file of KernelBench instead of a suite's tasks; may be repeated."),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            envvar="TILESMITH_MODEL",
            help="As for `generate`, or flawed:RATE for a scripted model with that share of mistakes.",
        ),
    ] = "template",
    base_url: BaseUrl = "",
    samples: Annotated[int, typer.Option(min=1, help="Samples of each task.")] = 1,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, help="Samples at a time. Default: the cores, those of a Ray cluster, 1 on a server."
        ),
    ] = None,
    server: Annotated[
        str, typer.Option(metavar="URL", help="Run samples on this LangGraph server.", rich_help_panel=WHERE)
    ] = "",
    ray: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Run samples on this Ray cluster, such as 127.0.0.1:6379; auto: the one that runs here.",
            rich_help_panel=WHERE,
        ),
    ] = "",
    max_iterations: Annotated[int, typer.Option(min=1, max=50, help="Attempts of a sample.")] = 3,
    model_timeout: ModelTimeout = 600.0,
    temperature: Temperature = None,
    max_output_tokens: MaxOutputTokens = None,
    retrieval_tokens: RetrievalTokens = 6_000,
    max_tool_calls: MaxToolCalls = 6,
    escalate_model: EscalateModel = "",
    escalate_base_url: EscalateBaseUrl = "",
    requests_per_minute: RequestsPerMinute = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
    prices: Prices = "",
    record: Record = None,
    task_seconds: Annotated[float, typer.Option(min=1, help="Longest time of a sample.")] = 900.0,
    level: LevelChoice = "standard",
    seed: Annotated[int, typer.Option(min=0, help="Of all inputs.")] = 0,
    arch: Annotated[
        Literal["wormhole_b0", "blackhole"], typer.Option(help="Chip generation.")
    ] = "wormhole_b0",
    sdk: SdkChoice = "",
    tools: Annotated[
        bool,
        typer.Option(
            help="Give the model tools while it drafts; without: as --max-tool-calls 0 of `generate`.",
            rich_help_panel=MEASURED,
        ),
    ] = True,
    retrieval: Retrieval = True,
    raw_errors: RawErrors = False,
    execution_feedback: ExecutionFeedback = True,
    independent_drafts: IndependentDrafts = False,
    as_json: AsJson = False,
) -> None:
    """Give every task of a suite to a model, and keep what becomes of each sample.

    Exit code: 0 every sample has ended, 1 usage or environment. The results say what was verified.
    """
    from rich.console import Console

    from tilesmith.evals.metrics import metrics_of
    from tilesmith.evals.page.page import summary_rows
    from tilesmith.evals.run.engine import Limits
    from tilesmith.evals.run.evaluation import evaluate
    from tilesmith.evals.run.store import Config, Store

    tasks = tasks_of(suite, arch, task, kernelbench)
    flaws = _flaws(model)
    settings = {"model": model, "base_url": base_url} if flaws is None else {}
    config = Config(
        suite="kernelbench" if kernelbench else suite,
        tasks=tuple(each.id for each in tasks),
        samples=samples,
        settings={
            **settings,
            "max_iterations": max_iterations,
            "model_timeout": model_timeout,
            "temperature": temperature,
            "max_output_tokens": max_output_tokens,
            "retrieval_tokens": retrieval_tokens,
            "max_tool_calls": max_tool_calls if tools else 0,
            "escalate_model": escalate_model,
            "escalate_base_url": escalate_base_url,
            "requests_per_minute": requests_per_minute,
            "max_tokens": max_tokens,
            "max_cost": max_cost,
            "max_seconds": max_seconds,
            "prices": str(Path(prices).resolve()) if prices else "",
            "record": str(record.resolve()) if record else "",
            "level": level,
            "sdk": sdk,
            "retrieval": retrieval,
            "raw_errors": raw_errors,
            "execution_feedback": execution_feedback,
            "independent_drafts": independent_drafts,
        },
        seed=seed,
        flaws=flaws,
    )
    limits = Limits(workers, task_seconds)
    store = Store(output)
    with shown(Console(stderr=True), Board(tasks, samples, store.done())) as told:
        for left, result in evaluate(tasks, config, output, limits, _engine(server, ray)):
            told(left, result)
    summary = summary_rows(metrics_of(store.results()))
    if as_json:
        typer.echo(json.dumps({"folder": str(output.resolve()), "summary": summary}))
    else:
        _print(summary)


def report(folder: _Folder) -> None:
    """Write the report of an evaluation: one HTML page, and the same in Markdown, into its folder."""
    from tilesmith.evals.page import write_page

    typer.echo(write_page(folder))


def compare(a: _Folder, b: _Folder, as_json: AsJson = False) -> None:
    """Say whether evaluation B is better than A, and whether that can be chance."""
    from tilesmith.evals.compare import compare as compared
    from tilesmith.evals.conditions import differences
    from tilesmith.evals.run.store import Store

    stores = Store(a), Store(b)
    differ = differences(stores[0].config(), stores[1].config())
    found = compared(stores[0].results(), stores[1].results())
    if as_json:
        row = {"tasks": found.tasks, "difference": found.difference, "p_value": found.p_value}
        typer.echo(
            json.dumps(
                {
                    **row,
                    "better": found.better,
                    "worse": found.worse,
                    "differences": differ,
                    "tokens_a_sample": [found.a.tokens_a_sample, found.b.tokens_a_sample],
                    "verdict": found.sentence,
                }
            )
        )
        return
    for label, folder, metrics in (("A", a, found.a), ("B", b, found.b)):
        spent = f"{metrics.tokens_a_sample:.0f} tokens and {metrics.attempts_a_sample:.1f} attempts a sample"
        typer.echo(f"{label}  {folder}: verified {metrics.verified}, {spent}")
    for name, (first, second) in differ.items():
        typer.echo(f"   {name}: {first or 'none'} in A, {second or 'none'} in B")
    typer.echo(found.sentence)
    for label, names in (("better", found.better), ("worse", found.worse)):
        if names:
            typer.echo(f"B is {label} on {', '.join(names)}")


def tasks_of(
    suite: str, arch: str, wanted: list[str] | None, problems: list[Path] | None
) -> "tuple[Task, ...]":
    """The tasks that options name.

    Raises:
        typer.BadParameter: there is no such task or file.
    """
    from tilesmith.agent.spec import Arch
    from tilesmith.evals.tasks import problem_tasks
    from tilesmith.evals.tasks import suite as suite_of

    missing = [str(file) for file in problems or () if not file.is_file()]
    if missing:
        raise typer.BadParameter(f"--kernelbench {missing[0]} is no file: give a problem file")
    tasks = problem_tasks(problems, Arch(arch)) if problems else suite_of(suite, Arch(arch))
    unknown = set(wanted or ()) - {task.id for task in tasks}
    if unknown:
        raise typer.BadParameter(f"the suite {suite} has no task {', '.join(sorted(unknown))}")
    return tuple(task for task in tasks if not wanted or task.id in wanted)


def _flaws(model: str) -> float | None:
    """The rate of `flawed:RATE`; None for any other model."""
    name, _, text = model.partition(":")
    if name != "flawed":
        return None
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1:
        raise typer.BadParameter(f"--model {model}: write flawed:RATE, with a rate from 0 to 1")
    return rate


def _engine(server: str, ray: str) -> "Engine":
    """Where samples run."""
    if server and ray:
        raise typer.BadParameter("--server and --ray are two places: name one")
    if server:
        from tilesmith.evals.run.server import Server

        return Server(server.rstrip("/"))
    if ray:
        from tilesmith.evals.run.cluster import RayCluster

        return RayCluster(ray)
    from tilesmith.agent.cli.options import say
    from tilesmith.evals.run.pool import ThisMachine

    return ThisMachine(say)


def _print(summary: dict[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    for name, value in summary.items():
        table.add_row(name, value)
    Console().print(table, markup=False)
