import re

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import (
    CoreMode,
    DType,
    ExpressionReference,
    OperationSpec,
    Target,
    TensorSpec,
)
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.template_drafter import TemplateDrafter, TemplateError, TemplateFaultError
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project


def draft(spec, mode=CoreMode.SINGLE):
    request = DraftRequest(spec, Target(core_mode=mode), Knowledge())
    kernels = TemplateDrafter().draft_kernels(request).files
    host = TemplateDrafter().draft_host(request, Project(files=kernels)).files
    return Project(files=kernels | host)


def expression(text, **parameters):
    return resolve(OperationRequest(expression=text, parameters=parameters))


def typed(text, **dtypes):
    """An operation with the given type of each tensor, `out` among them."""
    tensors = {name: TensorSpec(name=name, dtype=dtype) for name, dtype in dtypes.items()}
    output = tensors.pop("out")
    return OperationSpec(
        name="typed",
        description=text,
        inputs=tuple(tensors.values()),
        outputs=(output,),
        reference=ExpressionReference(text=text),
    )


def compute(project):
    (text,) = (t for name, t in project.files.items() if name.startswith("kernels/compute/"))
    return text


def host(project):
    (text,) = project.host_sources.values()
    return text


def calls(text):
    """The statements of the loop over tiles, without comments."""
    loop = text.partition("++tile) {")[2]
    return [
        line.partition("//")[0].strip()
        for line in loop.splitlines()
        if line.strip().endswith(";") or ";" in line
    ]


@pytest.mark.parametrize("mode", CoreMode)
@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
def test_every_catalogue_operation_has_its_kernels_and_host(spec, mode):
    multicast = mode is CoreMode.MULTI and spec.name.endswith("_scalar")
    readers = ("sender", "receiver") if multicast else ("reader",)
    assert draft(spec, mode).files.keys() == {
        f"{spec.name}.cpp",
        f"kernels/compute/{spec.name}.cpp",
        *(f"kernels/dataflow/{reader}.cpp" for reader in readers),
        "kernels/dataflow/writer.cpp",
    }


def test_a_draft_is_the_same_every_time():
    assert draft(CATALOGUE["gelu"]) == draft(CATALOGUE["gelu"])


@pytest.mark.parametrize(("name", "function"), [("add", "add"), ("subtract", "sub"), ("multiply", "mul")])
def test_sums_differences_and_products_run_on_the_fpu(name, function):
    text = compute(draft(CATALOGUE[name]))
    assert f"{function}_init(cb_a, cb_b);" in text
    assert f"{function}_tiles(cb_a, cb_b, 0, 0, 0);" in text


def test_the_fpu_keeps_the_order_of_the_operands():
    spec = typed("b - a", a=DType.BFLOAT16, b=DType.BFLOAT16, out=DType.BFLOAT16)
    assert "sub_tiles(cb_b, cb_a, 0, 0, 0);" in compute(draft(spec))


def test_a_tensor_minus_itself_does_not_wait_for_it_twice():
    text = compute(draft(expression("a - a")))
    assert "sub_binary_tile(0, 0, 0)" in text
    assert text.count("cb_wait_front(cb_a, 1)") == 1


def test_float32_sums_avoid_the_fpu_which_would_cut_them_to_tf32():
    project = draft(typed("a + b", a=DType.FLOAT32, b=DType.FLOAT32, out=DType.FLOAT32))
    assert "add_binary_tile(" in compute(project)
    assert "unpack_modes[cb_a] = UnpackToDestMode::UnpackToDestFp32;" in host(project)
    assert ".fp32_dest_acc_en = true" in host(project)


def test_mixed_types_reconfigure_the_unpacker():
    text = compute(draft(typed("a * tanh(b)", a=DType.FLOAT32, b=DType.BFLOAT16, out=DType.BFLOAT16)))
    assert calls(text)[2:8] == [
        "tile_regs_acquire();",
        "reconfig_data_format_srca(cb_b);",
        "copy_init(cb_b);",
        "copy_tile(cb_b, 0, 0);",
        "tanh_tile_init();",
        "tanh_tile(0);",
    ]


def test_a_single_function_is_initialised_once_before_the_loop():
    text = compute(draft(CATALOGUE["exp"]))
    assert text.index("exp_tile_init();") < text.index("for (uint32_t tile")
    assert text.count("exp_tile_init();") == 1


def test_functions_that_take_turns_are_initialised_before_each_turn():
    assert calls(compute(draft(CATALOGUE["diode_equation"])))[2:9] == [
        "copy_tile(cb_v, 0, 0);",
        "binop_with_scalar_tile_init();",
        "mul_unary_tile(0, inverse_vj_bits);",
        "expm1_tile_init();",
        "expm1_tile(0);",
        "binop_with_scalar_tile_init();",
        "mul_unary_tile(0, isat_bits);",
    ]


