import pytest

from tilesmith.agent.spec.expression import parse
from tilesmith.agent.template_drafter.cpp import literal, reference_functions, to_cpp
from tilesmith.agent.template_drafter.printing import to_text


@pytest.mark.parametrize(
    "text",
    [
        "a - b - c",
        "a - (b - c)",
        "a / (b / c)",
        "a * (b + c)",
        "-a + b",
        "-(a + b)",
        "a < b",
        "(a < b) * c",
        "(a < b) == (b < c)",
        "a * -b",
        "isat * (exp(v / vj) - 1)",
        "where(a > 0, a, b * 0.1)",
    ],
)
def test_text_keeps_only_the_parentheses_that_matter(text):
    assert to_text(parse(text)) == text


def test_text_reads_back_as_the_same_expression():
    for text in ("a*-2", "a - -2", "(a+b)*(a-b)/(-a)", "power(a, b) + a"):
        assert parse(to_text(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "cpp"),
    [
        ("isat*(exp(v/vj)-1)", "isat * (std::exp(v / vj) - 1.0)"),
        ("max(a, 0)**2", "std::pow(std::fmax(a, 0.0), 2.0)"),
        ("gelu(a) + 1e-12", "reference::gelu(a) + 1e-12"),
        ("int + double", "int_ + double_"),
        ("round(a)", "std::nearbyint(a)"),
        ("(a < b) / 2", "reference::less(a, b) / 2.0"),
    ],
)
def test_cpp_of_the_golden(text, cpp):
    assert to_cpp(parse(text)) == cpp


def test_cpp_can_rename_what_it_reads():
    assert to_cpp(parse("1/vj"), {"vj": 'arguments.parameter("vj")'}) == '1.0 / arguments.parameter("vj")'


def test_functions_that_the_standard_library_lacks_are_defined():
    assert reference_functions(parse("relu(a) + exp(relu(b))")) == [
        "double relu(double x) { return std::fmax(x, 0.0); }"
    ]


@pytest.mark.parametrize("value", [0.1, 1e300, -2.5e-30, 3.0, 1 / 3])
def test_literals_are_exact(value):
    assert float(literal(value)) == value


def test_literals_of_infinity():
    assert literal(float("-inf")) == "-INFINITY"
