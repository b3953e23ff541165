"""Two evaluations side by side: which is better, and whether that can be chance."""

from dataclasses import dataclass

from tilesmith.evals.metrics import Metrics, metrics_of, rates_by_task
from tilesmith.evals.run.sample import SampleResult
from tilesmith.evals.run.store import EvaluationError
from tilesmith.evals.statistics import paired_p_value

SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Comparison:
    """Of the tasks that both evaluations have."""

    a: Metrics
    b: Metrics
    tasks: int
    difference: float
    """Mean over tasks of the share verified: that of B less that of A."""
    p_value: float
    better: tuple[str, ...]
    """Tasks that B verifies more often."""
    worse: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What follows from it."""
        points = f"{100 * self.difference:+.1f} points over {self.tasks} tasks (p = {self.p_value:.3f})"
        if self.p_value >= SIGNIFICANT:
            return f"no difference can be told from chance: {points}"
        return f"B is {'better' if self.difference > 0 else 'worse'}: {points}"


def compare(a: list[SampleResult], b: list[SampleResult]) -> Comparison:
    """`b` against `a`, task by task.

    Raises:
        EvaluationError: they have no task in common.
    """
    rates_a, rates_b = rates_by_task(a), rates_by_task(b)
    common = sorted(rates_a.keys() & rates_b.keys())
    if not common:
        raise EvaluationError("the two evaluations have no task in common that ended: compare others")
    values_a, values_b = [rates_a[task] for task in common], [rates_b[task] for task in common]
    return Comparison(
        a=metrics_of([result for result in a if result.key.task in common]),
        b=metrics_of([result for result in b if result.key.task in common]),
        tasks=len(common),
        difference=sum(values_b) / len(common) - sum(values_a) / len(common),
        p_value=paired_p_value(values_a, values_b),
        better=tuple(task for task in common if rates_b[task] > rates_a[task]),
        worse=tuple(task for task in common if rates_b[task] < rates_a[task]),
    )
