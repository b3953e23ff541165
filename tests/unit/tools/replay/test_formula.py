"""Golden formulas: numpy notation on the inputs, and nothing that could do harm."""

import numpy as np
import pytest

from tilesmith.tools.replay.formula import evaluate

A = np.array([[1.0, -2.0], [0.5, 4.0]])
B = np.array([[2.0, 3.0], [-1.0, 0.25]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in0 + in1", A + B),
        ("2*(in0 + in1)", 2 * (A + B)),
        ("in0 @ in1.T", A @ B.T),
        ("np.where(in0>0,in0,np.float32(0.1)*in0)", np.where(A > 0, A, np.float32(0.1) * A)),
        ("(in0==0)*1.0", (A == 0) * 1.0),
        ("(in0<0)|((in0==0)&(np.signbit(in0)))", A < 0),
        ("in0[::-1]", A[::-1]),
        ("in0[:1]+in0[1:]", A[:1] + A[1:]),
        ("np.clip(in0,-1.25,2.5)", np.clip(A, -1.25, 2.5)),
        ("np.full_like(in0,np.float32(-2.718))", np.full_like(A, np.float32(-2.718))),
        ("0.5*in0*(1+np.tanh(np.sqrt(2/np.pi)*in0))", 0.5 * A * (1 + np.tanh(np.sqrt(2 / np.pi) * A))),
        ("x=in0*in1; x*x", (A * B) ** 2),
    ],
)
def test_arithmetic_is_evaluated(text, expected):
    assert np.array_equal(evaluate(text, {"in0": A, "in1": B}), np.asarray(expected, np.float64))


def test_the_error_function():
    assert evaluate("erf(in0/sqrt(2))", {"in0": np.array([1.0])})[0] == pytest.approx(0.6826894921)


@pytest.mark.parametrize(
    "text",
    [
        "softmax along axis 1",
        "in0 four times",
        "rms norm",
        "sum of the 4 tiles",
        "in2 + 1",
        "",
        "__import__('os').system('true')",
        "np.load('secret.npy')",
        "np.fromfile('secret')",
        "in0.tofile('out')",
        "(lambda: 1)()",
        "[in0 for _ in in0]",
        "open('secret')",
        "np.lib.format",
    ],
)
def test_words_and_anything_but_arithmetic_have_no_value(text):
    assert evaluate(text, {"in0": A, "in1": B}) is None
