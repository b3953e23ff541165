"""The command `tilesmith resume`."""

from pathlib import Path
from typing import Annotated

import typer

from tilesmith.agent.cli.options import AsJson, Verbose
from tilesmith.agent.cli.runs import RunName, RunsDir


def resume(
    run_id: RunName = "",
    runs_dir: RunsDir = Path("runs"),
    max_iterations: Annotated[
        int | None, typer.Option(min=1, max=50, help="Most attempts, those before included.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, help="Tokens in and out, those before included.")
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option(min=1e-6, help="Cost in USD, that before included.")
    ] = None,
    max_seconds: Annotated[
        float | None, typer.Option(min=1e-3, help="Seconds of work, those before included.")
    ] = None,
    answer: Annotated[
        str,
        typer.Option(
            help="The reviewer's decision: approve, edit FOLDER, hint TEXT, more [N] [TEXT], stop, or JSON.",
            show_default=False,
        ),
    ] = "",
    base_url: Annotated[
        str | None, typer.Option(help="Server of the model, if it has moved or its address holds a secret.")
    ] = None,
    json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Go on with a run that was killed, interrupted, failed, was stopped at a limit, or waits for a review.

    It goes on with the step it was at and the settings it began with. Replies of the model that were complete
    are not asked for again. Exit code: as of `tilesmith generate`.
    """
    from tilesmith.agent.checkpoints import has_checkpoints
    from tilesmith.agent.cli.run import resume_to_exit_code
    from tilesmith.agent.trace import find_run

    changes = {
        "max_iterations": max_iterations,
        "max_tokens": max_tokens,
        "max_cost": max_cost,
        "max_seconds": max_seconds,
        "base_url": base_url,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    folder = find_run(runs_dir, run_id, has_checkpoints).absolute()
    raise typer.Exit(resume_to_exit_code(folder, given, answer=answer, as_json=json, verbose=verbose))
