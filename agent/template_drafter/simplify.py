"""Rewrites an expression into the operations that the device does best.

The rules keep the mathematical value and improve on precision or cost: `exp(x) - 1` is `expm1(x)`,
`x / vj` is a multiplication by the reciprocal that the host computes, `a * a` is one square.
"""

from collections.abc import Callable

from tilesmith.agent.template_drafter.terms import Op, Scalar, Tensor, Term, number, scalar_call

Rule = Callable[[Op], Term | None]

# Powers up to this are chains of squares and _products; `power_tile` (log, exp) is dearer and less exact.
_LARGEST_CHAIN = 16

_MIRRORED = {
    "add": "add",
    "multiply": "multiply",
    "maximum": "maximum",
    "minimum": "minimum",
    "equal": "equal",
    "not_equal": "not_equal",
    "less": "greater",
    "less_equal": "greater_equal",
    "greater": "less",
    "greater_equal": "less_equal",
}


def simplify(term: Term) -> Term:
    """`term`, rewritten from the leaves to the root until no rule applies."""
    if not isinstance(term, Op):
        return term
    return _settle(Op(term.name, tuple(simplify(operand) for operand in term.operands)))


def _settle(op: Op) -> Term:
    scalars = [operand for operand in op.operands if isinstance(operand, Scalar)]
    if len(scalars) == len(op.operands):
        return scalar_call(op.name, *scalars)
    for rule in _RULES:
        better = rule(op)
        if better is not None:
            return simplify(better)
    return op


def _is(term: Term, value: float) -> bool:
    return isinstance(term, Scalar) and term.constant == value


def _scalar_second(op: Op) -> Term | None:
    """2*x -> x*2, 1 < x -> x > 1: the device's functions take the tile first."""
    match op:
        case Op(name, (Scalar() as a, (Tensor() | Op()) as b)) if name in _MIRRORED:
            return Op(_MIRRORED[name], (b, a))
    return None


def _identities(op: Op) -> Term | None:
    """x+0, x-0, x*1, x/1, x**1 -> x; --x -> x."""
    match op:
        case Op("add" | "subtract", (x, zero)) if _is(zero, 0.0):
            return x
        case Op("multiply" | "divide" | "power", (x, one)) if _is(one, 1.0):
            return x
        case Op("negative", (Op("negative", (x,)),)):
            return x
    return None


def _negations(op: Op) -> Term | None:
    """0-x, x*-1, x/-1 -> -x; x + -y -> x - y; x - -y -> x + y; -x*y -> -(x*y)."""
    match op:
        case Op("multiply" | "divide" as name, (Op("negative", (x,)), (Tensor() | Op()) as y)):
            return Op("negative", (Op(name, (x, y)),))
        case Op("multiply" | "divide" as name, ((Tensor() | Op()) as x, Op("negative", (y,)))):
            return Op("negative", (Op(name, (x, y)),))
        case Op("subtract", (zero, x)) if _is(zero, 0.0):
            return Op("negative", (x,))
        case Op("multiply" | "divide", (x, minus_one)) if _is(minus_one, -1.0):
            return Op("negative", (x,))
        case Op("add", (x, Op("negative", (y,)))):
            return Op("subtract", (x, y))
        case Op("add", (Op("negative", (y,)), x)):
            return Op("subtract", (x, y))
        case Op("subtract", (x, Op("negative", (y,)))):
            return Op("add", (x, y))
    return None


def _named_functions(op: Op) -> Term | None:
    """exp(x)-1, log(x+1), max(x,0), 1/(1+exp(-x)), x*sigmoid(x): one function, exact where a chain is not."""
    match op:
        case Op("subtract", (Op("exp", (x,)), one)) if _is(one, 1.0):
            return Op("expm1", (x,))
        case Op("add", (Op("exp", (x,)), minus_one)) if _is(minus_one, -1.0):
            return Op("expm1", (x,))
        case Op("log", (Op("add", (Op("exp", (x,)), one)),)) if _is(one, 1.0):
            return Op("softplus", (x,))
        case Op("log1p", (Op("exp", (x,)),)):
            return Op("softplus", (x,))
        case Op("log", (Op("add", (x, one)),)) if _is(one, 1.0):
            return Op("log1p", (x,))
        case Op("maximum", (x, zero)) if _is(zero, 0.0):
            return Op("relu", (x,))
        case Op("reciprocal", (Op("add", (Op("exp", (Op("negative", (x,)),)), one)),)) if _is(one, 1.0):
            return Op("sigmoid", (x,))
        case Op("multiply", (x, Op("sigmoid", (y,))) | (Op("sigmoid", (y,)), x)) if x == y:
            return Op("silu", (x,))
        case Op("divide", (x, Op("add", (Op("exp", (Op("negative", (y,)),)), one)))) if (
            _is(one, 1.0) and x == y
        ):
            return Op("silu", (x,))
        case Op("multiply", (x, Op("tanh", (Op("softplus", (y,)),)))) if x == y:
            return Op("mish", (x,))
    return None


