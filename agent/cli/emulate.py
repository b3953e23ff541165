"""The command `tilesmith emulate`."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilesmith.agent.cli.options import say

if TYPE_CHECKING:
    from tilesmith.agent.spec import Arch
    from tilesmith.tools.replay import Emulation

GOOD, NOT_GOOD = 0, 2
_BOTH = ("wormhole_b0", "blackhole")


def emulate(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folder of a program, or one that holds such folders."),
    ],
    arch: Annotated[
        Literal["wormhole_b0", "blackhole"] | None,
        typer.Option(help="Chip generation. Default: wormhole_b0; both for several programs."),
    ] = None,
    outputs: Annotated[
        Path | None, typer.Option(help="Folder for the output tensors, as .npy (one program only).")
    ] = None,
    schedule_seed: Annotated[
        int, typer.Option(min=0, help="Order in which kernels run; 0 is the natural one.")
    ] = 0,
    profile: Annotated[
        bool,
        typer.Option("--profile", help="Estimate the time on the chip, core by core (one program only)."),
    ] = False,
    picture: Annotated[
        Path | None, typer.Option(help="Draw the estimate as a timeline, .svg or .png; implies --profile.")
    ] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="Print one JSON object on stdout, nothing else.")
    ] = False,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the table of several programs to this file.")
    ] = None,
) -> None:
    """Run a program that a program.json describes on the emulator, and compare it with measured outputs.

    Exit code: 0 it ran without an error and agrees with what was measured, 1 usage or environment,
    2 otherwise. Of several programs, those with a planted fault must be reported and all others be right.
    """
    from tilesmith.agent.spec import Arch
    from tilesmith.tools.replay import programs_below
    from tilesmith.tools.replay.program import PROGRAM_FILE

    if len(folders) == 1 and ((folders[0] / PROGRAM_FILE).is_file() or not programs_below(folders[0])):
        wanted = _Wanted(as_json=json_, profile=profile or picture is not None, picture=picture)
        raise typer.Exit(_one(folders[0], Arch(arch or "wormhole_b0"), outputs, schedule_seed, wanted))
    if outputs is not None or profile or picture is not None:
        raise typer.BadParameter("--outputs, --profile and --picture are for one program")
    arches = [Arch(name) for name in ([arch] if arch else _BOTH)]
    found = [program for folder in folders for program in programs_below(folder) or [folder]]
    raise typer.Exit(_several(found, arches, schedule_seed, as_json=json_, markdown=markdown))


@dataclass(frozen=True)
class _Wanted:
    """What to show of one run."""

    as_json: bool
    profile: bool
    picture: Path | None


def _prefix() -> Path:
    from tilesmith.tools.emulator.build import emulator_prefix

    return emulator_prefix(say)


def _one(folder: Path, arch: "Arch", outputs: Path | None, seed: int, wanted: _Wanted) -> int:
    from rich.console import Console

    from tilesmith.agent.cli.emulate_view import panel
    from tilesmith.tools.replay import emulate as run
    from tilesmith.tools.replay import load_program
    from tilesmith.tools.runner import RunOptions

    program = load_program(folder)
    result = run(program, arch, _prefix(), outputs=outputs, options=RunOptions(schedule_seed=seed))
    shown: dict[str, object] = result.as_json()
    if not wanted.as_json:
        Console().print(panel(result))
    if wanted.profile:
        shown["profile"] = _profile(result, wanted)
    if wanted.as_json:
        typer.echo(json.dumps(shown))
    return GOOD if result.good else NOT_GOOD


def _profile(result: "Emulation", wanted: _Wanted) -> dict[str, object]:
    from rich.console import Console

    from tilesmith.agent.cli.profile_view import profile_json, profile_table
    from tilesmith.tools.profile import estimate
    from tilesmith.tools.profile.picture import draw

    counters = result.run.report.counters if result.run.report else {}
    found = estimate(result.program.raw, counters, result.arch)
    if wanted.picture is not None:
        if wanted.picture.suffix not in (".svg", ".png"):
            raise typer.BadParameter(f"--picture {wanted.picture}: give a name that ends with .svg or .png")
        wanted.picture.parent.mkdir(parents=True, exist_ok=True)
        draw(found, f"{result.program.name} on {result.arch.value}", wanted.picture)
    if not wanted.as_json:
        Console().print(profile_table(found))
    return profile_json(found)


def _several(
    folders: list[Path], arches: "list[Arch]", seed: int, *, as_json: bool, markdown: Path | None
) -> int:
    from rich.console import Console
    from rich.progress import track

    from tilesmith.agent.cli.emulate_view import markdown_page, table
    from tilesmith.tools.replay.collection import as_expected, emulate_all
    from tilesmith.tools.runner import RunOptions

    options = RunOptions(schedule_seed=seed)
    results = emulate_all(folders, arches, _prefix(), options, jobs=os.cpu_count() or 1)
    total = len(folders) * len(arches)
    shown: list[Emulation] = list(
        track(results, "Emulating", total=total, console=Console(stderr=True), transient=True)
    )
    if markdown is not None:
        markdown.parent.mkdir(parents=True, exist_ok=True)
        markdown.write_text(markdown_page(shown))
    if as_json:
        typer.echo(json.dumps({"programs": [result.as_json() for result in shown]}))
    else:
        Console().print(table(shown))
    return GOOD if all(map(as_expected, shown)) else NOT_GOOD
