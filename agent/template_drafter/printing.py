"""Expressions as text, with no more parentheses than the precedence of Python and C++ asks for."""

from collections.abc import Callable

from tilesmith.agent.spec.expression import Call, Expression, Name, Number

_OPERATORS = {
    "equal": ("==", 1),
    "not_equal": ("!=", 1),
    "less": ("<", 2),
    "less_equal": ("<=", 2),
    "greater": (">", 2),
    "greater_equal": (">=", 2),
    "add": ("+", 3),
    "subtract": ("-", 3),
    "multiply": ("*", 4),
    "divide": ("/", 4),
}
_NEGATIVE = 5
_ATOM = 6

Printer = Callable[[str, tuple[str, ...]], str]


def to_text(expression: Expression) -> str:
    """`expression` for a person, such as `isat * expm1(v / vj)`."""
    return infix(expression, lambda function, operands: f"{function}({', '.join(operands)})", _plain)


def infix(expression: Expression, call: Printer, name: Callable[[Expression], str]) -> str:
    """`expression` with infix operators; `call` prints functions, `name` names and numbers."""
    return _print(expression, call, name)[0]


def _print(expression: Expression, call: Printer, leaf: Callable[[Expression], str]) -> tuple[str, int]:
    """The text and its precedence: an operand of a lower precedence needs parentheses."""
    if not isinstance(expression, Call):
        text = leaf(expression)
        return text, _NEGATIVE if text.startswith("-") else _ATOM
    operands = [_print(operand, call, leaf) for operand in expression.operands]
    if expression.function == "negative":
        return f"-{_enclosed(operands[0], _ATOM)}", _NEGATIVE
    if expression.function not in _OPERATORS:
        return call(expression.function, tuple(text for text, _ in operands)), _ATOM
    symbol, precedence = _OPERATORS[expression.function]
    # Left associative: the right operand of the same precedence keeps its parentheses.
    left, right = _enclosed(operands[0], precedence), _enclosed(operands[1], precedence + 1)
    return f"{left} {symbol} {right}", precedence


def _enclosed(operand: tuple[str, int], least: int) -> str:
    text, precedence = operand
    return text if precedence >= least else f"({text})"


def _plain(leaf: Expression) -> str:
    match leaf:
        case Name(name):
            return name
        case Number(value):
            return f"{value:.6g}"
        case _:
            raise TypeError(f"{leaf!r} is no leaf")
