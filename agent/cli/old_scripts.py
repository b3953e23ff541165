"""The command line of the scripts that Tilesmith replaces: their flags and their defaults, our generation.

What the flags of `tilesmith generate` switch off, these switch on; and with nothing named the project goes
into the tt-metal tree, which is looked for. See docs/migration.md.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer

from tilesmith.agent.cli.application import run_app
from tilesmith.agent.drafters import TEMPLATE
from tilesmith.agent.ending import Ending
from tilesmith.tools.sdk.checkout import VARIABLE
from tilesmith.tools.sdk.nearby import EXAMPLES, nearby_checkout

GENERATE_KERNEL, GPT4_GENERATOR = "generate_kernel.py", "gpt4_kernel_generator_new.py"
DEFAULT_MODELS = {"GROQ_API_KEY": "groq:llama-3.3-70b-versatile", "OPENAI_API_KEY": "openai:gpt-5"}
"""Who is asked when no model is named, by the key that is set."""

_PREFERRED_KEY = {GENERATE_KERNEL: "GROQ_API_KEY", GPT4_GENERATOR: "OPENAI_API_KEY"}
_OPENAI_NAME = re.compile(r"(chat)?gpt-(?!oss)|o\d")
_REPAIRED_FILES = ("kernels", "host", "both")

_app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run_script(script: str, words: list[str] | None = None) -> int:
    """Do what `script` (one of the constants above) did.

    Args:
        words: its arguments; by default those of the process.

    Returns: the exit code: 0 all that was asked for is right, 1 usage or environment, 2 something is wrong.
    """
    return run_app(_app, sys.argv[1:] if words is None else words, script)


@_app.command()
def _generate(
    context: typer.Context,
    operation: Annotated[str, typer.Option(help="Operation, such as add or subtract.")],
    core_mode: Annotated[
        Literal["single", "multi"], typer.Option(help="One Tensix core, or all of them.")
    ] = "single",
    output: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the project. Default: OPERATION_MODE_core_generated among the programming "
            f"examples of {VARIABLE}, or below generated/ without a tree.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            envvar="TILESMITH_MODEL",
            help="Model, such as openai:gpt-5; the provider may be left out. Default: that of the key which "
            "is set, else the template compiler.",
            show_default=False,
        ),
    ] = "",
    refine: Annotated[bool, typer.Option("--refine", help="Repair what fails.")] = False,
    refine_target: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help="Project to repair instead of drafting one; or kernels, host or both: what repairs may "
            "change.",
            show_default=False,
        ),
    ] = "",
    generate_host: Annotated[
        bool, typer.Option("--generate-host", help="Write the host program and CMakeLists.txt too.")
    ] = False,
    validate: Annotated[
        bool, typer.Option("--validate", help="Run the program and compare it with the golden.")
    ] = False,
    max_iterations: Annotated[int, typer.Option(min=1, max=50, help="Most attempts with --refine.")] = 3,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the model's replies.")] = False,
) -> None:
    """Generate a TT-Metal kernel. `tilesmith generate` does the same, with more options."""
    from tilesmith.agent.cli.run import exit_code, run_and_show

    tree = _tree(os.environ)
    start = Path(refine_target) if refine_target and refine_target not in _REPAIRED_FILES else None
    settings = {
        "model": _model(model, _PREFERRED_KEY[str(context.info_name)], os.environ),
        "sdk": os.environ.get("TILESMITH_SDK") or str(tree or ""),
        "output": str(output or _folder(operation, core_mode, tree, start)),
        "start_from": str(start or ""),
        "refine": refine or start is not None,
        "refine_target": "both" if start or not refine_target else refine_target,
        "generate_host": generate_host or validate or start is not None,
        "validation": validate,
        "max_iterations": max_iterations,
    }
    outcome = run_and_show({"operation": operation, "core_mode": core_mode}, settings, verbose=verbose)
    # Kernels that nobody asked to run can be right without being verified.
    raise typer.Exit(0 if outcome.report.ending is Ending.UNCHECKED else exit_code(outcome))


def _model(named: str, preferred_key: str, environment: Mapping[str, str]) -> str:
    """The model in Tilesmith's words; the old scripts took its name alone."""
    if named == TEMPLATE or ":" in named:
        return named
    keys = [key for key in DEFAULT_MODELS if environment.get(key)]
    if not named:
        keys.sort(key=lambda key: key != preferred_key)
        return DEFAULT_MODELS[keys[0]] if keys else TEMPLATE
    if len(keys) == 1:
        provider = DEFAULT_MODELS[keys[0]].partition(":")[0]
    else:
        provider = "openai" if _OPENAI_NAME.match(named) else "groq"
    return f"{provider}:{named}"


def _tree(environment: Mapping[str, str]) -> Path | None:
    """The tree that the environment names, else one around or beside the script, the folder or the home."""
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    return nearby_checkout([Path(sys.argv[0]).absolute().parent, Path.cwd(), Path.home()])


def _folder(operation: str, core_mode: str, tree: Path | None, start: Path | None) -> Path:
    """Where the project goes; one that is repaired is left as it is."""
    if start is not None:
        return start.with_name(f"{start.resolve().name}_refined")
    examples = tree / EXAMPLES if tree and (tree / EXAMPLES).is_dir() else Path("generated")
    return examples / f"{operation}_{core_mode}_core_generated"
