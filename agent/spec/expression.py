"""Expressions such as `isat*(exp(v/vj)-1)` or `a @ b`: a safe parser and the exact evaluation.

Parsing uses Python's grammar through `ast`; nothing is ever executed by it.
"""

import ast
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

import numpy as np

from tilesmith.agent.spec.functions import (
    ALIASES,
    AXES,
    FUNCTIONS,
    MATRIX_FUNCTIONS,
    REDUCTIONS,
    Array,
    compute,
)
from tilesmith.errors import TilesmithError


class ExpressionError(TilesmithError):
    """An expression that is not arithmetic over names and numbers."""


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """An input tensor or a scalar parameter."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function of `functions.FUNCTIONS` or `MATRIX_FUNCTIONS`; operators are calls too."""

    function: str
    operands: tuple["Expression", ...]


Expression: TypeAlias = Number | Name | Call

_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "power",
    ast.MatMult: "matmul",
}
_COMPARISON: dict[type[ast.cmpop], str] = {
    ast.Lt: "less",
    ast.LtE: "less_equal",
    ast.Gt: "greater",
    ast.GtE: "greater_equal",
    ast.Eq: "equal",
    ast.NotEq: "not_equal",
}
# `np.exp(x)` means exp(x): people paste from their numpy or torch code.
_MODULES = {"np", "numpy", "math", "torch", "F"}
_CONSTANTS = {"pi": math.pi}
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")


def parse(text: str) -> Expression:
    """The tree of `text`.

    Raises:
        ExpressionError: `text` is no expression, or uses what is not arithmetic.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return _convert(tree.body, text)
    except SyntaxError as error:
        raise ExpressionError(f"cannot read the expression {_short(text)}: {error.msg}") from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise ExpressionError("the expression is too deeply nested or holds a null byte: split it") from error


def names(expression: Expression) -> tuple[str, ...]:
    """The names in `expression`, in the order of their first appearance."""
    match expression:
        case Number():
            return ()
        case Name(name):
            return (name,)
        case Call(_, operands):
            return tuple(dict.fromkeys(name for operand in operands for name in names(operand)))


def calls(expression: Expression) -> Iterator[Call]:
    """The function calls in `expression`, outer ones first."""
    if isinstance(expression, Call):
        yield expression
        for operand in expression.operands:
            yield from calls(operand)


def reduced_axes(expression: Expression) -> set[int]:
    """The axes (-1, -2) along which something in `expression` is reduced."""
    reductions = [call for call in calls(expression) if call.function in REDUCTIONS.values()]
    axes = [operand for call in reductions for operand in call.operands[1:2] if isinstance(operand, Number)]
    return {int(axis.value) for axis in axes}


def is_elementwise(expression: Expression) -> bool:
    """Whether each element of the result depends on the elements of the inputs at its own place alone."""
    return not any(call.function in MATRIX_FUNCTIONS for call in calls(expression))


def moves_only(expression: Expression) -> bool:
    """Whether the result is an input's elements, each as it is, in whatever order."""
    match expression:
        case Call("transpose", (operand,)):
            return moves_only(operand)
        case _:
            return isinstance(expression, Name)


def evaluate_tree(expression: Expression, values: Mapping[str, Array | float]) -> Array:
    """`expression` in float64, with broadcasting; out of a function's domain gives inf or NaN."""
    match expression:
        case Number(value):
            return np.float64(value) * np.ones(())
        case Name(name):
            return np.asarray(values[name], dtype=np.float64)
        case Call(function, operands):
            return compute(function, *(evaluate_tree(operand, values) for operand in operands))


def evaluate(text: str, values: Mapping[str, Array | float]) -> Array:
    """The value of the expression `text`, in float64.

    Raises:
        ExpressionError: `text` is no expression, or `values` lacks one of its names.
    """
    expression = parse(text)
    missing = [name for name in names(expression) if name not in values]
    if missing:
        raise ExpressionError(f"no value was given for {', '.join(missing)} of the expression {_short(text)}")
    return evaluate_tree(expression, values)


def output_of(text: str, tensors: Mapping[str, Array], scalars: Mapping[str, float]) -> Array:
    """The tensor that the expression `text` makes of `tensors`, in float64; all of them count for its shape.

    Raises:
        ExpressionError: `text` is no expression, or a name of it has no value.
    """
    value = evaluate(text, {**tensors, **scalars})
    if is_elementwise(parse(text)):
        value = np.broadcast_to(value, np.broadcast_shapes(*(tensor.shape for tensor in tensors.values())))
    return value.copy()


