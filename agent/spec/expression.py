"""Elementwise expressions such as `isat*(exp(v/vj)-1)`: a safe parser and the exact evaluation.

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

from tilesmith.agent.spec.functions import ALIASES, FUNCTIONS, Array, compute
from tilesmith.errors import TilesmithError


class ExpressionError(TilesmithError):
    """An expression that is not elementwise arithmetic over names and numbers."""


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
    """A function of `functions.FUNCTIONS`; operators are calls too."""

    function: str
    operands: tuple["Expression", ...]


Expression: TypeAlias = Number | Name | Call

_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "power",
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
        ExpressionError: `text` is no expression, or uses what is not elementwise arithmetic.
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
    function = FUNCTIONS.get(ALIASES.get(name, name))
    if function is None:
        raise ExpressionError(_unknown_function(name))
    if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise ExpressionError(f"{name} takes plain operands in an expression, no keywords or *")
    if len(node.args) != function.arity:
        raise ExpressionError(
            f"{name} takes {function.arity} operand(s), not {len(node.args)}, in {_short(text)}"
        )
    return Call(function.name, tuple(_convert(argument, text) for argument in node.args))


def _function_name(node: ast.expr, text: str) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MODULES:
            return name
        case _:
            raise ExpressionError(_unsupported(node, text))


def _unknown_function(name: str) -> str:
    known = sorted({*FUNCTIONS, *ALIASES})
    nearest = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(nearest)}? " if nearest else ""
    return f"unknown function {name!r}: {hint}An expression may use {', '.join(sorted(FUNCTIONS))}"


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
        f"{snippet!r} in {_short(text)} is not elementwise arithmetic: "
        "use names, numbers, + - * / **, comparisons and functions such as exp(x)"
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
