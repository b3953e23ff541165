"""`tilesmith sdk`: install, list and name the tt-metal sources that kernels are checked against."""

from typing import TYPE_CHECKING, Annotated

import typer

from tilesmith.agent.cli.phase_bars import PhaseBars

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Display


app = typer.Typer(
    name="sdk", help="The tt-metal sources that kernels are checked against.", no_args_is_help=True
)


@app.command()
def install(
    version: Annotated[
        str, typer.Argument(help="Release of ttnn, such as 0.81.1; the tested one by default.")
    ] = "",
) -> None:
    """Fetch a release with pip and unpack its sources into the cache; repairs one that was damaged."""
    from rich.console import Console

    from tilesmith.tools.sdk import DEFAULT_VERSION, install_sdk

    console = Console(stderr=True)
    with _display(console) as display:
        sdk = install_sdk(version or DEFAULT_VERSION, PhaseBars(display))
    console.print(f"SDK {sdk.version} is installed in {sdk.root}", highlight=False, soft_wrap=True)


@app.command("list")
def list_() -> None:
    """List the usable SDKs; the first is the one that a run takes."""
    from tilesmith.tools.sdk import list_sdks

    sdks = list_sdks()
    if not sdks:
        typer.echo("no SDK is installed: run `tilesmith sdk install`", err=True)
    for sdk in sdks:
        typer.echo(f"{sdk.version}\t{sdk.origin}\t{sdk.root}")


@app.command()
def path(
    version: Annotated[str, typer.Argument(help="Release; the one that a run takes by default.")] = "",
) -> None:
    """Print the folder of an installed SDK, the one that holds tt_metal/."""
    from tilesmith.tools.sdk import resolve_sdk

    typer.echo(resolve_sdk(version or None, install=False).root)


def _display(console: "Console") -> "Display":
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description:10}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
