"""Every kernel that the templates can write, against the real headers of the SDK."""

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import (
    Arch,
    DType,
    ExpressionReference,
    OperationSpec,
    Parameter,
    Target,
    TensorSpec,
)
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.agent.template_drafter.device_ops import DEVICE_OPS
from tilesmith.agent.template_drafter.lower import lower
from tilesmith.knowledge.patterns import READER, WRITER
from tilesmith.tools.kernel_check import CheckStatus, KernelJob, KernelRole, check_kernels
from tilesmith.tools.sdk import resolve_sdk

# Words of an interleaved tensor in DRAM: a flag word and the page size.
ACCESSOR = (2, 2048)


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


def function_calls():
    """One operation for each entry of the table of device functions, with tensors and scalars as it asks."""
    for name, signature in DEVICE_OPS:
        letters = iter("abc")
        operands = [f"tanh({next(letters)})" if kind == "T" else "k" for kind in signature]
        if name != "fill":
            yield operation(f"{name}_{signature.lower()}", f"{name}({', '.join(operands)})", "k")


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


def jobs(spec):
    kernels = TemplateDrafter().draft_kernels(DraftRequest(spec, Target(), Knowledge())).files
    for path, source in kernels.items():
        role = {READER: KernelRole.READER, WRITER: KernelRole.WRITER}.get(path, KernelRole.COMPUTE)
        words = {KernelRole.READER: ACCESSOR * len(spec.inputs), KernelRole.WRITER: ACCESSOR}.get(role, ())
        yield KernelJob(path, source, role, compile_args=words, fp32_dest_acc=lower(spec).fp32_dest)


@pytest.mark.parametrize("spec", [*CATALOGUE.values(), *function_calls(), *MIXED], ids=lambda spec: spec.name)
def test_kernels_compile_against_the_sdk(sdk, spec):
    for check in check_kernels(sdk, list(jobs(spec)), Arch.WORMHOLE_B0):
        assert check.status is CheckStatus.PASSED, [d.message for d in check.diagnostics] or check


def test_the_spilled_operation_is_one():
    assert len(lower(MIXED[-1]).passes) > 1
