"""Shares with their uncertainty: how much of a difference is chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from scipy import stats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Share:
    """`successes` of `total`, with the Wilson interval at 95 %."""

    successes: int
    total: int

    @property
    def value(self) -> float:
        """Between 0 and 1; NaN of nothing."""
        return self.successes / self.total if self.total else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Between which the true share lies, with 95 % confidence; everything when nothing was seen."""
        if not self.total:
            return 0.0, 1.0
        found = stats.binomtest(self.successes, self.total).proportion_ci(CONFIDENCE, method="wilson")
        return float(found.low), float(found.high)

    def __str__(self) -> str:
        if not self.total:
            return "none"
        low, high = self.interval
        return f"{self.value:.1%} ({low:.0%} to {high:.0%}, {self.successes} of {self.total})"


def pass_at_k(n: int, successes: int, k: int) -> float:
    """The chance that one of `k` samples succeeds, estimated without bias from `successes` of `n` >= `k`.

    The estimator of Chen et al., "Evaluating Large Language Models Trained on Code" (2021).
    """
    return 1.0 - comb(n - successes, k) / comb(n, k)


def pass_hat_k(n: int, successes: int, k: int) -> float:
    """The chance that all of `k` samples succeed (pass^k), estimated without bias."""
    return comb(successes, k) / comb(n, k)


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Bootstrap interval (95 %) of the mean; the mean itself twice when there is nothing to vary."""
    array = np.asarray(values, dtype=np.float64)
    if array.size < 2 or np.all(array == array[0]):
        mean = float(array.mean()) if array.size else float("nan")
        return mean, mean
    found = stats.bootstrap(
        (array,), np.mean, confidence_level=CONFIDENCE, method="percentile", rng=np.random.default_rng(0)
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def paired_p_value(a: Sequence[float], b: Sequence[float]) -> float:
    """How likely chance alone gives such a difference of the means of paired values: a permutation test."""
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if np.array_equal(first, second):
        return 1.0

    def difference(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return np.asarray(np.mean(x - y, axis=axis))

    found = stats.permutation_test(
        (first, second),
        difference,
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999,
        rng=np.random.default_rng(0),
    )
    return float(found.pvalue)
