"""Spec files that come with the package, by a name that holds on every machine where it is installed."""

from importlib.resources import files
from pathlib import Path

PACKAGED = "tilesmith:"
"""Begins the name of a file of the package, such as `tilesmith:evals/projects/softmax/spec.py`."""


def located(name: str | None) -> Path | None:
    """Where the file `name` is here; None: no file is named."""
    if not name:
        return None
    if name.startswith(PACKAGED):
        return Path(str(files("tilesmith"))) / name.removeprefix(PACKAGED)
    return Path(name)