def test_parameters_are_runtime_arguments_in_one_order():
    project = draft(CATALOGUE["diode_equation"])
    assert "inverse_vj_bits = get_arg_val<uint32_t>(1);" in compute(project)
    assert "isat_bits = get_arg_val<uint32_t>(2);" in compute(project)
    assert "{count, inverse_vj_bits, isat_bits}" in host(project)
    assert 'inverse_vj_bits = tilesmith::float_bits(1.0 / arguments.parameter("vj"));' in host(project)


def test_constants_are_float32_bits():
    assert "add_unary_tile(0, 0x3fc00000u);" in compute(draft(expression("a + 1.5")))


@pytest.mark.parametrize(
    ("text", "fp32"),
    [
        ("exp(a)", "false"),
        ("a + b", "false"),
        ("a * b", "true"),
        ("relu(a)", "false"),
        ("abs(-a)", "false"),
        ("exp(a) * b", "true"),
        ("a + 1.5", "true"),
        ("a > 0.5", "false"),
        ("tanh(a) > 0.5", "true"),
    ],
)
def test_dst_is_float32_where_sixteen_bits_would_round_twice_or_cut(text, fp32):
    assert f".fp32_dest_acc_en = {fp32}," in host(draft(expression(text)))


def test_one_core_or_all_of_them():
    assert "split_work_to_cores" not in host(draft(CATALOGUE["exp"], CoreMode.SINGLE))
    text = host(draft(CATALOGUE["exp"], CoreMode.MULTI))
    assert "split_work_to_cores(mesh_device->compute_with_storage_grid_size(), tiles)" in text
    assert "{std::pair{group_1, tiles_in_group_1}, std::pair{group_2, tiles_in_group_2}}" in text


def test_what_does_not_fit_dst_goes_through_an_intermediate_circular_buffer():
    half = "(exp(a)*tanh(b) + exp(b)*tanh(a))"
    products = [f"({half} * sin(a*{n}) + tanh(b*{n}))" for n in (3, 5, 7, 9)]
    wide = f"(({products[0]})*({products[1]}))*(({products[2]})*({products[3]})) + {half}"
    project = draft(expression(wide))
    text = compute(project)
    assert "cb_push_back(cb_partial_0, 1);" in text
    assert text.count("cb_wait_front(cb_partial_0, 1);") == 1
    assert text.count("cb_pop_front(cb_partial_0, 1);") == 1
    assert text.count("cb_wait_front(cb_a, 1);") == text.count("cb_pop_front(cb_a, 1);") == 1
    assert "pack_reconfig_data_format(cb_out);" in text
    assert "cb_partial_0, tt::DataFormat::Float32" in host(project)


def test_inputs_that_cancel_out_are_still_drained():
    text = compute(draft(expression("a + 0*b")))
    assert "cb_pop_front(cb_b, 1);" in text


def test_every_wait_has_its_pop():
    text = compute(draft(expression("where(c > 0, a, b) * exp(a) + c")))
    for name in "abc":
        assert re.findall(rf"cb_(\w+)_front\(cb_{name}, 1\)", text) == ["wait", "pop"]


def test_words_of_cpp_are_not_taken_as_names():
    text = host(draft(expression("int + float")))
    assert "double golden_element(double int_, double float_) { return int_ + float_; }" in text
    assert 'arguments.input("int")' in text


def test_a_python_function_is_refused_with_the_alternatives(tmp_path):
    path = tmp_path / "f.py"
    path.write_text("def f(a):\n    return a[..., ::-1]")
    spec = resolve(OperationRequest(spec_file=path))
    with pytest.raises(TemplateError, match=r"--expression.*--model"):
        draft(spec)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("layout = 'row_major'", "a, out of f shall lie in rows"),
        ("communication = {'kind': 'ring', 'along': 'm'}", "f asks for a ring between cores"),
    ],
)
def test_what_only_models_can_write_is_refused(tmp_path, setting, reason):
    path = tmp_path / "f.py"
    path.write_text(f"shapes = {{'a': 'm n'}}\n{setting}\n\ndef f(a):\n    return a + 1")
    with pytest.raises(TemplateError, match=rf"{reason}.*--model"):
        draft(resolve(OperationRequest(spec_file=path)))


def test_too_many_inputs_are_refused():
    with pytest.raises(TemplateError, match="17 input tensors"):
        draft(expression("+".join(f"x{n}" for n in range(17))))


def test_a_repair_is_refused_and_names_the_fault():
    request = DraftRequest(CATALOGUE["add"], Target(), Knowledge())
    diagnostic = Diagnostic(stage=Stage.HANG, message="the writer waits for a tile")
    with pytest.raises(TemplateFaultError, match="cannot learn from it: the writer waits for a tile"):
        TemplateDrafter().repair(request, Project(), [diagnostic])
