"""How the estimate of a program's time is shown."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tilesmith.tools.profile import Bound, Estimate

_COLUMNS = ("core", "reads", "waits", "unpack", "math", "pack", "writes", "waits", "total")
_MOST_CORES = 16


def profile_json(estimate: Estimate) -> dict[str, Any]:
    """For `--json`: the whole and each core, in cycles."""
    return {
        "cycles": estimate.cycles,
        "microseconds": 1e6 * estimate.seconds,
        "bound": estimate.bound.value,
        "utilisation": {bound.value: estimate.utilisation(bound) for bound in Bound},
        "dram_cycles": estimate.dram_cycles,
        "cores": [
            {
                "core": core.core,
                "read": core.read,
                "read_wait": core.read_wait,
                "write": core.write,
                "write_wait": core.write_wait,
                "unpack": core.unpack,
                "math": core.math,
                "pack": core.pack,
                "total": core.total,
            }
            for core in estimate.cores
        ],
    }


def profile_table(estimate: Estimate) -> RenderableType:
    """Cycles core by core, the slowest first, and what bounds the whole."""
    table = Table(*_COLUMNS, box=None, pad_edge=False, title="estimated cycles", title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for core in sorted(estimate.cores, key=lambda each: -each.total)[:_MOST_CORES]:
        cycles = (
            core.read,
            core.read_wait,
            core.unpack,
            core.math,
            core.pack,
            core.write,
            core.write_wait,
            core.total,
        )
        table.add_row(f"({core.core[0]},{core.core[1]})", *(f"{value:,.0f}" for value in cycles))
    if len(estimate.cores) > _MOST_CORES:
        table.add_row(f"and {len(estimate.cores) - _MOST_CORES} more")
    busy = ", ".join(f"{bound.value} {estimate.utilisation(bound):.0%}" for bound in Bound)
    time = f"about {1e6 * estimate.seconds:,.2f} us on {estimate.arch.value}"
    summary = f"\n{time}, bound by {estimate.bound.value}; busy: {busy}"
    return Group(table, Text(summary, style="bold"))
