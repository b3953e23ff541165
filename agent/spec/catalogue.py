"""The built-in operations.

Ranges lie inside each operation's domain and are chosen so that a program that writes zeros, ones or
an input unchanged cannot pass. To add an operation, add an entry.
"""

from tilesmith.agent.spec.model import (
    ExpressionReference,
    OperationSpec,
    Parameter,
    TensorSpec,
    Tolerance,
)

# The result is one of the bf16 inputs, or its negation: nothing may be rounded.
_EXACT = Tolerance(max_ulp=0.5, absolute_floor=0.0, pcc=0.99999, norm_relative=1e-6)

# One correctly rounded FPU or SFPU operation is within 0.6 ULP, one truncated by a 16-bit DST within 1;
# 1.5 admits both.
_ONE_ROUNDING = Tolerance(max_ulp=1.5, absolute_floor=1e-4, pcc=0.9999, norm_relative=0.01)

# HiFi4 adds the partial products of a pair in several steps, each rounded to a 16-bit DST: up to 2 ULP at the
# lower end of a binade.
_PRODUCT = Tolerance(max_ulp=2.5, absolute_floor=1e-4, pcc=0.9999, norm_relative=0.01)

# A HiFi4 product in a 16-bit DST is rounded after each of its phases, which makes up to 1.6 ULP;
# 2.5 admits it and rejects LoFi (up to 16 ULP).
_PRODUCT = Tolerance(max_ulp=2.5, absolute_floor=1e-4, pcc=0.9999, norm_relative=0.01)

# The accurate SFPU functions stay within 2 ULP in a 16-bit DST; their approximate modes do not.
_FUNCTION = Tolerance(max_ulp=2.5, absolute_floor=5e-4, pcc=0.9999, norm_relative=0.01)

# softplus_tile drops its exponential tail below -5 in bf16, and its polynomial adds about 1 ULP.
_POLYNOMIAL = Tolerance(max_ulp=4.0, absolute_floor=1e-3, pcc=0.9999, norm_relative=0.01)

# Four operations in a row, and exp amplifies what came before it: an fp32 DST is needed to hold this.
_CHAIN = Tolerance(max_ulp=4.0, absolute_floor=1e-3, pcc=0.999, norm_relative=0.02)


def _operation(
    name: str,
    description: str,
    expression: str,
    tolerance: Tolerance,
    parameters: tuple[Parameter, ...] = (),
    **ranges: tuple[float, float],
) -> OperationSpec:
    """An operation with one output `out`; `ranges` names its inputs in order."""
    return OperationSpec(
        name=name,
        description=description,
        inputs=tuple(TensorSpec(name=key, low=low, high=high) for key, (low, high) in ranges.items()),
        outputs=(TensorSpec(name="out"),),
        parameters=parameters,
        reference=ExpressionReference(text=expression),
        tolerance=tolerance,
    )


_OPERATIONS = (
    _operation("copy", "the input, unchanged", "a", _EXACT, a=(-4, 4)),
    _operation("add", "sum of two tensors", "a + b", _ONE_ROUNDING, a=(-4, 4), b=(-4, 4)),
    _operation("subtract", "difference of two tensors", "a - b", _ONE_ROUNDING, a=(-4, 4), b=(-4, 4)),
    _operation("multiply", "product of two tensors", "a * b", _PRODUCT, a=(-4, 4), b=(-4, 4)),
    # The divisor stays away from 0, where a quotient has no bound.
    _operation("divide", "quotient of two tensors", "a / b", _FUNCTION, a=(-4, 4), b=(0.5, 4)),
    _operation("maximum", "the larger of two tensors", "maximum(a, b)", _EXACT, a=(-4, 4), b=(-4, 4)),
    _operation("relu", "max(a, 0)", "relu(a)", _EXACT, a=(-4, 4)),
    _operation("abs", "absolute value", "abs(a)", _EXACT, a=(-4, 4)),
    _operation("negative", "the input with its sign changed", "-a", _EXACT, a=(-4, 4)),
    _operation("square", "a * a", "a * a", _PRODUCT, a=(-4, 4)),
    _operation("exp", "e ** a", "exp(a)", _FUNCTION, a=(-4, 4)),
    _operation("sigmoid", "1 / (1 + exp(-a))", "sigmoid(a)", _FUNCTION, a=(-6, 6)),
    _operation("tanh", "hyperbolic tangent", "tanh(a)", _FUNCTION, a=(-3, 3)),
    _operation("gelu", "a * Phi(a), the exact form", "gelu(a)", _POLYNOMIAL, a=(-4, 4)),
    _operation("silu", "a * sigmoid(a)", "silu(a)", _FUNCTION, a=(-6, 6)),
    _operation("softplus", "log(1 + exp(a))", "softplus(a)", _POLYNOMIAL, a=(-4, 6)),
    # Square root and reciprocal are kept away from 0, the edge of their domains.
    _operation("sqrt", "square root", "sqrt(a)", _FUNCTION, a=(0.0625, 16)),
    _operation("reciprocal", "1 / a", "1 / a", _FUNCTION, a=(0.25, 4)),
    _operation(
        "diode_equation",
        "current of a diode at voltage v (Shockley)",
        "isat * (exp(v / vj) - 1)",
        _CHAIN,
        parameters=(
            Parameter(name="isat", value=1e-3, low=1e-4, high=1e-2),
            Parameter(name="vj", value=0.25, low=0.2, high=0.5),
        ),
        v=(-0.5, 1.0),
    ),
)

CATALOGUE = {operation.name: operation for operation in _OPERATIONS}
