"""The command `tilesmith install`."""

from pathlib import Path
from typing import Annotated

import typer


def install(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="Folder of a project; with --undo, of the same name.")
    ],
    tt_metal: Annotated[
        Path | None,
        typer.Option(
            "--tt-metal", envvar="TT_METAL_HOME", help="Root of a tt-metal checkout.", show_default=False
        ),
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the example. Default: that of the folder.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the example out of the tree again.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Even if the installed files were edited since.")
    ] = False,
) -> None:
    """Place a project under tt_metal/programming_examples of a tt-metal tree, and list it in its CMake file.

    Doing so again changes nothing. The example's target is metal_example_NAME.
    """
    from tilesmith.tools.project_folder import read_project
    from tilesmith.tools.tree_install import TreeInstallError, plan, plan_removal, remove
    from tilesmith.tools.tree_install import install as carry_out

    if tt_metal is None:
        raise TreeInstallError("which tree: name it with --tt-metal PATH, or set TT_METAL_HOME")
    called = name or project.resolve().name
    if undo:
        change = plan_removal(tt_metal, called, overwrite=overwrite)
    else:
        change = plan(read_project(project), tt_metal, called, overwrite=overwrite)
    for line in change.lines():
        typer.echo(line)
    if dry_run:
        typer.echo("Nothing was changed: --dry-run.", err=True)
        return
    if change.changes_nothing:
        typer.echo("Everything is there already.", err=True)
        return
    (remove if undo else carry_out)(change)
    typer.echo(_told(called, tt_metal, undone=undo), err=True)


def _told(name: str, tree: Path, *, undone: bool) -> str:
    if undone:
        return f"{name} is out of {tree} again."
    return f"Build it with the tree: cmake --build build --target metal_example_{name}"
