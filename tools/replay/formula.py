"""Values of a program's golden formula: numpy notation, evaluated without running it as Python."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
# Besides numpy's elementwise functions, which compute and do nothing else.
_FUNCTIONS = (
    "where",
    "clip",
    "full_like",
    "zeros_like",
    "ones_like",
    "round",
    "sum",
    "mean",
    "max",
    "min",
    "cumsum",
)
_CONSTANTS = ("pi", "e", "inf")


class _NotAFormulaError(Exception):
    """The text holds something else than arithmetic on the inputs."""


def evaluate(text: str, inputs: Mapping[str, Array]) -> Array | None:
    """The value of `text` for `inputs` in float64; None where it is described in words.

    Names are the inputs, `np`'s elementwise functions, `erf` and `sqrt`; `x=...; formula` defines `x` first.
    """
    names: dict[str, Any] = dict(inputs)
    try:
        *definitions, formula = text.split(";")
        with np.errstate(all="ignore"):
            for definition in definitions:
                name, _, value = definition.partition("=")
                names[name.strip()] = _value(_parsed(value), names)
            return np.asarray(_value(_parsed(formula), names), np.float64)
    except (_NotAFormulaError, SyntaxError, TypeError, ValueError, RecursionError):
        return None


def _parsed(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:  # noqa: ANN401 - numbers, arrays and booleans
    match node:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
            return _UNARY[type(op)](_value(operand, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return _COMPARISONS[type(op)](_value(left, names), _value(right, names))
        case ast.Attribute(value=ast.Name(id="np"), attr=name) if name in _CONSTANTS:
            return getattr(np, name)
        case ast.Attribute(value=value, attr="T"):
            return _value(value, names).T
        case ast.Subscript(value=value, slice=index):
            return _value(value, names)[_index(index)]
        case ast.Call(func=function, args=arguments, keywords=keywords):
            given = {word.arg: _value(word.value, names) for word in keywords if word.arg}
            return _function(function)(*(_value(argument, names) for argument in arguments), **given)
        case _:
            raise _NotAFormulaError(ast.dump(node))


def _index(node: ast.expr) -> Any:  # noqa: ANN401 - what numpy takes between brackets
    match node:
        case ast.Slice(lower=lower, upper=upper, step=step):
            return slice(*(None if part is None else _value(part, {}) for part in (lower, upper, step)))
        case ast.Tuple(elts=parts):
            return tuple(map(_index, parts))
        case _:
            return _value(node, {})


def _function(node: ast.expr) -> Callable[..., Any]:
    match node:
        case ast.Name(id="erf"):
            from scipy.special import erf

            return erf
        case ast.Name(id="sqrt"):
            return np.sqrt
        case ast.Attribute(value=ast.Name(id="np"), attr="float32"):
            return np.float32
        case ast.Attribute(value=ast.Name(id="np"), attr=name):
            function = getattr(np, name, None)
            if isinstance(function, np.ufunc) or (name in _FUNCTIONS and function is not None):
                return function
    raise _NotAFormulaError(ast.dump(node))
