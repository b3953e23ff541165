"""A timeline of the estimate: what the reader, compute and writer kernel of each core spend their time on."""

from pathlib import Path

from tilesmith.tools.profile.estimate import CoreEstimate, Estimate

_COLOURS = {
    "transfer": "#4c78a8",
    "wait": "#c9d5e3",
    "math": "#2c6e49",
    "unpack or pack": "#9fc5a8",
    "DRAM": "#d8b365",
}
_MOST_CORES = 24
_ROW, _BAR = 3.6, 0.9


def draw(estimate: Estimate, title: str, path: Path) -> None:
    """Write the timeline to `path`, as SVG or PNG by its suffix; of many cores, the slowest are shown.

    Raises:
        ValueError: the suffix names no format that can be drawn.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    shown = sorted(
        sorted(estimate.cores, key=lambda core: -core.total)[:_MOST_CORES], key=lambda core: core.core
    )
    figure = Figure(figsize=(7, 1.6 + 0.42 * len(shown)), layout="constrained")
    axes = figure.subplots()
    scale = 1e6 * estimate.seconds / estimate.cycles if estimate.cycles else 0.0
    axes.broken_barh([(0, estimate.dram_cycles * scale)], (0, _BAR), color=_COLOURS["DRAM"])
    ticks = [(_BAR / 2, "DRAM")]
    for place, core in enumerate(shown, start=1):
        _bars(axes, core, place * _ROW, scale)
        ticks.append((place * _ROW + 1.4, f"({core.core[0]},{core.core[1]})"))
    axes.set_yticks([tick for tick, _ in ticks], [label for _, label in ticks])
    axes.invert_yaxis()
    axes.set_xlabel("estimated microseconds")
    left_out = len(estimate.cores) - len(shown)
    axes.set_title(
        f"{title}{f' (the slowest {len(shown)} cores, {left_out} left out)' if left_out else ''}", fontsize=10
    )
    patches = [Patch(color=colour, label=name) for name, colour in _COLOURS.items()]
    figure.legend(handles=patches, fontsize=7, ncols=len(patches), loc="outside lower center")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path)


def _bars(axes: object, core: CoreEstimate, top: float, scale: float) -> None:
    """Reader, compute and writer below each other; transfers before the waits for them."""
    rows = (
        [("transfer", core.read), ("wait", core.read_wait)],
        [("math", core.math), ("unpack or pack", max(0.0, core.compute - core.math))],
        [("transfer", core.write), ("wait", core.write_wait)],
    )
    for row, parts in enumerate(rows):
        start = 0.0
        for kind, cycles in parts:
            axes.broken_barh([(start, cycles * scale)], (top + row, _BAR), color=_COLOURS[kind])  # type: ignore[attr-defined]
            start += cycles * scale
