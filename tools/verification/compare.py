"""Is an output close enough to the golden?"""

from dataclasses import dataclass

import numpy as np

from tilesmith.agent.spec import DType, Tolerance
from tilesmith.agent.spec.tolerances import EXACT
from tilesmith.tools.verification.device_numbers import SMALLEST, Array, flushed, rounded, ulp

# Where a unit of the last place of bfloat16 is the smallest normal number.
_NEARLY_NOTHING = SMALLEST * 2.0**8


@dataclass(frozen=True)
class Comparison:
    """Distance of one output from its golden; every criterion must hold."""

    failures: tuple[str, ...]
    """Criteria that do not hold, with the value found and the bound; empty: the output is right."""
    wrong: int
    """Elements beyond the bound of an element."""
    worst: tuple[int, ...]
    """Index of the element with the largest error in units of its bound."""
    max_ulp: float
    """Largest error among elements above the absolute floor, in units of the last place."""
    pcc: float | None
    """Pearson correlation; None when the golden is constant, or nearly so to its type's precision."""
    norm_relative: float

    @property
    def passed(self) -> bool:
        """The output is right."""
        return not self.failures


def compare(output: Array, golden: Array, dtype: DType, tolerance: Tolerance) -> Comparison:
    """Compare `output` with the exact `golden`, which is rounded to `dtype`; both float64 and of one shape.

    Where the golden is finite the output must be; where it is not, the output must not be finite either (the
    packer turns NaN into infinity, so which of them it is says nothing). Integers must be equal.
    """
    if dtype.is_integer:
        tolerance = EXACT.tolerance
    expected, output = rounded(golden, dtype), flushed(output, dtype)
    finite = np.isfinite(expected)
    mismatch = finite != np.isfinite(output)
    error, bound, units, floor = _errors(output, expected, dtype, tolerance)
    beyond = error > bound
    ratio = error / bound
    both = finite & np.isfinite(output)
    pcc = _correlation(output[both], expected[both])
    rounding = _correlation(expected[both], golden[both])
    if rounding is not None and rounding < (1 + tolerance.pcc) / 2:
        pcc = None  # the type's own rounding takes the correlation away
    norm = _norm_relative(output[both], expected[both])
    if _flushes(tolerance) and np.max(np.abs(expected[both]), initial=0.0) < _NEARLY_NOTHING:
        pcc, norm = None, 0.0  # what is flushed on the way is a good part of every element
    worst_ulp = float(np.max((error / units)[error > floor], initial=0.0))
    return Comparison(
        failures=tuple(_failures(beyond, mismatch, worst_ulp, pcc, norm, tolerance)),
        wrong=int(np.count_nonzero(beyond)),
        worst=tuple(int(i) for i in np.unravel_index(int(np.argmax(ratio)), ratio.shape))
        if ratio.size
        else (),
        max_ulp=worst_ulp,
        pcc=pcc,
        norm_relative=norm,
    )


def errors_in_bounds(output: Array, golden: Array, dtype: DType, tolerance: Tolerance) -> Array:
    """The error of each element in units of what is allowed there; infinite where only one is finite."""
    error, bound, _, _ = _errors(flushed(output, dtype), rounded(golden, dtype), dtype, tolerance)
    return error / bound


def _errors(
    output: Array, expected: Array, dtype: DType, tolerance: Tolerance
) -> tuple[Array, Array, Array, float]:
    """Error, allowed error and unit of the last place of each element, and the absolute floor."""
    finite = np.isfinite(expected)
    floor = tolerance.absolute_floor * float(np.max(np.abs(expected[finite]), initial=0.0))
    if _flushes(tolerance) and not dtype.is_integer:
        floor = max(floor, SMALLEST)
    units = ulp(np.where(finite, expected, 1.0), dtype)
    with np.errstate(invalid="ignore"):
        error = np.abs(output - expected)
    error = np.where(finite != np.isfinite(output), np.inf, np.where(finite, error, 0.0))
    return error, np.maximum(tolerance.max_ulp * units, floor), units, floor


def _flushes(tolerance: Tolerance) -> bool:
    """Whether the operation has intermediate results, such as partial products of the matrix engine, which
    below the smallest normal number become 0.
    """
    return tolerance.max_ulp >= 1


def _failures(
    beyond: np.ndarray,
    mismatch: np.ndarray,
    worst_ulp: float,
    pcc: float | None,
    norm: float,
    bound: Tolerance,
) -> list[str]:
    found = []
    if count := int(np.count_nonzero(mismatch)):
        found.append(f"{count} elements are finite where the golden is not, or the reverse")
    if count := int(np.count_nonzero(beyond & ~mismatch)):
        found.append(f"{count} elements are wrong, by up to {worst_ulp:.4g} ULP (allowed: {bound.max_ulp:g})")
    if pcc is not None and pcc < bound.pcc:
        found.append(f"the correlation with the golden is {pcc:.5f} (at least: {bound.pcc:g})")
    if norm > bound.norm_relative:
        found.append(f"the relative error in the norm is {norm:.3g} (allowed: {bound.norm_relative:g})")
    return found


def _correlation(output: Array, expected: Array) -> float | None:
    """None for a constant golden, of which correlation says nothing; 0 for a constant output of another."""
    if expected.size < 2 or np.ptp(expected) == 0:
        return None
    if np.ptp(output) == 0:
        return 0.0
    scale = np.max(np.abs(expected))  # so that squares of large numbers are finite
    with np.errstate(over="ignore", invalid="ignore"):
        value = float(np.corrcoef(output / scale, expected / scale)[0, 1])
    return value if np.isfinite(value) else 0.0


def _norm_relative(output: Array, expected: Array) -> float:
    scale = float(np.max(np.abs(expected), initial=0.0))
    if scale == 0:
        return np.inf if output.any() else 0.0
    with np.errstate(over="ignore"):
        distance = float(np.linalg.norm(output / scale - expected / scale))
    return distance / float(np.linalg.norm(expected / scale))
