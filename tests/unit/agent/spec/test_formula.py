"""A function that is a formula in other words is read as one; anything else stays a function."""

from pathlib import Path

import pytest

from tilesmith.agent.spec.formula import formula_of
from tilesmith.agent.spec.model import ExpressionReference, OperationSpec, PythonReference
from tilesmith.agent.spec.python_file import load_spec
from tilesmith.agent.spec.tolerances import CHAIN


def formula(body: str, *, operands: str = "a b", constants: dict[str, float] | None = None) -> str | None:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    arguments = ", ".join(operands.split())
    return formula_of(f"def op({arguments}):\n{lines}\n", "op", set(operands.split()), constants or {})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a + b", "a + b"),
        ('"""Says what it does."""\nreturn a * np.exp(b)', "a * np.exp(b)"),
        ("t = a - b\nreturn t * t", "(a - b) * (a - b)"),
        ("t: float = np.abs(a)\nu = t + 1\nreturn b / u", "b / (np.abs(a) + 1)"),
        ("a = a * 2\nreturn a + b", "a * 2 + b"),
        ("return SCALE * a + b", "3.5 * a + b"),
        ("return a @ b.T", "a @ b.T"),
        ("return a / np.sum(b, axis=-1, keepdims=True)", "a / np.sum(b, axis=-1, keepdims=True)"),
    ],
)
def test_assignments_and_a_return_are_an_expression(body: str, expected: str) -> None:
    assert formula(body, constants={"SCALE": 3.5}) == expected


@pytest.mark.parametrize(
    "body",
    [
        "return a.sum() + b",
        "return np.cumsum(a) + b",
        "return a / np.sum(b, axis=-1)",
        "if FLAG:\n    return a\nreturn b",
        "for i in range(3):\n    a = a + b\nreturn a",
        "return a + UNKNOWN * b",
        "return a, b",
        "x, y = a, b\nreturn x + y",
        "return a",
        "pass",
    ],
)
def test_anything_else_is_not(body: str) -> None:
    assert formula(body) is None


def test_a_formula_too_long_to_write_out_is_none() -> None:
    assert formula("\n".join(["a = a * a"] * 40) + "\nreturn a + b") is None


def test_an_operand_hides_a_constant_of_the_same_name() -> None:
    assert formula("return a + b", constants={"a": 1.0}) == "a + b"


def spec_of(folder: Path, text: str) -> OperationSpec:
    (folder / "op.py").write_text(text)
    return load_spec(folder / "op.py")


def test_a_simple_spec_file_is_an_expression_with_the_tolerance_of_its_family(tmp_path: Path) -> None:
    spec = spec_of(
        tmp_path, "import numpy as np\nK = 2\ndef op(a, *, s=0.5):\n    return np.exp(K * a) * s\n"
    )

    assert spec.reference == ExpressionReference(text="np.exp(2.0 * a) * s")
    assert spec.tolerance == CHAIN.tolerance


def test_a_tolerance_of_the_users_stays(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, 'tolerance = {"max_ulp": 9}\ndef op(a):\n    return a + 1\n')

    assert spec.tolerance.max_ulp == 9


@pytest.mark.parametrize(
    "text",
    [
        "def exp(x):\n    return x\ndef op(a):\n    return exp(a)\n",
        "def op(a):\n    return a.sum(axis=-1)\n",
        "def op(a):\n    return a / 0 if (1 / 0) else a\n",
        'outputs = ("x", "y")\ndef op(a):\n    return a, -a\n',
    ],
)
def test_what_means_something_else_there_stays_a_function(tmp_path: Path, text: str) -> None:
    assert isinstance(spec_of(tmp_path, text).reference, PythonReference)
