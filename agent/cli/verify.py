"""The command `tilesmith verify`."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer

from tilesmith.agent.cli.options import (
    WHAT,
    AsJson,
    Chip,
    LevelChoice,
    Operation,
    Parameters,
    Problem,
    Ranges,
    SdkChoice,
    Seed,
    SpecFile,
    parameters_of,
    ranges_of,
    say,
)

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
    kernelbench: Problem = None,
    param: Parameters = None,
    range_: Ranges = None,
    arch: Chip = "wormhole_b0",
    level: LevelChoice = "standard",
    sdk: SdkChoice = "",
    seed: Seed = None,
    json: AsJson = False,
) -> None:
    """Verify a project, whoever wrote it: contract, kernels, host build, and runs against the golden.

    The host program takes `--inputs DIR --outputs DIR`, as one that uses tilesmith_io.hpp does.

    Exit code: 0 verified, 1 usage or environment, 2 not verified.
    """
    from rich.console import Console

    from tilesmith.agent.cli.verify_view import as_json, report
    from tilesmith.agent.level import Level
    from tilesmith.agent.spec import Arch, CoreMode, Target
    from tilesmith.agent.spec.resolve import OperationRequest, resolve
    from tilesmith.agent.verify_project import how_to_verify, verify_project

    wanted = resolve(
        OperationRequest(
            operation=operation,
            expression=expression,
            spec_file=spec,
            problem=kernelbench,
            parameters=parameters_of(param),
            ranges=ranges_of(range_),
        )
    )
    target = Target(core_mode=CoreMode.MULTI, arch=Arch(arch))
    how = how_to_verify(Level(level), sdk, seed, say)
    outcome = verify_project(project, wanted, target, how)
    if json:
        typer.echo(json_text.dumps(as_json(project, wanted, target, how, outcome)))
    else:
        Console().print(report(project, wanted, target, how, outcome))
    raise typer.Exit(VERIFIED if outcome.verdict.verified else NOT_VERIFIED)