def _quotients(op: Op) -> Term | None:
    """x/s -> x*(1/s); s/x -> s*recip(x); 1/sqrt(x) -> rsqrt(x); x*recip(y) -> x/y."""
    match op:
        case Op("divide", (x, Scalar() as s)):
            return Op("multiply", (x, scalar_call("divide", number(1.0), s)))
        case Op("divide", (Scalar() as s, x)):
            return Op("multiply", (Op("reciprocal", (x,)), s))
        case Op("reciprocal", (Op("sqrt", (x,)),)):
            return Op("rsqrt", (x,))
        case Op("multiply", ((Tensor() | Op()) as x, Op("reciprocal", (y,)))):
            return Op("divide", (x, y))
        case Op("multiply", (Op("reciprocal", (y,)), (Tensor() | Op()) as x)):
            return Op("divide", (x, y))
    return None


def _products(op: Op) -> Term | None:
    """x*x -> square; x+x -> 2x; (x*s)*t -> x*(s*t); (x+s)+t -> x+(s+t), and so with differences."""
    match op:
        case Op("multiply", (x, y)) if x == y:
            return Op("square", (x,))
        case Op("add", (x, y)) if x == y:
            return Op("multiply", (x, number(2.0)))
        case Op("multiply", (Op("multiply", (x, Scalar() as s)), Scalar() as t)):
            return Op("multiply", (x, scalar_call("multiply", s, t)))
        case Op("multiply", (Op("negative", (x,)), Scalar() as s)):
            return Op("multiply", (x, scalar_call("negative", s)))
        case Op("negative", (Op("multiply", (x, Scalar() as s)),)):
            return Op("multiply", (x, scalar_call("negative", s)))
        case Op("add", (Op("add", (x, Scalar() as s)), Scalar() as t)):
            return Op("add", (x, scalar_call("add", s, t)))
        case Op("subtract", (Op("add", (x, Scalar() as s)), Scalar() as t)):
            return Op("add", (x, scalar_call("subtract", s, t)))
        case Op("add", (Op("subtract", (x, Scalar() as s)), Scalar() as t)):
            return Op("add", (x, scalar_call("subtract", t, s)))
    return None


def _powers(op: Op) -> Term | None:
    """x**2 -> square, x**0.5 -> sqrt, x**-n -> recip(x**n), small whole _powers -> _products."""
    match op:
        case Op("power", (x, Scalar() as s)) if s.constant is not None:
            return _constant_power(x, s.constant)
    return None


def _constant_power(x: Term, exponent: float) -> Term | None:
    if exponent == 0.0:
        return Op("add", (Op("multiply", (x, number(0.0))), number(1.0)))
    if exponent in (0.5, -0.5):
        return Op("sqrt" if exponent > 0 else "rsqrt", (x,))
    if exponent < 0 and exponent.is_integer() and -exponent <= _LARGEST_CHAIN:
        return Op("reciprocal", (Op("power", (x, number(-exponent))),))
    if exponent.is_integer() and 2 <= exponent <= _LARGEST_CHAIN:
        half = Op("square", (Op("power", (x, number(exponent // 2))),))
        return half if exponent % 2 == 0 else Op("multiply", (half, x))
    return None


def _general_forms(op: Op) -> Term | None:
    """Forms whose device function takes scalars only, written out where an operand is a tensor."""
    match op:
        case Op("leaky_relu", (x, (Tensor() | Op()) as slope)):
            return Op("where", (Op("greater", (x, number(0.0))), x, Op("multiply", (x, slope))))
        case Op("elu", (x, (Tensor() | Op()) as alpha)):
            negative = Op("multiply", (Op("expm1", (Op("minimum", (x, number(0.0))),)), alpha))
            return Op("where", (Op("greater", (x, number(0.0))), x, negative))
        case Op("clamp", (x, low, high)) if not (isinstance(low, Scalar) and isinstance(high, Scalar)):
            return Op("minimum", (Op("maximum", (x, low)), high))
    return None


# Tried in this order: the first that applies wins, and the result is simplified again.
_RULES: tuple[Rule, ...] = (
    _scalar_second,
    _identities,
    _negations,
    _named_functions,
    _quotients,
    _products,
    _powers,
    _general_forms,
)
