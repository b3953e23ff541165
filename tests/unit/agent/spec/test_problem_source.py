"""What a problem file of KernelBench tells by its text alone."""

import ast

import pytest

from tilesmith.agent.spec.problem_source import constants_of, described_by_text
from tilesmith.agent.spec.torch_formula import formula_of_module
from tilesmith.tools.torch_module import Argument

FILE = """
import torch
import torch.nn as nn

class Model(nn.Module):
    def forward(self, A, x):
        {body}

M = 1024 * 2
N = 2**4 - 1
rate = 0.5
dims = (1, 2)
M2 = M * 2
flag = True

def get_inputs():
    A = torch.rand(M, N)
    return [A, torch.randn(M, N)]

def get_init_inputs():
    return []
"""
NAMES = {"A": "a", "x": "x"}


def file(body: str) -> str:
    source = FILE.format(body=body)
    ast.parse(source)
    return source


def formula(body: str, *, loosely: bool = False, **numbers: float) -> str | None:
    return formula_of_module(file(body), NAMES, numbers, loosely=loosely)


def test_its_constants_are_the_whole_numbers_at_its_top() -> None:
    assert constants_of(file("return A")) == {"M": 2048, "N": 15}


def test_plain_tensors_are_described_with_their_sizes_and_ranges() -> None:
    found = described_by_text(file("return A * x"))
    assert found is not None
    assert found.arguments == (
        Argument(name="A", weight=False, shape=("M", "N"), low=0.0, high=1.0),
        Argument(name="x", weight=False, shape=("M", "N"), low=-4.0, high=4.0),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("torch.rand(M, N)", "torch.rand(M, N * 2)"),
        ("torch.rand(M, N)", "torch.rand(M, N) - 0.5"),
        ("torch.rand(M, N)", "torch.rand(M, N, dtype=torch.float64)"),
        ("return []", "return [M]"),
    ],
)
def test_of_anything_else_pytorch_has_to_be_asked(old: str, new: str) -> None:
    assert described_by_text(file("return A * x").replace(old, new)) is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("return torch.relu(A) + x", "relu(a) + x"),
        ("return torch.nn.functional.softplus(A) * x", "softplus(a) * x"),
        ("h = A * x; return h + torch.exp(h)", "a * x + exp(a * x)"),
        ("return torch.matmul(A.T, x)", "matmul(a.T, x)"),
        ("return A * self.slope + x", "a * 0.25 + x"),
        ("return torch.softmax(A, dim=1) + x", None),
        ("return A", None),
        ("return self.layer(A) + x", None),
    ],
)
def test_a_formula_is_read_from_the_module(body: str, found: str | None) -> None:
    assert formula(body, slope=0.25) == found


def test_keywords_are_operands_only_for_whoever_compares_the_results() -> None:
    body = "return torch.leaky_relu(A, negative_slope=0.5) + x"
    assert formula(body) is None
    assert formula(body, loosely=True) == "leaky_relu(a, 0.5) + x"
