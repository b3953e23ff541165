"""What several commands share: the options that name an operation, chip and SDK, and how they are read."""

from pathlib import Path
from typing import Annotated, Literal

import typer

WHAT, HOW, OUTPUT = "What it computes", "How to go about it", "Output"

Operation = Annotated[
    str | None, typer.Option(help="Name in the catalogue, see `tilesmith operations`.", rich_help_panel=WHAT)
]
SpecFile = Annotated[
    Path | None, typer.Option("--spec", help="Python file with a numpy function.", rich_help_panel=WHAT)
]
Problem = Annotated[
    Path | None,
    typer.Option(
        "--kernelbench", help="Problem file of KernelBench, with a PyTorch Model.", rich_help_panel=WHAT
    ),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        "--param", metavar="NAME=NUMBER", help="Scalar parameter; may be repeated.", rich_help_panel=WHAT
    ),
]
Ranges = Annotated[
    list[str] | None,
    typer.Option(
        "--range",
        metavar="NAME=LOW:HIGH",
        help="Values of an input tensor; may be repeated.",
        rich_help_panel=WHAT,
    ),
]
Chip = Annotated[
    Literal["wormhole_b0", "blackhole"], typer.Option("--arch", help="Chip generation.", rich_help_panel=HOW)
]
SdkChoice = Annotated[
    str,
    typer.Option(
        "--sdk",
        envvar="TILESMITH_SDK",
        help="Version or folder of the SDK. Default: TT_METAL_HOME, else the pinned version.",
        show_default=False,
        rich_help_panel=HOW,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        min=0,
        help="Seed of the verification's inputs, to repeat an earlier run. Default: a fresh one.",
        rich_help_panel=HOW,
    ),
]
LevelChoice = Annotated[
    Literal["quick", "standard", "exhaustive"],
    typer.Option(
        "--level", help="How much is tried; `standard` is what verified means.", rich_help_panel=HOW
    ),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON object on stdout, nothing else.", rich_help_panel=OUTPUT),
]
MEASURED = "Controls and ablations, to measure what a part is worth"
Retrieval = Annotated[
    bool, typer.Option(help="Show in prompts what was looked up in the SDK.", rich_help_panel=MEASURED)
]
RawErrors = Annotated[
    bool,
    typer.Option(
        "--raw-errors",
        help="Show repairs what compilers printed, instead of faults with place, excerpt, remedy and API.",
        rich_help_panel=MEASURED,
    ),
]
ExecutionFeedback = Annotated[
    bool,
    typer.Option(
        help="Repair from what the run shows; without it, what compiles is run and judged once.",
        rich_help_panel=MEASURED,
    ),
]
IndependentDrafts = Annotated[
    bool,
    typer.Option(
        "--independent-drafts",
        help="Make each attempt a draft from scratch, told nothing of the earlier ones.",
        rich_help_panel=MEASURED,
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Show the model's replies as they come, unless samples would mix theirs.",
        rich_help_panel=OUTPUT,
    ),
]


def parameters_of(values: list[str] | None) -> dict[str, float]:
    """What `--param` gave."""
    parameters: dict[str, float] = {}
    for text in values or []:
        name, equals, value = text.partition("=")
        try:
            parameters[name.strip()] = float(value)
        except ValueError:
            equals = ""
        if not equals or not name.strip():
            raise typer.BadParameter(f"--param {text}: write NAME=NUMBER, such as --param alpha=0.5")
    return parameters


def ranges_of(values: list[str] | None) -> dict[str, tuple[float, float]]:
    """What `--range` gave."""
    ranges: dict[str, tuple[float, float]] = {}
    for text in values or []:
        name, _, bounds = text.partition("=")
        low, colon, high = bounds.partition(":")
        try:
            ranges[name.strip()] = float(low), float(high)
        except ValueError:
            colon = ""
        if not colon or not name.strip():
            raise typer.BadParameter(f"--range {text}: write NAME=LOW:HIGH, such as --range a=-2:2")
    return ranges


def say(message: str) -> None:
    """Tell the user on stderr what takes a while."""
    typer.echo(f"{message} ...", err=True)
