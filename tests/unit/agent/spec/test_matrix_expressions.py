"""Products of matrices, transposes and sums along an axis in expressions."""

import numpy as np
import pytest

from tilesmith.agent.spec.expression import (
    ExpressionError,
    evaluate,
    is_elementwise,
    moves_only,
    names,
    parse,
)
from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.infer_shapes import infer_shapes
from tilesmith.agent.spec.resolve import OperationRequest, resolve

A = np.arange(12.0).reshape(3, 4)
B = np.arange(20.0).reshape(4, 5) - 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a @ b", A @ B),
        ("matmul(a, b)", A @ B),
        ("np.matmul(a, b)", A @ B),
        ("a.T", A.T),
        ("transpose(a)", A.T),
        ("b.T @ a.T", (A @ B).T),
        ("reduce_sum(a, -1)", A.sum(axis=-1, keepdims=True)),
        ("np.sum(a, axis=-2, keepdims=True)", A.sum(axis=-2, keepdims=True)),
        ("torch.mean(a, dim=-1, keepdim=True)", A.mean(axis=-1, keepdims=True)),
        ("a - reduce_max(a, -1)", A - A.max(axis=-1, keepdims=True)),
        ("max(a, 2)", np.maximum(A, 2)),  # of two operands, as everywhere
    ],
)
def test_they_are_those_of_numpy(text: str, expected: np.ndarray) -> None:
    assert np.array_equal(evaluate(text, {"a": A, "b": B}), expected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reduce_sum(a, 0)", "must be -1 (along each row) or -2"),
        ("reduce_sum(a, b)", "must be -1 (along each row) or -2"),
        ("np.sum(a, axis=-1)", "must keep its axis: write keepdims=True"),
        ("np.sum(a, keepdims=True)", "write reduce_sum(x, -1)"),
        ("matmul(a)", "takes 2 operand(s), not 1"),
        ("exp(a, axis=-1)", "no keywords"),
    ],
)
def test_errors_say_what_to_write_instead(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said.replace("(", r"\(").replace(")", r"\)")):
        parse(text)


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("a + b", {}),
        ("a @ b", {"a": ("m", "k"), "b": ("k", "n")}),
        ("a @ b.T", {"a": ("m", "k"), "b": ("n", "k")}),
        ("relu(a @ b + c)", {"a": ("m", "k"), "b": ("k", "n"), "c": ("m", "n")}),
        ("exp(a) / reduce_sum(exp(a), -1)", {"a": ("m", "k")}),
        ("a.T @ a", {"a": ("m", "k")}),
        ("(a @ b) @ a", {"a": ("m", "k"), "b": ("k", "m")}),
    ],
)
def test_dimensions_follow_from_the_expression(text: str, shapes: dict[str, tuple[str, str]]) -> None:
    expression = parse(text)
    assert infer_shapes(expression, names(expression)) == shapes


def test_a_product_over_a_single_element_is_refused() -> None:
    with pytest.raises(ExpressionError, match="one element"):
        infer_shapes(parse("reduce_sum(a, -1) @ b"), ("a", "b"))


def test_an_expression_is_asked_for_like_any_other() -> None:
    spec = resolve(OperationRequest(expression="relu(a @ b)"))
    assert [tensor.shape for tensor in spec.inputs] == [("m", "k"), ("k", "n")]
    assert np.array_equal(golden(spec, {"a": A, "b": B}, {})["out"], np.maximum(A @ B, 0))


def test_what_an_expression_does_to_elements() -> None:
    assert is_elementwise(parse("exp(a) * b")) and not is_elementwise(parse("exp(a.T)"))
    assert moves_only(parse("a.T")) and moves_only(parse("a"))
    assert not moves_only(parse("a.T + a"))
