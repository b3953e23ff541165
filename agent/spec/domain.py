"""Input ranges for an expression whose user gave none: inside the domain of every function in it."""

from collections.abc import Mapping
from itertools import product

import numpy as np

from tilesmith.agent.spec.expression import (
    Call,
    Expression,
    ExpressionError,
    Number,
    evaluate_tree,
    names,
)
from tilesmith.agent.spec.functions import Array

Range = tuple[float, float]

# Tried in this order: both signs where possible, else positive, else above 1 (for log(log(x)) and the like).
_CANDIDATES = ((-2.0, 2.0), (-0.9, 0.9), (0.125, 4.0), (1.25, 4.0))
# How near an operand may come to a singularity: quotients stay within 32 times the dividend.
_MARGIN = 1 / 32
# exp of more has no float32, and sums with such numbers are lost to bf16.
_LARGEST = 1e6
# A square, so that products of matrices, transposes and sums along an axis have operands that fit.
_SAMPLES = (48, 48)
# Up to 64 combinations of ranges are tried.
_MOST_INPUTS_COMBINED = 3


def choose_ranges(
    text: str,
    expression: Expression,
    parameters: Mapping[str, float],
    given: Mapping[str, Range],
) -> dict[str, Range]:
    """A range for each input of `expression`: the one of `given`, else finite and away from singularities.

    Raises:
        ExpressionError: none of the usual ranges fits.
    """
    inputs = [name for name in names(expression) if name not in parameters]
    wanted = [name for name in inputs if name not in given]
    for usual in _combinations(len(wanted)):
        ranges = dict(given) | dict(zip(wanted, usual, strict=True))
        if not wanted or _well_behaved(expression, _samples(ranges) | dict(parameters)):
            return ranges
    raise ExpressionError(
        f"{text!r} leaves the domain of one of its functions for every usual range of inputs: "
        f"give the range of each in a Python file (--spec), such as inputs = {{{inputs[0]!r}: (3, 9)}}"
    )


def _combinations(inputs: int) -> list[tuple[Range, ...]]:
    """Which ranges to try for so many inputs, the most wanted first; one for all when there are many."""
    if inputs > _MOST_INPUTS_COMBINED:
        return [(usual,) * inputs for usual in _CANDIDATES]
    places = sorted(product(range(len(_CANDIDATES)), repeat=inputs), key=lambda choice: (sum(choice), choice))
    return [tuple(_CANDIDATES[place] for place in choice) for choice in places]


def _samples(ranges: Mapping[str, Range]) -> dict[str, Array | float]:
    generator = np.random.default_rng(0)
    return {name: generator.uniform(low, high, _SAMPLES) for name, (low, high) in ranges.items()}


def _well_behaved(expression: Expression, values: Mapping[str, Array | float]) -> bool:
    if not isinstance(expression, Call):
        return True
    operands = [evaluate_tree(operand, values) for operand in expression.operands]
    result = evaluate_tree(expression, values)
    return (
        all(_well_behaved(operand, values) for operand in expression.operands)
        and bool(np.all(np.abs(result) <= _LARGEST))  # also false for NaN
        and _inside_domain(expression, operands)
    )


def _inside_domain(call: Call, operands: list[Array]) -> bool:
    match call.function:
        case "divide":
            return _one_sign(operands[1])
        case "reciprocal":
            return _one_sign(operands[0])
        case "log" | "log2" | "log10" | "sqrt" | "rsqrt":
            return bool(np.all(operands[0] >= _MARGIN))
        case "log1p":
            return bool(np.all(operands[0] >= _MARGIN - 1))
        case "tan":
            return bool(np.all(np.abs(np.cos(operands[0])) >= _MARGIN))
        case "power":
            return _power_inside(call.operands[1], *operands)
        case _:
            return True


def _one_sign(divisor: Array) -> bool:
    return bool(np.all(divisor >= _MARGIN) or np.all(divisor <= -_MARGIN))


def _power_inside(exponent: Expression, base: Array, exponents: Array) -> bool:
    """Whole exponents take any base, negative ones away from 0; others take positive bases."""
    if isinstance(exponent, Number | Call) and exponents.ndim == 0 and float(exponents).is_integer():
        return float(exponents) >= 0 or _one_sign(base)
    return bool(np.all(base >= _MARGIN))
