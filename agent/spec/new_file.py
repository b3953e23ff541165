"""Writes the Python file of a new operation, for the user to edit."""

import keyword
from pathlib import Path

from tilesmith.errors import TilesmithError

_TEMPLATE = "new_spec.py.jinja"


class NewSpecError(TilesmithError):
    """A spec that cannot be started in this place."""


def write_new_spec(path: Path) -> None:
    """Write a spec that works as it is and shows what can be said.

    Raises:
        NewSpecError: `path` is no name for a Python file, is there already, or cannot be written.
    """
    from tilesmith.templates import templates

    name = path.stem
    if path.suffix != ".py" or not name.isidentifier() or keyword.iskeyword(name):
        raise NewSpecError(
            f"{path} cannot name an operation: use letters, digits and _, and end it with .py, as in my_op.py"
        )
    title = name.strip("_").replace("_", " ").capitalize()
    text = (
        templates("tilesmith.agent.spec")
        .get_template(_TEMPLATE)
        .render(title=title, file=path, function=name)
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise NewSpecError(f"{path} is there already: edit it, or choose another name") from error
    except OSError as error:
        raise NewSpecError(f"{path} cannot be written: {error}") from error
