"""The functions that an expression may use, with their exact meaning in numpy float64.

Most are elementwise. Those of `MATRIX_FUNCTIONS` work on the last two dimensions of their operand; sums and
maxima along an axis keep it, with size 1.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Function:
    """One function: how many operands it takes and what it computes."""

    name: str
    arity: int
    compute: Callable[..., Array]
    summary: str


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)), without overflow for large negative x."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -x)))


def erf(x: Array) -> Array:
    """The error function; numpy has none."""
    from scipy.special import erf as scipy_erf

    return np.asarray(scipy_erf(x))


def gelu(x: Array) -> Array:
    """The exact GELU, x * Phi(x); `erfc` keeps the digits of the negative tail."""
    from scipy.special import erfc

    return np.asarray(0.5 * x * erfc(-x / np.sqrt(2.0)))


def _truth(condition: Array) -> Array:
    """1.0 where true and 0.0 elsewhere, as the device's comparisons give."""
    return np.asarray(condition, dtype=np.float64)


def _where(condition: Array, a: Array, b: Array) -> Array:
    return np.where(condition != 0, a, b)


def _elu(x: Array, alpha: Array) -> Array:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


_TABLE: tuple[tuple[str, int, Callable[..., Array], str], ...] = (
    ("add", 2, np.add, "a + b"),
    ("subtract", 2, np.subtract, "a - b"),
    ("multiply", 2, np.multiply, "a * b"),
    ("divide", 2, np.divide, "a / b"),
    ("power", 2, np.power, "a ** b"),
    ("negative", 1, np.negative, "-x"),
    ("less", 2, lambda a, b: _truth(a < b), "1 where a < b, else 0"),
    ("less_equal", 2, lambda a, b: _truth(a <= b), "1 where a <= b, else 0"),
    ("greater", 2, lambda a, b: _truth(a > b), "1 where a > b, else 0"),
    ("greater_equal", 2, lambda a, b: _truth(a >= b), "1 where a >= b, else 0"),
    ("equal", 2, lambda a, b: _truth(a == b), "1 where a == b, else 0"),
    ("not_equal", 2, lambda a, b: _truth(a != b), "1 where a != b, else 0"),
    ("exp", 1, np.exp, "e ** x"),
    ("exp2", 1, np.exp2, "2 ** x"),
    ("expm1", 1, np.expm1, "exp(x) - 1, exact near 0"),
    ("log", 1, np.log, "natural logarithm"),
    ("log2", 1, np.log2, "logarithm to base 2"),
    ("log10", 1, np.log10, "logarithm to base 10"),
    ("log1p", 1, np.log1p, "log(1 + x), exact near 0"),
    ("sqrt", 1, np.sqrt, "square root"),
    ("rsqrt", 1, lambda x: 1.0 / np.sqrt(x), "1 / sqrt(x)"),
    ("cbrt", 1, np.cbrt, "cube root"),
    ("square", 1, np.square, "x * x"),
    ("reciprocal", 1, lambda x: 1.0 / x, "1 / x"),
    ("abs", 1, np.abs, "absolute value"),
    ("sign", 1, np.sign, "-1, 0 or 1"),
    ("floor", 1, np.floor, "largest integer not above x"),
    ("ceil", 1, np.ceil, "smallest integer not below x"),
    ("trunc", 1, np.trunc, "x without its fraction"),
    ("round", 1, np.round, "nearest integer, halves to even"),
    ("sin", 1, np.sin, "sine, x in radians"),
    ("cos", 1, np.cos, "cosine, x in radians"),
    ("tan", 1, np.tan, "tangent, x in radians"),
    ("atan", 1, np.arctan, "arc tangent"),
    ("tanh", 1, np.tanh, "hyperbolic tangent"),
    ("erf", 1, erf, "error function"),
    ("sigmoid", 1, sigmoid, "1 / (1 + exp(-x))"),
    ("silu", 1, lambda x: x * sigmoid(x), "x * sigmoid(x)"),
    ("gelu", 1, gelu, "x * Phi(x), the exact form"),
    ("softplus", 1, lambda x: np.logaddexp(0.0, x), "log(1 + exp(x))"),
    ("mish", 1, lambda x: x * np.tanh(np.logaddexp(0.0, x)), "x * tanh(softplus(x))"),
    ("relu", 1, lambda x: np.maximum(x, 0.0), "max(x, 0)"),
    ("leaky_relu", 2, lambda x, slope: np.where(x > 0, x, slope * x), "x where x > 0, else slope * x"),
    ("elu", 2, _elu, "x where x > 0, else alpha * (exp(x) - 1)"),
    ("maximum", 2, np.maximum, "the larger of a and b"),
    ("minimum", 2, np.minimum, "the smaller of a and b"),
    ("clamp", 3, lambda x, low, high: np.minimum(np.maximum(x, low), high), "x held in low .. high"),
    ("where", 3, _where, "a where c is not 0, else b"),
)

FUNCTIONS = {name: Function(name, arity, compute, summary) for name, arity, compute, summary in _TABLE}

# The second operand of a reduction is the axis: a number of `AXES`.
_MATRIX_TABLE: tuple[tuple[str, int, Callable[..., Array], str], ...] = (
    ("matmul", 2, np.matmul, "a @ b, the product of matrices"),
    ("transpose", 1, lambda x: np.swapaxes(x, -1, -2), "x.T, rows and columns exchanged"),
    ("reduce_sum", 2, lambda x, axis: np.sum(x, axis=int(axis), keepdims=True), "sum along an axis"),
    ("reduce_max", 2, lambda x, axis: np.max(x, axis=int(axis), keepdims=True), "largest along an axis"),
    ("reduce_mean", 2, lambda x, axis: np.mean(x, axis=int(axis), keepdims=True), "mean along an axis"),
)
MATRIX_FUNCTIONS = {
    name: Function(name, arity, compute, summary) for name, arity, compute, summary in _MATRIX_TABLE
}
AXES = (-1, -2)
"""Along each row, and along each column."""

# How numpy and torch call reductions: np.sum(x, axis=-1, keepdims=True).
REDUCTIONS = {"sum": "reduce_sum", "max": "reduce_max", "amax": "reduce_max", "mean": "reduce_mean"}

# What people type for the same thing.
ALIASES = {
    "max": "maximum",
    "min": "minimum",
    "fabs": "abs",
    "absolute": "abs",
    "arctan": "atan",
    "rint": "round",
    "neg": "negative",
    "pow": "power",
    "sub": "subtract",
    "mul": "multiply",
    "div": "divide",
    "recip": "reciprocal",
    "swish": "silu",
    "logistic": "sigmoid",
    "clip": "clamp",
}


def compute(name: str, *operands: Array) -> Array:
    """The function `name` of `operands`; out of the domain gives inf or NaN without a warning."""
    with np.errstate(all="ignore"):
        function = FUNCTIONS.get(name) or MATRIX_FUNCTIONS[name]
        return np.asarray(function.compute(*operands), dtype=np.float64)
