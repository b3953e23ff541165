"""The command `tilesmith new`."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Python file to write, such as my_op.py.")],
) -> None:
    """Start the spec of an operation of your own: a numpy function in a Python file, ready to edit."""
    from tilesmith.agent.spec.new_file import write_new_spec

    written = write_new_spec(file)
    typer.echo(f"{written} is written. Edit it, then: tilesmith generate --spec {written}", err=True)
