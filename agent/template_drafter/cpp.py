"""Expressions as C++ in double precision: the golden of the host program and the scalars it computes."""

from collections.abc import Mapping

from tilesmith.agent.spec.expression import Call, Expression, Name, Number
from tilesmith.agent.template_drafter.printing import ARITHMETIC, COMPARISONS, Style, infix

_STANDARD = {
    "power": "pow",
    "abs": "abs",
    "round": "nearbyint",
    "maximum": "fmax",
    "minimum": "fmin",
    **{name: name for name in ("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "cbrt")},
    **{name: name for name in ("floor", "ceil", "trunc", "sin", "cos", "tan", "atan", "tanh", "erf")},
}

# Functions that the C++ standard library lacks, and how they are computed without losing digits.
_REFERENCE = {
    "rsqrt": ("x", "1.0 / std::sqrt(x)"),
    "square": ("x", "x * x"),
    "reciprocal": ("x", "1.0 / x"),
    "sign": ("x", "x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : 0.0)"),
    "sigmoid": ("x", "1.0 / (1.0 + std::exp(-x))"),
    "silu": ("x", "x / (1.0 + std::exp(-x))"),
    "gelu": ("x", "0.5 * x * std::erfc(-x / std::sqrt(2.0))"),
    "softplus": ("x", "std::fmax(x, 0.0) + std::log1p(std::exp(-std::abs(x)))"),
    "mish": ("x", "x * std::tanh(std::fmax(x, 0.0) + std::log1p(std::exp(-std::abs(x))))"),
    "relu": ("x", "std::fmax(x, 0.0)"),
    "leaky_relu": ("x, slope", "x > 0.0 ? x : slope * x"),
    "elu": ("x, alpha", "x > 0.0 ? x : alpha * std::expm1(x)"),
    "clamp": ("x, low, high", "std::fmin(std::fmax(x, low), high)"),
    "where": ("condition, a, b", "condition != 0.0 ? a : b"),
    # As numbers: a quotient of two C++ comparisons would be an integer division.
    **{name: ("a, b", f"a {symbol} b ? 1.0 : 0.0") for name, (symbol, _) in COMPARISONS.items()},
}

_KEYWORDS = frozenset(
    [
        "alignas",
        "alignof",
        "and",
        "and_eq",
        "asm",
        "auto",
        "bitand",
        "bitor",
        "bool",
        "break",
        "case",
        "catch",
        "char",
        "class",
        "compl",
        "concept",
        "const",
        "consteval",
        "constexpr",
        "constinit",
        "continue",
        "default",
        "delete",
        "do",
        "double",
        "else",
        "enum",
        "explicit",
        "export",
        "extern",
        "false",
        "float",
        "for",
        "friend",
        "goto",
        "if",
        "inline",
        "int",
        "long",
        "mutable",
        "namespace",
        "new",
        "noexcept",
        "not",
        "not_eq",
        "nullptr",
        "operator",
        "or",
        "or_eq",
        "private",
        "protected",
        "public",
        "register",
        "reinterpret_cast",
        "requires",
        "return",
        "short",
        "signed",
        "sizeof",
        "static",
        "static_assert",
        "static_cast",
        "struct",
        "switch",
        "template",
        "this",
        "thread_local",
        "throw",
        "true",
        "try",
        "typedef",
        "typeid",
        "typename",
        "union",
        "unsigned",
        "using",
        "virtual",
        "void",
        "volatile",
        "wchar_t",
        "while",
        "xor",
        "xor_eq",
    ]
)


def identifier(name: str) -> str:
    """`name`, or `name_` where C++ keeps the word for itself."""
    return f"{name}_" if name in _KEYWORDS else name


def to_cpp(expression: Expression, variables: Mapping[str, str] | None = None) -> str:
    """`expression` as C++ over doubles; `variables` renames its names."""
    renamed = variables or {}

    def leaf(node: Expression) -> str:
        if isinstance(node, Name):
            return renamed.get(node.name, identifier(node.name))
        if isinstance(node, Number):
            return literal(node.value)
        raise TypeError(f"{node!r} is no leaf")

    return infix(expression, Style(ARITHMETIC, _call, leaf))


def literal(value: float) -> str:
    """A double literal that reads back as exactly `value`."""
    if value != value or value in (float("inf"), float("-inf")):
        return {"nan": "NAN", "inf": "INFINITY", "-inf": "-INFINITY"}[str(value)]
    text = repr(value)
    return text if "." in text or "e" in text else f"{text}.0"


def reference_functions(expression: Expression) -> list[str]:
    """Definitions of the functions in `expression` that are not in the standard library."""
    used = sorted(_functions(expression) & _REFERENCE.keys())
    return [_definition(name, *_REFERENCE[name]) for name in used]


def _definition(name: str, arguments: str, body: str) -> str:
    declared = ", ".join(f"double {argument}" for argument in arguments.split(", "))
    return f"double {name}({declared}) {{ return {body}; }}"


def _functions(expression: Expression) -> set[str]:
    if not isinstance(expression, Call):
        return set()
    return {expression.function}.union(*(_functions(operand) for operand in expression.operands))


def _call(function: str, operands: tuple[str, ...]) -> str:
    qualified = f"std::{_STANDARD[function]}" if function in _STANDARD else f"reference::{function}"
    return f"{qualified}({', '.join(operands)})"
