"""Which pattern serves an operation on matrices, and what is refused."""

import pytest

from tilesmith.agent.spec import CoreMode, DType, Memory, OperationSpec, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.template_drafter import template_project
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.template_drafter.lower import lower
from tilesmith.agent.template_drafter.matrix import matrix_program
from tilesmith.knowledge.patterns import BCAST, MATMUL, MATMUL_BLOCKS, MULTICAST, REDUCE, TRANSPOSE

ONE, ALL = Target(core_mode=CoreMode.SINGLE), Target(core_mode=CoreMode.MULTI)


def of(text: str) -> OperationSpec:
    return resolve(OperationRequest(expression=text))


@pytest.mark.parametrize(
    ("name", "target", "pattern"),
    [
        ("matmul", ONE, MATMUL),
        ("matmul", ALL, MATMUL_BLOCKS),
        ("transpose", ALL, TRANSPOSE),
        ("reduce_sum_row", ALL, REDUCE),
        ("add_bcast_rows", ALL, BCAST),
        ("add_bcast_scalar", ONE, BCAST),
        ("add_bcast_scalar", ALL, MULTICAST),
    ],
)
def test_each_has_its_pattern(name, target, pattern):
    program = matrix_program(CATALOGUE[name], target)
    assert program is not None and program.pattern is pattern


@pytest.mark.parametrize("name", ["add", "exp", "copy"])
def test_elementwise_operations_have_none(name):
    assert matrix_program(CATALOGUE[name], ONE) is None


def test_matrices_of_one_named_shape_are_elementwise(tmp_path):
    file = tmp_path / "sums.py"
    file.write_text('shapes = {"a": "m n", "b": "m n"}\n\n\ndef sums(a, b):\n    return a + b\n')
    spec = resolve(OperationRequest(spec_file=file))
    assert matrix_program(spec, ONE) is None
    assert "add_tiles" in template_project(spec).files["kernels/compute/sums.cpp"]


def test_what_is_broadcast_comes_second(tmp_path):
    file = tmp_path / "scaled.py"
    file.write_text('shapes = {"w": "1 n", "x": "m n"}\n\n\ndef scaled(w, x):\n    return w * x\n')
    program = matrix_program(resolve(OperationRequest(spec_file=file)), ONE)
    assert program is not None
    assert [buffer.name for buffer in program.inputs] == ["x", "w"]
    assert [buffer.cb for buffer in program.inputs] == ["c_1", "c_0"]


@pytest.mark.parametrize(
    "text",
    [
        "relu(a @ b)",
        "a @ b + c",
        "exp(a.T)",
        "reduce_mean(a, -1)",
        "a @ a",
        "exp(a) / reduce_sum(exp(a), -1)",
    ],
)
def test_what_takes_more_than_one_pattern_is_left_to_a_model(text):
    with pytest.raises(TemplateError, match=r"no pattern serves .* let a model draft it"):
        template_project(of(text))


def test_a_difference_whose_first_operand_is_broadcast_is_refused(tmp_path):
    file = tmp_path / "gap.py"
    file.write_text('shapes = {"a": "1 n", "b": "m n"}\n\n\ndef gap(a, b):\n    return a - b\n')
    with pytest.raises(TemplateError, match="no pattern serves gap"):
        template_project(resolve(OperationRequest(spec_file=file)))


def test_other_types_than_bfloat16_are_refused():
    spec = CATALOGUE["transpose"]
    wide = spec.inputs[0].model_copy(update={"dtype": DType.FLOAT32})
    with pytest.raises(TemplateError, match="bfloat16"):
        template_project(spec.model_copy(update={"inputs": (wide,)}))


def test_a_broadcast_is_never_lowered_as_if_its_tensors_had_one_shape():
    with pytest.raises(TemplateError, match="elementwise formulas on tensors of one shape"):
        lower(CATALOGUE["add_bcast_rows"])


def test_blocks_and_what_holds_them_come_from_one_place():
    files = template_project(CATALOGUE["matmul"], ALL).files
    assert files["matmul.cpp"].count("block_rows = 2, block_columns = 2;") == 1
    assert "compile_args{block_rows, block_columns}" in files["matmul.cpp"]
    for kernel in ("dataflow/reader", "dataflow/writer", "compute/matmul"):
        assert "block_rows = get_compile_time_arg_val(0)" in files[f"kernels/{kernel}.cpp"]


def test_matrices_lie_in_dram():
    with pytest.raises(TemplateError, match="takes tensors in DRAM"):
        template_project(CATALOGUE["matmul"], Target(memory=Memory.SHARDED))


def test_a_tensor_may_be_called_like_the_scaler():
    spec = of("reduce_sum(scaler, -1)")
    kernel = template_project(spec).files["kernels/compute/expression.cpp"]
    assert "cb_scaler = tt::CBIndex::c_0" in kernel
    assert "cb_scaler_tile = tt::CBIndex::c_1" in kernel
