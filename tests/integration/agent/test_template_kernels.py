"""Everything that the templates can write, against the real headers of the SDK and the contract check."""

import pytest

from tilesmith.agent.spec import (
    Arch,
    CoreMode,
    DType,
    ExpressionReference,
    Memory,
    OperationSpec,
    Parameter,
    Target,
    TensorSpec,
)
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.shapes import dimensions
from tilesmith.agent.template_drafter import template_project
from tilesmith.agent.template_drafter.device_ops import DEVICE_OPS
from tilesmith.agent.template_drafter.lower import lower
from tilesmith.agent.template_drafter.schedule import Execute
from tilesmith.tools.contract import check_contract, kernel_jobs
from tilesmith.tools.kernel_check import CheckStatus, check_kernels
from tilesmith.tools.sdk import resolve_sdk

# One kernel a function would take a minute to check.
FUNCTION_KERNELS = 8


@pytest.fixture(scope="session")
def sdk():
    return resolve_sdk()


def operation(name, expression, parameters=(), dtype=DType.BFLOAT16, inputs="abc"):
    return OperationSpec(
        name=name,
        description=expression,
        inputs=tuple(TensorSpec(name=letter, dtype=dtype) for letter in inputs),
        outputs=(TensorSpec(name="out", dtype=dtype),),
        parameters=tuple(Parameter(name=parameter, value=0.5) for parameter in parameters),
        reference=ExpressionReference(text=expression),
    )


def function_sums():
    """Operations that together call every function of the table, with tensors and scalars as it asks."""
    calls = []
    for name, signature in DEVICE_OPS:
        letters = iter("abc")
        operands = [f"tanh({next(letters)})" if kind == "T" else "k" for kind in signature]
        if name != "fill":
            calls.append(f"{name}({', '.join(operands)})")
    for first in range(FUNCTION_KERNELS):
        yield operation(f"functions_{first}", " + ".join(calls[first::FUNCTION_KERNELS]), "k")


WHOLE = "where(a > k, 1, b) * exp(tanh(a)) - tanh(a) * c"
MIXED = [
    operation("whole", WHOLE, "k"),
    operation("whole_float32", WHOLE, "k", DType.FLOAT32),
    operation("add_float32", "a + b", dtype=DType.FLOAT32, inputs="ab"),
    operation("copy_float32", "a", dtype=DType.FLOAT32, inputs="a"),
    operation(
        "spilled",
        "((exp(a)*tanh(b) + sin(a)*cos(b)) * (exp(b)*tanh(a) + sin(b)*cos(a)))"
        "* ((exp(c)*tanh(b) + sin(c)*cos(b)) * (exp(b)*tanh(c) + sin(b)*cos(c)))",
    ),
]


def draft(spec):
    return template_project(spec)


SPECS = [*CATALOGUE.values(), *function_sums(), *MIXED]
OPERATIONS = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)


@OPERATIONS
def test_kernels_compile_against_the_sdk(sdk, spec):
    for check in check_kernels(sdk, kernel_jobs(draft(spec)), Arch.WORMHOLE_B0):
        assert check.status is CheckStatus.PASSED, [d.message for d in check.diagnostics] or check


@OPERATIONS
def test_host_and_kernels_agree(spec):
    assert check_contract(draft(spec)) == []


@pytest.mark.parametrize(
    ("name", "target", "kernels"),
    [
        ("mul_bcast_scalar", Target(core_mode=CoreMode.MULTI), 4),  # a multicast
        ("matmul", Target(core_mode=CoreMode.MULTI), 3),  # in blocks
        ("add", Target(core_mode=CoreMode.MULTI, memory=Memory.SHARDED), 3),
    ],
)
def test_other_ways_of_moving_data_compile_and_agree_too(sdk, name, target, kernels):
    project = template_project(CATALOGUE[name], target)
    for check in check_kernels(sdk, kernel_jobs(project), Arch.WORMHOLE_B0):
        assert check.status is CheckStatus.PASSED, [d.message for d in check.diagnostics] or check
    assert len(kernel_jobs(project)) == kernels
    assert check_contract(project) == []


def test_every_function_of_the_table_is_among_them():
    passes = [part for spec in SPECS if not dimensions(spec) for part in lower(spec).passes]
    used = {step.node.op for part in passes for step in part.schedule.steps if isinstance(step, Execute)}
    assert used == set(DEVICE_OPS.values())


def test_the_spilled_operation_is_one():
    assert len(lower(MIXED[-1]).passes) > 1
