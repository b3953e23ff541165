"""Mistakes that models are known to make, planted into correct files so that each must be noticed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tilesmith.evals.mutation.operators import Mutant, mutants_of
from tilesmith.tools.project import Project

_ONE_MORE = "wait for one more"
# Operators of the mutator that no correct verification can overlook on several shapes.
_UNMISTAKABLE = {
    "drop read barrier",
    "move read barrier",
    "drop wait",
    "drop push",
    _ONE_MORE,
    "one tile less",
    "wrong accessor offset",
    "page 0",
    "drop init",
    "drop operation",
    "drop commit",
    "drop pack",
    "drop transfer",
}


@dataclass(frozen=True)
class Flaw:
    """A mistake in one file."""

    name: str
    file: str
    text: str
    """Of the whole file, with the mistake."""


def flaws_of(project: Project) -> list[Flaw]:
    """Every known mistake that `project` offers a place for, in a fixed order."""
    planted = [
        Flaw(mutant.operator, mutant.file, mutant.text)
        for mutant in mutants_of(project)
        if mutant.operator in _UNMISTAKABLE and not _may_be_harmless(mutant, project)
    ]
    return [*planted, *_by_name(project)]


def _may_be_harmless(mutant: Mutant, project: Project) -> bool:
    """Whether what is waited for too early may come all the same, for another wait for the same buffer."""
    buffer = re.match(r"cb_wait_front\(\w+", mutant.before)
    return (
        mutant.operator == _ONE_MORE
        and buffer is not None
        and project.files[mutant.file].count(f"{buffer[0]},") > 1
    )


def _by_name(project: Project) -> Iterator[Flaw]:
    """Names, headers and paths that do not exist."""
    for name, change in _RENAMES.items():
        for file, text in {**project.kernels, **project.host_sources}.items():
            wrong = change(text)
            if wrong != text:
                yield Flaw(name, file, wrong)


def _first(pattern: str, replacement: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, replacement, text, count=1)


_RENAMES: dict[str, Callable[[str], str]] = {
    "a name of an older release": _first(
        r"\bcompute_kernel_hw_startup(?:<[^>]*>)?\(", "binary_op_init_common("
    ),
    "a name that never was": _first(r"\bnoc_async_write_barrier\(\)", "noc_async_write_fence()"),
    "an older header": _first(r'"api/dataflow/dataflow_api\.h"', '"dataflow_api_addrgen.h"'),
    "a kernel path from a template": _first(r"kernels/dataflow/reader\.cpp", "path/to/kernel_reader.cpp"),
    "an argument left out": _first(r"(tile_regs_acquire)\(\)", r"\1(0, 1)"),
}
