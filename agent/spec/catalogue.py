"""The built-in operations.

Ranges lie inside each operation's domain and are chosen so that a program that writes zeros, ones or
an input unchanged cannot pass. To add an operation, add an entry.
"""

from tilesmith.agent.spec.model import (
    ExpressionReference,
    OperationSpec,
    Parameter,
    TensorSpec,
)
from tilesmith.agent.spec.tolerances import (
    ACCUMULATION,
    CHAIN,
    EXACT,
    FUNCTION,
    ONE_ROUNDING,
    POLYNOMIAL,
    PRODUCT,
    Family,
)


def _operation(
    name: str,
    description: str,
    expression: str,
    family: Family,
    parameters: tuple[Parameter, ...] = (),
    shapes: dict[str, str] | None = None,
    **ranges: tuple[float, float],
) -> OperationSpec:
    """An operation with one output `out`; `ranges` names its inputs in order, `shapes` their dimensions."""
    shapes = shapes or {}
    return OperationSpec(
        name=name,
        description=description,
        inputs=tuple(
            TensorSpec(name=key, low=low, high=high, shape=tuple(shapes.get(key, "").split()))
            for key, (low, high) in ranges.items()
        ),
        outputs=(TensorSpec(name="out"),),
        parameters=parameters,
        reference=ExpressionReference(text=expression),
        tolerance=family.tolerance,
    )


def _reductions(name: str, description: str, family: Family) -> tuple[OperationSpec, ...]:
    """Along each row and along each column.

    One number for the whole matrix is left out: no tolerance that bfloat16 allows tells it from that of other
    inputs.
    """
    return tuple(
        _operation(
            f"reduce_{name}_{which}",
            f"{description} of each {of}",
            f"reduce_{name}(a, {axis})",
            family,
            shapes={"a": "rows columns"},
            a=(-4, 4),
        )
        for which, of, axis in (("row", "row", -1), ("col", "column", -2))
    )


_OPERATIONS = (
    _operation("copy", "the input, unchanged", "a", EXACT, a=(-4, 4)),
    _operation("add", "sum of two tensors", "a + b", ONE_ROUNDING, a=(-4, 4), b=(-4, 4)),
    _operation("subtract", "difference of two tensors", "a - b", ONE_ROUNDING, a=(-4, 4), b=(-4, 4)),
    _operation("multiply", "product of two tensors", "a * b", PRODUCT, a=(-4, 4), b=(-4, 4)),
    # The divisor stays away from 0, where a quotient has no bound.
    _operation("divide", "quotient of two tensors", "a / b", FUNCTION, a=(-4, 4), b=(0.5, 4)),
    _operation("maximum", "the larger of two tensors", "maximum(a, b)", EXACT, a=(-4, 4), b=(-4, 4)),
    _operation("relu", "max(a, 0)", "relu(a)", EXACT, a=(-4, 4)),
    _operation("abs", "absolute value", "abs(a)", EXACT, a=(-4, 4)),
    _operation("negative", "the input with its sign changed", "-a", EXACT, a=(-4, 4)),
    _operation("square", "a * a", "a * a", PRODUCT, a=(-4, 4)),
    _operation("exp", "e ** a", "exp(a)", FUNCTION, a=(-4, 4)),
    _operation("sigmoid", "1 / (1 + exp(-a))", "sigmoid(a)", FUNCTION, a=(-6, 6)),
    _operation("tanh", "hyperbolic tangent", "tanh(a)", FUNCTION, a=(-3, 3)),
    _operation("gelu", "a * Phi(a), the exact form", "gelu(a)", POLYNOMIAL, a=(-4, 4)),
    _operation("silu", "a * sigmoid(a)", "silu(a)", FUNCTION, a=(-6, 6)),
    _operation("softplus", "log(1 + exp(a))", "softplus(a)", POLYNOMIAL, a=(-4, 6)),
    # Square root and reciprocal are kept away from 0, the edge of their domains.
    _operation("sqrt", "square root", "sqrt(a)", FUNCTION, a=(0.0625, 16)),
    _operation("reciprocal", "1 / a", "1 / a", FUNCTION, a=(0.25, 4)),
    _operation(
        "diode_equation",
        "current of a diode at voltage v (Shockley)",
        "isat * (exp(v / vj) - 1)",
        CHAIN,
        parameters=(
            Parameter(name="isat", value=1e-3, low=1e-4, high=1e-2),
            Parameter(name="vj", value=0.25, low=0.2, high=0.5),
        ),
        v=(-0.5, 1.0),
    ),
    # Matrices: the inputs have dimensions of their own.
    _operation(
        "matmul",
        "product of two matrices",
        "a @ b",
        ACCUMULATION,
        shapes={"a": "m k", "b": "k n"},
        a=(-2, 2),
        b=(-2, 2),
    ),
    _operation("transpose", "rows and columns exchanged", "a.T", EXACT, shapes={"a": "m n"}, a=(-4, 4)),
    *_reductions("sum", "sum", ACCUMULATION),
    *_reductions("max", "largest element", EXACT),
    *(
        _operation(
            f"{function}_bcast_{along}",
            f"{description} of a matrix and a {thing} that is broadcast",
            f"a {symbol} b",
            family,
            shapes={"a": "rows columns", "b": shape},
            a=(-4, 4),
            b=(-4, 4),
        )
        for function, symbol, description, family in (
            ("add", "+", "sum", ONE_ROUNDING),
            ("sub", "-", "difference", ONE_ROUNDING),
            ("mul", "*", "product", PRODUCT),
        )
        for along, thing, shape in (
            ("rows", "row", "1 columns"),
            ("cols", "column", "rows 1"),
            ("scalar", "single number", "1 1"),
        )
    ),
)

CATALOGUE = {operation.name: operation for operation in _OPERATIONS}
