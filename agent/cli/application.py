"""The command line: `tilesmith`. Commands import what they need when they run: `--help` is instant."""

import atexit
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

import tilesmith
from tilesmith.agent.cli import emulator, eval, knowledge, sdk, settings_file
from tilesmith.agent.cli.doctor import doctor
from tilesmith.agent.cli.emulate import emulate
from tilesmith.agent.cli.generate import generate
from tilesmith.agent.cli.information import graph, operations
from tilesmith.agent.cli.install import install
from tilesmith.agent.cli.interrupt import INTERRUPTED, InterruptedRunError
from tilesmith.agent.cli.mcp import mcp
from tilesmith.agent.cli.new import new
from tilesmith.agent.cli.prices import prices
from tilesmith.agent.cli.resume import resume
from tilesmith.agent.cli.runs import report, runs, show
from tilesmith.agent.cli.settings import settings
from tilesmith.agent.cli.verify import verify
from tilesmith.errors import TilesmithError

if TYPE_CHECKING:
    from typer.core import TyperGroup

OK, USAGE_OR_ENVIRONMENT = 0, 1

app = typer.Typer(
    help="Writes, compiles, runs and repairs Tenstorrent TT-Metal kernels.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(generate)
app.command()(new)
app.command()(verify)
app.command()(emulate)
app.command()(install)
app.command()(runs)
app.command()(resume)
app.command()(show)
app.command()(report)
app.command()(mcp)
app.command()(doctor)
app.command()(settings)
app.command()(operations)
app.command()(prices)
app.command()(graph)
app.add_typer(sdk.app)
app.add_typer(knowledge.app)
app.add_typer(emulator.app)
app.add_typer(eval.app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tilesmith {tilesmith.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            envvar=settings_file.VARIABLE,
            help=f"Settings file. Default: the nearest {settings_file.NAME}, from this folder upwards.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Options before the command."""
    path = config or settings_file.nearest_file(Path.cwd())
    if path is not None:
        group = cast("TyperGroup", context.command)
        context.default_map = settings_file.read_defaults(path, group)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns: its exit code: 0 done or verified, 1 usage or environment, 2 not verified, 130 interrupted.
    """
    if arguments is None:
        # The process ends with the command: going through all its objects once more would take seconds.
        atexit.register(gc.freeze)
    return run_app(app, sys.argv[1:] if arguments is None else arguments, "tilesmith")


def run_app(app: typer.Typer, words: list[str], name: str) -> int:
    """Run a command line that is called `name`; whatever is wrong with it is one sentence.

    Returns: its exit code.
    """
    try:
        code = app(words, prog_name=name, standalone_mode=False)
    except typer.TyperException as error:
        return _refuse(words, _usage_message(error))
    except TilesmithError as error:
        return _refuse(words, str(error))
    except InterruptedRunError as error:
        typer.echo(str(error), err=True)
        return INTERRUPTED
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("Interrupted.", err=True)
        return INTERRUPTED
    if code == INTERRUPTED:  # typer's own ending for Ctrl-C
        typer.echo("Interrupted.", err=True)
    return code if isinstance(code, int) else OK


def _usage_message(error: typer.TyperException) -> str:
    """The message with what to do next; of no command at all, nothing, since its help was printed."""
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "tilesmith"
    message = message.replace("Value error, ", "").rstrip(".")
    see = "? See" if message.endswith("?") else ": see"
    return f"{message.rstrip('?')}{see} `{path} --help`" if message else ""


def _refuse(words: list[str], message: str) -> int:
    if message:
        typer.echo(f"error: {message}", err=True)
    if "--json" in words:
        from tilesmith.agent.cli.outcome import refusal_json

        typer.echo(refusal_json(message))
    return USAGE_OR_ENVIRONMENT
