"""Commands about the emulator."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tilesmith.agent.cli.options import say

if TYPE_CHECKING:
    from tilesmith.tools.coverage import Coverage

app = typer.Typer(name="emulator", help="The emulator that programs run on.", no_args_is_help=True)


_Sanitize = Annotated[
    bool,
    typer.Option(
        "--sanitize",
        envvar="TILESMITH_SANITIZE",
        help="The build with AddressSanitizer and UBSan: a bug of the emulator itself ends the run.",
    ),
]


def _prefix(*, sanitize: bool | None = None) -> str:
    from tilesmith.tools.emulator.build import emulator_prefix

    return str(emulator_prefix(say, sanitize=sanitize))


@app.command()
def path(*, sanitize: _Sanitize = False) -> None:
    """Print the CMAKE_PREFIX_PATH of the emulated TT-Metalium; builds it first if need be."""
    typer.echo(_prefix(sanitize=sanitize))


@app.command()
def build(*, sanitize: _Sanitize = False) -> None:
    """Build the emulator's library into the cache; does nothing when it is there."""
    typer.echo(f"The emulator is ready in {_prefix(sanitize=sanitize)}", err=True)


@app.command()
def fuzz(
    *,
    programs: Annotated[int, typer.Option(min=1, help="How many random programs to run.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Of the first program; each next one has the next.")] = 1,
    sanitize: _Sanitize = False,
    jobs: Annotated[
        int, typer.Option(min=1, help="How many run at once; as many as there are processors by default.")
    ] = os.cpu_count() or 1,
    json_: Annotated[
        bool, typer.Option("--json", help="Print one JSON object on stdout, nothing else.")
    ] = False,
) -> None:
    """Run random small programs: whatever their kernels do, the emulator must end them with a diagnostic.

    Exit code: 0 it did, 2 it crashed, was reported by a sanitizer or found no end; each such program's
    seed is printed.
    """
    import time

    from rich.console import Console
    from rich.progress import track

    from tilesmith.agent.cli.fuzz_view import fuzz_table
    from tilesmith.tools.fuzz import Summary, fuzzer

    start = time.monotonic()
    outcomes = fuzzer(Path(_prefix(sanitize=sanitize))).run(range(seed, seed + programs), jobs)
    console = Console(stderr=True)
    shown = list(track(outcomes, "Fuzzing", total=programs, console=console, transient=True))
    summary = Summary(shown, time.monotonic() - start)
    if json_:
        typer.echo(json.dumps(summary.as_json()))
    else:
        Console().print(fuzz_table(summary))
    raise typer.Exit(2 if summary.failures else 0)


@app.command()
def coverage(
    sdk: Annotated[
        str, typer.Option(help="Release or folder of the SDK; TT_METAL_HOME or the pinned one by default.")
    ] = "",
    missing: Annotated[
        bool, typer.Option("--missing", help="List the functions that are refused or missing.")
    ] = False,
    json_: Annotated[
        bool, typer.Option("--json", help="Print one JSON object on stdout, nothing else.")
    ] = False,
    markdown: Annotated[Path | None, typer.Option(help="Write the table to this file.")] = None,
) -> None:
    """Compile a call of every public function of the SDK's device API, and tell what became of it."""
    from rich.console import Console

    from tilesmith.agent.cli.coverage_view import as_json, markdown_page, table
    from tilesmith.agent.context import Context
    from tilesmith.agent.sdk_choice import fetch_sdk
    from tilesmith.tools.coverage import measure

    found: Coverage = measure(fetch_sdk(Context(sdk=sdk)), Path(_prefix()))
    if markdown is not None:
        markdown.parent.mkdir(parents=True, exist_ok=True)
        markdown.write_text(markdown_page(found))
    if json_:
        typer.echo(json.dumps(as_json(found)))
    else:
        Console().print(table(found, missing=missing))


@app.command()
def examples(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME...]", help="Those whose name contains one of these; all by default."),
    ] = None,
    tt_metal: Annotated[
        Path | None,
        typer.Option("--tt-metal", envvar="TT_METAL_HOME", help="A tt-metal checkout.", show_default=False),
    ] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="Print one JSON object on stdout, nothing else.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=1, help="How many run at once; as many as there are processors by default.")
    ] = os.cpu_count() or 1,
    markdown: Annotated[Path | None, typer.Option(help="Write the table to this file.")] = None,
) -> None:
    """Build and run the programming examples of a tt-metal checkout, unmodified, on the emulator.

    Exit code: 0 all that the emulator can run pass, 2 some do not.
    """
    from rich.console import Console

    from tilesmith.agent.cli.examples_view import examples_json, examples_page, examples_table
    from tilesmith.tools.examples import Outcome, built_examples, run_examples

    if tt_metal is None:
        raise typer.BadParameter("name a tt-metal checkout with --tt-metal or TT_METAL_HOME")
    prefix = Path(_prefix())
    typer.echo("Building the examples ...", err=True)
    built = built_examples(tt_metal, prefix, names or ())
    found = list(run_examples(tt_metal.resolve(), prefix, built, jobs))
    if markdown is not None:
        markdown.parent.mkdir(parents=True, exist_ok=True)
        markdown.write_text(examples_page(found))
    if json_:
        typer.echo(json.dumps(examples_json(found)))
    else:
        Console().print(examples_table(found))
    raise typer.Exit(2 if any(each.outcome is Outcome.FAILED for each in found) else 0)
