"""Commands about the emulator."""

import typer

app = typer.Typer(name="emulator", help="The emulator that programs run on.", no_args_is_help=True)


def _prefix() -> str:
    from tilesmith.tools.emulator.build import emulator_prefix

    return str(emulator_prefix(lambda message: typer.echo(f"{message} ...", err=True)))


@app.command()
def path() -> None:
    """Print the CMAKE_PREFIX_PATH of the emulated TT-Metalium; builds it first if need be."""
    typer.echo(_prefix())


@app.command()
def build() -> None:
    """Build the emulator's library into the cache; does nothing when it is there."""
    typer.echo(f"The emulator is ready in {_prefix()}", err=True)
