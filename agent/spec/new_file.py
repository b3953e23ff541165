"""Writes the Python file of a new operation, for the user to edit."""

import keyword
from pathlib import Path

from tilesmith.errors import TilesmithError, reason_of

_TEMPLATE = "new_spec.py.jinja"


class NewSpecError(TilesmithError):
    """A spec that cannot be started in this place."""


def write_new_spec(path: Path) -> Path:
    """Write a spec that works as it is and shows what can be said; gives its file.

    Args:
        path: with or without `.py`.

    Raises:
        NewSpecError: `path` is no name for a Python file, is there already, or cannot be written.
    """
    from tilesmith.templates import templates

    name = path.name.removesuffix(".py")
    if not name.isidentifier() or keyword.iskeyword(name):
        raise NewSpecError(f"{path} cannot name an operation: use letters, digits and _, as in my_op.py")
    path = path.with_name(f"{name}.py")
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
        raise NewSpecError(f"cannot write {path} ({reason_of(error)}): name another file") from error
    return path
