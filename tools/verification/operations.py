"""How much the compute engines did, by what the emulator counted.

Too little explains why a result was computed elsewhere; it proves nothing by itself: the packer adds and
clamps too, and a vector program of the user's own has no name to be counted under.
"""

from collections.abc import Mapping

from tilesmith.tools.runner import Report

# In the names of the compute API's operations.
_OF_COMPUTE = ("_tile", "_block", "sfpi")
# Of the compute engines, but results are operands: unpacking, packing, and moving within a tile.
_MOVERS = {
    *("copy_tile", "copy_block_matmul_partials", "copy_dest_values", "unary_bcast"),
    *("pack_tile", "pack_untilize_block", "pack_untilize_dest", "tilize_block", "untilize_block"),
    *("transpose_tile", "transpose_dest"),
}


def operations(report: Report) -> int:
    """Operations of matrix engine and vector engine that make numbers out of numbers."""
    return _sum(report.counters)


def operations_by_core(report: Report) -> dict[tuple[int, int], int]:
    """The same of each core, by its logical place."""
    return {
        (entry["core"][0], entry["core"][1]): _sum(entry["counters"])
        for entry in report.counters.get("by_core", ())
    }


def _sum(counters: Mapping[str, object]) -> int:
    return sum(
        count
        for name, count in counters.items()
        if isinstance(count, int) and name not in _MOVERS and any(part in name for part in _OF_COMPUTE)
    )
