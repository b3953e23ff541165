"""The command `tilesmith verify`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilesmith.agent.cli.options import (
    HOW,
    WHAT,
    AsJson,
    Chip,
    Operation,
    Parameters,
    Ranges,
    SdkChoice,
    Seed,
    SpecFile,
    parameters_of,
    ranges_of,
    say,
)

if TYPE_CHECKING:
    from tilesmith.agent.verify_project import HowToVerify

VERIFIED, USAGE_OR_ENVIRONMENT, NOT_VERIFIED = 0, 1, 2


def verify(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="Folder with CMakeLists.txt, host program and kernels.")
    ],
    operation: Operation = None,
    expression: Annotated[
        str | None, typer.Option(help="Elementwise formula, such as 'a*b + c'.", rich_help_panel=WHAT)
    ] = None,
    spec: SpecFile = None,
    param: Parameters = None,
    range_: Ranges = None,
    arch: Chip = "wormhole_b0",
    level: Annotated[
        Literal["quick", "standard", "exhaustive"],
        typer.Option(help="How much is tried; `standard` is what verified means.", rich_help_panel=HOW),
    ] = "standard",
    sdk: SdkChoice = "",
    seed: Seed = None,
    json: AsJson = False,
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
    return HowToVerify(Level(level), found, missing, announce=say, **chosen)
