"""How the programming examples of a checkout fared, as a table, a page and JSON."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tilesmith.tools.examples import Example, Outcome

_COLOURS = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.BEYOND: "yellow"}


def examples_json(examples: Sequence[Example]) -> dict[str, Any]:
    """For `--json`."""
    return {
        "examples": [
            {"name": each.name, "outcome": each.outcome.value, "reason": each.reason, "seconds": each.seconds}
            for each in examples
        ]
    }


def examples_table(examples: Sequence[Example]) -> RenderableType:
    """One row an example, and the sum."""
    shown = Table(box=None, pad_edge=False)
    shown.add_column("example", no_wrap=True)
    shown.add_column("outcome", no_wrap=True)
    shown.add_column("seconds", justify="right")
    shown.add_column("why, or what was found", overflow="fold")
    for each in examples:
        outcome = Text(each.outcome.value, style=_COLOURS[each.outcome])
        shown.add_row(each.name, outcome, f"{each.seconds:.1f}", each.reason)
    return Group(shown, Text(f"\n{_sum(examples)}", style="bold"))


def examples_page(examples: Sequence[Example]) -> str:
    """The page of the documentation."""
    lines = [
        "# Official programming examples on the emulator",
        "",
        "Written by `tilesmith emulator examples --tt-metal CHECKOUT --markdown FILE`: every program under",
        "`tt_metal/programming_examples` of a checkout of the 0.65 generation, built unmodified with CMake",
        "against the emulated TT-Metalium, and run. Kernels that the checkout has moved since an example was",
        "written are found where they are now.",
        "",
        _sum(examples),
        "",
        "| example | outcome | seconds | why, or what was found |",
        "|---|---|---:|---|",
        *(
            f"| {each.name} | {each.outcome.value} | {each.seconds:.1f} | {each.reason} |"
            for each in examples
        ),
    ]
    return "\n".join(lines) + "\n"


def _sum(examples: Sequence[Example]) -> str:
    counts = (f"{sum(each.outcome is outcome for each in examples)} {outcome.value}" for outcome in Outcome)
    return f"{len(examples)} examples: {', '.join(counts)}"
