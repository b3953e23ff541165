"""Expressions as text, with no more parentheses than the precedence of Python and C++ asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tilesmith.agent.spec.expression import Call, Expression, Name, Number

ARITHMETIC = {"add": ("+", 2), "subtract": ("-", 2), "multiply": ("*", 3), "divide": ("/", 3)}
COMPARISONS = {
    "equal": ("==", 1),
    "not_equal": ("!=", 1),
    "less": ("<", 1),
    "less_equal": ("<=", 1),
    "greater": (">", 1),
    "greater_equal": (">=", 1),
}
_NEGATIVE = 4
_ATOM = 5

Operators = Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Style:
    """How a language writes expressions."""

    operators: Operators
    """Symbol and precedence; functions that are not here are written as calls."""
    call: Callable[[str, tuple[str, ...]], str]
    leaf: Callable[[Expression], str]
    """Names and numbers."""


def to_text(expression: Expression) -> str:
    """`expression` for a person, such as `isat * expm1(v / vj)`."""
    return infix(expression, _PLAIN)


def infix(expression: Expression, style: Style) -> str:
    """`expression` with operators between their operands."""
    return _print(expression, style)[0]


def _print(expression: Expression, style: Style) -> tuple[str, int]:
    """The text and its precedence: an operand of a lower precedence needs parentheses."""
    if not isinstance(expression, Call):
        text = style.leaf(expression)
        return text, _NEGATIVE if text.startswith("-") else _ATOM
    operands = [_print(operand, style) for operand in expression.operands]
    if expression.function == "negative":
        return f"-{_enclosed(operands[0], _ATOM)}", _NEGATIVE
    if expression.function not in style.operators:
        return style.call(expression.function, tuple(text for text, _ in operands)), _ATOM
    symbol, precedence = style.operators[expression.function]
    # Left associative: a right operand of the same precedence keeps its parentheses; comparisons never chain.
    least = precedence + 1 if expression.function in COMPARISONS else precedence
    return f"{_enclosed(operands[0], least)} {symbol} {_enclosed(operands[1], precedence + 1)}", precedence


def _enclosed(operand: tuple[str, int], least: int) -> str:
    text, precedence = operand
    return text if precedence >= least else f"({text})"


def _plain_leaf(leaf: Expression) -> str:
    match leaf:
        case Name(name):
            return name
        case Number(value):
            return f"{value:.6g}"
        case _:
            raise TypeError(f"{leaf!r} is no leaf")


_PLAIN = Style(
    operators=ARITHMETIC | COMPARISONS,
    call=lambda function, operands: f"{function}({', '.join(operands)})",
    leaf=_plain_leaf,
)
