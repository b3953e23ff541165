"""The command `tilesmith verify`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilesmith.agent.cli.generate import HOW, OUTPUT, parameters_of, ranges_of

if TYPE_CHECKING:
    from tilesmith.agent.verify_project import HowToVerify

WHAT = "What it shall compute"
VERIFIED, USAGE_OR_ENVIRONMENT, NOT_VERIFIED = 0, 1, 2


def verify(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="Folder with CMakeLists.txt, host program and kernels.")
    ],
    operation: Annotated[
        str | None,
        typer.Option(help="Name in the catalogue, see `tilesmith operations`.", rich_help_panel=WHAT),
    ] = None,
    expression: Annotated[
        str | None, typer.Option(help="Elementwise formula, such as 'a*b + c'.", rich_help_panel=WHAT)
    ] = None,
    spec: Annotated[
        Path | None, typer.Option(help="Python file with a numpy function.", rich_help_panel=WHAT)
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=NUMBER", help="Scalar parameter; may be repeated.", rich_help_panel=WHAT),
    ] = None,
    range_: Annotated[
        list[str] | None,
        typer.Option(
            "--range",
            metavar="NAME=LOW:HIGH",
            help="Values of an input tensor; may be repeated.",
            rich_help_panel=WHAT,
        ),
    ] = None,
    arch: Annotated[
        Literal["wormhole_b0", "blackhole"], typer.Option(help="Chip generation.", rich_help_panel=HOW)
    ] = "wormhole_b0",
    level: Annotated[
        Literal["quick", "standard", "exhaustive"],
        typer.Option(help="How much is tried; `standard` is what verified means.", rich_help_panel=HOW),
    ] = "standard",
    sdk: Annotated[
        str,
        typer.Option(
            envvar="TILESMITH_SDK",
            help="Version or folder of the SDK. Default: TT_METAL_HOME, else the pinned version.",
            show_default=False,
            rich_help_panel=HOW,
        ),
    ] = "",
    seed: Annotated[
        int | None,
        typer.Option(min=0, help="Repeats an earlier verification. Default: fresh.", rich_help_panel=HOW),
    ] = None,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object on stdout, nothing else.", rich_help_panel=OUTPUT),
    ] = False,
) -> None:
    """Verify a project, whoever wrote it: contract, kernels, host build, and runs against the golden.

    The host program takes `--inputs DIR --outputs DIR`, as one that uses tilesmith_io.hpp does.

    Exit code: 0 verified, 1 usage or environment, 2 not verified.
    """
    from rich.console import Console

    from tilesmith.agent.cli.verify_view import as_json_text, report
    from tilesmith.agent.spec import Arch, CoreMode, Target
    from tilesmith.agent.spec.resolve import OperationRequest, resolve
    from tilesmith.agent.verify_project import verify_project

    wanted = resolve(
        OperationRequest(
            operation=operation,
            expression=expression,
            spec_file=spec,
            parameters=parameters_of(param),
            ranges=ranges_of(range_),
        )
    )
    target = Target(core_mode=CoreMode.MULTI, arch=Arch(arch))
    how = _how(level, sdk, seed)
    outcome = verify_project(project, wanted, target, how)
    if json:
        typer.echo(as_json_text(project, wanted, target, how, outcome))
    else:
        Console().print(report(project, wanted, target, how, outcome))
    raise typer.Exit(VERIFIED if outcome.verdict.verified else NOT_VERIFIED)


def _how(level: str, sdk: str, seed: int | None) -> "HowToVerify":
    from tilesmith.agent.context import Context
    from tilesmith.agent.sdk_choice import fetch_sdk
    from tilesmith.agent.verify_project import HowToVerify
    from tilesmith.tools.sdk import DownloadError, IndexUnreachableError, NoPipError
    from tilesmith.tools.verification import Level

    found, missing = None, ""
    try:
        found = fetch_sdk(Context(sdk=sdk))
    except (DownloadError, IndexUnreachableError, NoPipError) as error:
        missing = str(error).rstrip(".")
    chosen = {} if seed is None else {"seed": seed}
    return HowToVerify(Level(level), found, missing, announce=_announce, **chosen)


def _announce(message: str) -> None:
    typer.echo(f"{message} ...", err=True)
