"""Carries a plan out: the tree is as it was, or as it shall be, and no file is ever half written.

The list of examples is replaced by one rename. An example is listed after its folder is complete, and taken
off the list before its folder goes, so the tree can always be configured; only an update of an example that
is listed already has an instant, between two renames, at which its folder is absent.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tilesmith.errors import reason_of
from tilesmith.tools.tree_install.plan import Plan, TreeInstallError, as_bytes, read_exactly


def install(plan: Plan) -> None:
    """Write the example and list it.

    Raises:
        TreeInstallError: the tree cannot be written, or its list changed since the plan was made.
    """
    with _failures_told(plan):
        _require_unchanged_list(plan)
        with _staging(plan) as staging:
            new = staging / "new"
            for name, text in plan.files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(as_bytes(text))
            if plan.folder.exists():
                plan.folder.rename(staging / "old")
            new.rename(plan.folder)
        _replace_list(plan)


def remove(plan: Plan) -> None:
    """Take the example off the list, then remove its folder.

    Raises:
        TreeInstallError: the tree cannot be written, or its list changed since the plan was made.
    """
    with _failures_told(plan):
        _require_unchanged_list(plan)
        _replace_list(plan)
        with _staging(plan) as staging:
            plan.folder.rename(staging / "old")


def _replace_list(plan: Plan) -> None:
    if plan.list_before == plan.list_after:
        return
    descriptor, name = tempfile.mkstemp(dir=plan.list_file.parent, prefix=".tilesmith-")
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(as_bytes(plan.list_after))
        shutil.copymode(plan.list_file, new)
        new.replace(plan.list_file)
    finally:
        new.unlink(missing_ok=True)


def _require_unchanged_list(plan: Plan) -> None:
    if read_exactly(plan.list_file) != plan.list_before:
        raise TreeInstallError(f"{plan.list_file} was changed by someone else just now: try again")


@contextmanager
def _staging(plan: Plan) -> Iterator[Path]:
    """A folder on the tree's file system, so that renames are whole or nothing; gone afterwards."""
    with tempfile.TemporaryDirectory(dir=plan.folder.parent, prefix=".tilesmith-") as folder:
        yield Path(folder)


@contextmanager
def _failures_told(plan: Plan) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TreeInstallError(f"{plan.tree} cannot be changed: {reason_of(error)}") from error
