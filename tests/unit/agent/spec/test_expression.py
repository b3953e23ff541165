import math

import numpy as np
import pytest

from tilesmith.agent.spec.expression import Call, ExpressionError, Name, Number, evaluate, names, parse
from tilesmith.agent.spec.functions import FUNCTIONS


def test_operators_follow_pythons_precedence():
    assert parse("-a**2 + 3*b") == Call(
        "add",
        (
            Call("negative", (Call("power", (Name("a"), Number(2.0))),)),
            Call("multiply", (Number(3.0), Name("b"))),
        ),
    )


def test_names_come_in_order_of_appearance():
    assert names(parse("isat*(exp(v/vj)-1) + v")) == ("isat", "v", "vj")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("exp(1)", math.e),
        ("np.sqrt(2.25)", 1.5),
        ("2**10", 1024.0),
        ("sigmoid(0)", 0.5),
        ("gelu(1)", 0.8413447460685429),
        ("silu(2)", 2 / (1 + math.exp(-2))),
        ("softplus(0)", math.log(2)),
        ("mish(1)", math.tanh(math.log(1 + math.e))),
        ("erf(0.5)", 0.5204998778130465),
        ("elu(-1, 2)", 2 * (math.exp(-1) - 1)),
        ("leaky_relu(-3, 0.1)", -0.3),
        ("clamp(7, -1, 2.5)", 2.5),
        ("where(2 > 1, 10, 20)", 10.0),
        ("(3 <= 2) + (2 != 3)", 1.0),
        ("max(2, 5) - min(2, 5)", 3.0),
        ("rsqrt(4) + reciprocal(4)", 0.75),
        ("cos(pi)", -1.0),
    ],
)
def test_known_values(text, value):
    assert evaluate(text, {}) == pytest.approx(value, rel=1e-14)


def test_sigmoid_and_gelu_keep_their_tails():
    assert evaluate("sigmoid(x)", {"x": -700.0}) == pytest.approx(math.exp(-700), rel=1e-9)
    assert evaluate("gelu(x)", {"x": -10.0}) == pytest.approx(-7.619853024160583e-23, rel=1e-9)


def test_leaving_the_domain_gives_inf_or_nan_without_a_warning():
    assert evaluate("1/x", {"x": 0.0}) == np.inf
    assert np.isnan(evaluate("log(x)", {"x": -1.0}))


def test_evaluation_broadcasts_scalars_over_tensors():
    np.testing.assert_array_equal(evaluate("k*a", {"k": 2.0, "a": np.arange(3.0)}), [0.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a +", "cannot read the expression"),
        ("", "cannot read the expression"),
        ("a ^ 2", r"write \*\* for a power"),
        ("a if b else c", "write where"),
        ("0 < a < 1", "write where"),
        ("expp(a)", "did you mean exp"),
        ("frobnicate(a)", "unknown function 'frobnicate'.*may use abs, add"),
        ("exp(a, b)", r"exp takes 1 operand\(s\), not 2"),
        ("exp(x=a)", "no keywords"),
        ("X + 1", "cannot name a tensor"),
        ("1e999 * a", "too large"),
        ("a[0]", "is not arithmetic"),
        ("__import__('os').system('true')", "is not arithmetic"),
        ("'text'", "is not arithmetic"),
        ("True + a", "is not arithmetic"),
        ("(" * 150 + "a" + ")" * 150 + "+" * 5000 + "a", "cannot read|too deeply"),
    ],
)
def test_errors_say_what_to_write_instead(text, message):
    with pytest.raises(ExpressionError, match=message):
        parse(text)


def test_a_missing_value_is_named():
    with pytest.raises(ExpressionError, match="no value was given for b"):
        evaluate("a + b", {"a": 1.0})


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_every_function_of_the_table_computes_its_arity(function):
    operands = ", ".join(["0.5"] * function.arity)
    assert np.isfinite(evaluate(f"{function.name}({operands})", {}))