def _convert(node: ast.expr, text: str) -> Expression:
    match node:
        case ast.Constant():
            return _number(node, text)
        case ast.Name(id=identifier):
            return _name(identifier, text)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _convert(operand, text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Call("negative", (_convert(operand, text),))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _BINARY:
            return Call(_BINARY[type(operator)], (_convert(left, text), _convert(right, text)))
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _COMPARISON:
            return Call(_COMPARISON[type(operator)], (_convert(left, text), _convert(right, text)))
        case ast.Call():
            return _call(node, text)
        case ast.Attribute(value=matrix, attr="T"):
            return Call("transpose", (_convert(matrix, text),))
        case _:
            raise ExpressionError(_unsupported(node, text))


def _number(node: ast.Constant, text: str) -> Number:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError(_unsupported(node, text))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ExpressionError(f"a number in {_short(text)} is too large for a float64: scale the expression")
    return Number(number)


def _name(identifier: str, text: str) -> Expression:
    if identifier in _CONSTANTS:
        return Number(_CONSTANTS[identifier])
    if not _IDENTIFIER.match(identifier):
        raise ExpressionError(
            f"{identifier!r} in {_short(text)} cannot name a tensor: "
            "use lower case letters, digits and _, a letter first"
        )
    return Name(identifier)


def _call(node: ast.Call, text: str) -> Call:
    name = _function_name(node.func, text)
    if name in REDUCTIONS and node.keywords:
        return _reduction(name, node, text)
    known = FUNCTIONS | MATRIX_FUNCTIONS
    function = known.get(ALIASES.get(name, name))
    if function is None:
        raise ExpressionError(_unknown_function(name))
    if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise ExpressionError(f"{name} takes plain operands in an expression, no keywords or *")
    if len(node.args) != function.arity:
        raise ExpressionError(
            f"{name} takes {function.arity} operand(s), not {len(node.args)}, in {_short(text)}"
        )
    operands = tuple(_convert(argument, text) for argument in node.args)
    if function.name in REDUCTIONS.values():
        operands = (operands[0], _axis(operands[1], text))
    return Call(function.name, operands)


def _reduction(name: str, node: ast.Call, text: str) -> Call:
    """`np.sum(x, axis=-1, keepdims=True)`, and torch's `dim` and `keepdim`."""
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    axis = given.pop("axis", given.pop("dim", None))
    kept = given.pop("keepdims", given.pop("keepdim", None))
    if axis is None or given or len(node.args) != 1:
        raise ExpressionError(f"{name} in {_short(text)}: write {REDUCTIONS[name]}(x, -1) for the rows of x")
    if not (isinstance(kept, ast.Constant) and kept.value is True):
        raise ExpressionError(f"{name} in {_short(text)} must keep its axis: write keepdims=True")
    return Call(REDUCTIONS[name], (_convert(node.args[0], text), _axis(_convert(axis, text), text)))


def _axis(expression: Expression, text: str) -> Number:
    """The number that `expression` is: to the parser, -1 is the function `negative` of 1."""
    match expression:
        case Call("negative", (Number(value),)) if -value in AXES:
            return Number(-value)
        case _:
            raise ExpressionError(
                f"the axis in {_short(text)} must be -1 (along each row) or -2 (along each column)"
            )


def _function_name(node: ast.expr, text: str) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MODULES:
            return name
        case _:
            raise ExpressionError(_unsupported(node, text))


def _unknown_function(name: str) -> str:
    known = sorted({*FUNCTIONS, *MATRIX_FUNCTIONS, *ALIASES})
    nearest = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(nearest)}? " if nearest else ""
    there = ", ".join(sorted({*FUNCTIONS, *MATRIX_FUNCTIONS}))
    return f"unknown function {name!r}: {hint}An expression may use {there}"


def _unsupported(node: ast.expr, text: str) -> str:
    snippet = ast.unparse(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
        return f"{snippet!r}: write ** for a power, ^ is a bit operation"
    if isinstance(node, ast.BoolOp | ast.IfExp) or (isinstance(node, ast.Compare) and len(node.ops) > 1):
        return (
            f"{snippet!r}: write where(condition, a, b) and single comparisons, "
            "whose results 1 and 0 multiply like numbers"
        )
    return (
        f"{snippet!r} in {_short(text)} is not arithmetic of tensors: "
        "use names, numbers, + - * / ** @, comparisons and functions such as exp(x)"
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
