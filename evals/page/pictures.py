"""The pictures of a report, as SVG to stand in a page."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilesmith.evals.metrics import STAGES, Metrics
from tilesmith.evals.run.sample import SampleResult, Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = {
    "none": "#9e9e9e",
    "contract": "#c62828",
    "kernel_check": "#ef6c00",
    "host_build": "#f9a825",
    "run": "#6a5acd",
    "verified": "#2e7d32",
}


def repair_curve(metrics: Metrics) -> str:
    """Share of verified samples over attempts, with the Wilson interval as a band."""
    figure, axes = _figure(4.6, 3.0)
    attempts = range(1, len(metrics.curve) + 1)
    axes.fill_between(
        attempts,
        [100 * share.interval[0] for share in metrics.curve],
        [100 * share.interval[1] for share in metrics.curve],
        color="#2e7d3233",
    )
    axes.plot(attempts, [100 * share.value for share in metrics.curve], marker="o", color="#2e7d32")
    axes.set(xlabel="attempts", ylabel="verified, %", ylim=(0, 102), xticks=list(attempts))
    axes.grid(alpha=0.3)
    return _svg(figure)


def failure_flow(results: Sequence[SampleResult]) -> str:
    """How far the candidates of each attempt came, of all samples; a verified one stays verified."""
    told = [result for result in results if result.status is not Status.INFRA]
    longest = max((len(result.attempts) for result in told), default=0)
    figure, axes = _figure(4.6, 3.0)
    bottoms = [0.0] * longest
    for stage in STAGES:
        heights = [float(sum(_stage_at(result, at) == stage for result in told)) for at in range(longest)]
        if any(heights):
            label = stage.replace("_", " ")
            axes.bar(range(1, longest + 1), heights, 0.7, bottoms, color=_COLOURS[stage], label=label)
        bottoms = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]
    axes.set(xlabel="attempt", ylabel="samples", xticks=list(range(1, longest + 1)))
    if longest:
        axes.legend(fontsize=7, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return _svg(figure)


def cost_and_success(results: Sequence[SampleResult]) -> str:
    """Each task: what its samples took in seconds, and how many were verified."""
    figure, axes = _figure(4.6, 3.0)
    seconds, shares = [], []
    for task in sorted({result.key.task for result in results}):
        own = [result for result in results if result.key.task == task and result.status is not Status.INFRA]
        if own:
            seconds.append(sum(result.seconds for result in own) / len(own))
            shares.append(100 * sum(result.status is Status.VERIFIED for result in own) / len(own))
    axes.scatter(seconds, shares, s=18, color=_COLOURS["run"], alpha=0.6)
    axes.set(xlabel="seconds a sample", ylabel="verified, %", ylim=(-4, 104))
    axes.set_xlim(0, 1.05 * max(seconds, default=1.0))
    axes.grid(alpha=0.3)
    return _svg(figure)


def _stage_at(result: SampleResult, at: int) -> str:
    if not result.attempts:
        return "none"
    return result.attempts[min(at, len(result.attempts) - 1)].stage


def _figure(width: float, height: float) -> "tuple[Figure, Axes]":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _svg(figure: "Figure") -> str:
    """The picture without the XML head, which has no place inside a page."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    svg = text.getvalue()
    return svg[svg.index("<svg") :]
