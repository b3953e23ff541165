"""The command `tilesmith generate`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from tilesmith.agent.cli.model_options import (
    BaseUrl,
    EscalateBaseUrl,
    EscalateModel,
    MaxCost,
    MaxOutputTokens,
    MaxSeconds,
    MaxTokens,
    MaxToolCalls,
    Model,
    ModelTimeout,
    Prices,
    Record,
    RequestsPerMinute,
    RetrievalTokens,
    Samples,
    Temperature,
)
from tilesmith.agent.cli.options import (
    HOW,
    OUTPUT,
    WHAT,
    AsJson,
    Chip,
    ExecutionFeedback,
    IndependentDrafts,
    LevelChoice,
    Operation,
    Parameters,
    Problem,
    Ranges,
    RawErrors,
    Retrieval,
    SdkChoice,
    Seed,
    SpecFile,
    Verbose,
    parameters_of,
    ranges_of,
)


def generate(
    operation: Operation = None,
    expression: Annotated[
        str | None,
        typer.Option(
            help="Elementwise formula, such as 'a*b + c'; name it with --operation.", rich_help_panel=WHAT
        ),
    ] = None,
    spec: SpecFile = None,
    kernelbench: Problem = None,
    param: Parameters = None,
    range_: Ranges = None,
    core_mode: Annotated[
        Literal["single", "multi"],
        typer.Option(help="One Tensix core, or all of them.", rich_help_panel=WHAT),
    ] = "single",
    memory: Annotated[
        Literal["dram", "sharded"],
        typer.Option(help="Tensors in DRAM, or sharded over the L1 of the cores.", rich_help_panel=WHAT),
    ] = "dram",
    arch: Chip = "wormhole_b0",
    start_from: Annotated[
        Path | None,
        typer.Option(
            metavar="PROJECT",
            help="Repair this project instead of drafting one.",
            show_default=False,
            rich_help_panel=HOW,
        ),
    ] = None,
    refine: Annotated[
        bool, typer.Option(help="Repair drafts that fail, from the evidence.", rich_help_panel=HOW)
    ] = True,
    refine_target: Annotated[
        Literal["kernels", "host", "both"],
        typer.Option(help="Which files repairs may change.", rich_help_panel=HOW),
    ] = "both",
    generate_host: Annotated[
        bool, typer.Option(help="Draft the host program too, not kernels alone.", rich_help_panel=HOW)
    ] = True,
    validate: Annotated[
        bool, typer.Option(help="Run the program and compare it with the golden.", rich_help_panel=HOW)
    ] = True,
    max_iterations: Annotated[
        int,
        typer.Option(
            min=1,
            max=50,
            help="Most attempts (of each sample): first draft and repairs together.",
            rich_help_panel=HOW,
        ),
    ] = 3,
    review: Annotated[
        bool,
        typer.Option(
            "--review",
            help="Ask before a candidate is built and run, and when the attempts are spent.",
            rich_help_panel=HOW,
        ),
    ] = False,
    sdk: SdkChoice = "",
    require_sdk: Annotated[
        bool,
        typer.Option(
            "--require-sdk",
            help="Fail without an SDK, instead of skipping the kernel check.",
            rich_help_panel=HOW,
        ),
    ] = False,
    level: LevelChoice = "standard",
    seed: Seed = None,
    model: Model = "template",
    base_url: BaseUrl = "",
    model_timeout: ModelTimeout = 600.0,
    temperature: Temperature = None,
    max_output_tokens: MaxOutputTokens = None,
    retrieval_tokens: RetrievalTokens = 6_000,
    escalate_model: EscalateModel = "",
    escalate_base_url: EscalateBaseUrl = "",
    max_tool_calls: MaxToolCalls = 6,
    requests_per_minute: RequestsPerMinute = None,
    record: Record = None,
    samples: Samples = 1,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
    prices: Prices = "",
    retrieval: Retrieval = True,
    raw_errors: RawErrors = False,
    execution_feedback: ExecutionFeedback = True,
    independent_drafts: IndependentDrafts = False,
    output: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the project. Default: generated/<operation>_<single or multi>_core.",
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    runs_dir: Annotated[
        Path,
        typer.Option(
            envvar="TILESMITH_RUNS_DIR",
            help="Folder in which the run leaves its trace, for `tilesmith show` and `report`.",
            rich_help_panel=OUTPUT,
        ),
    ] = Path("runs"),
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help="Replace an earlier project there, even if its files were edited.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write, check, run and verify a kernel.

    Exit code: 0 verified, 1 usage or environment, 2 not verified, 3 waits for a review.
    """
    request = {
        "operation": operation,
        "expression": expression,
        "spec_file": str(spec) if spec else None,
        "kernelbench": str(kernelbench) if kernelbench else None,
        "params": parameters_of(param),
        "ranges": ranges_of(range_),
        "core_mode": core_mode,
        "memory": memory,
        "arch": arch,
    }
    settings = {
        "model": model,
        "base_url": base_url,
        "model_timeout": model_timeout,
        "temperature": temperature,
        "max_output_tokens": max_output_tokens,
        "escalate_model": escalate_model,
        "escalate_base_url": escalate_base_url,
        "max_tool_calls": max_tool_calls,
        "requests_per_minute": requests_per_minute,
        "record": str(record) if record else "",
        "samples": samples,
        "max_tokens": max_tokens,
        "max_cost": max_cost,
        "max_seconds": max_seconds,
        "prices": prices,
        "start_from": str(start_from) if start_from else "",
        "refine": refine,
        "refine_target": refine_target,
        "max_iterations": max_iterations,
        "generate_host": generate_host,
        "validation": validate,
        "review": review,
        "require_sdk": require_sdk,
        "sdk": sdk,
        "level": level,
        "seed": seed,
        "retrieval_tokens": retrieval_tokens,
        "retrieval": retrieval,
        "raw_errors": raw_errors,
        "execution_feedback": execution_feedback,
        "independent_drafts": independent_drafts,
        "output": str(output) if output else "",
        "runs_dir": str(runs_dir),
        "overwrite": overwrite,
    }
    from tilesmith.agent.cli.run import run_to_exit_code

    raise typer.Exit(run_to_exit_code(request, settings, as_json=json, verbose=verbose))
