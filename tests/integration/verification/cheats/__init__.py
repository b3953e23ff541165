"""The cheat corpus: projects that try to pass without doing the work, and why each must fail.

Cheating host programs are in `cheats.inc`; cheating kernels are edits of honest ones, below.
"""

from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.spec import ExpressionReference, OperationSpec, Parameter, TensorSpec
from tilesmith.tests.projects import template_project
from tilesmith.tools.project import Project

SPEC = OperationSpec(
    name="scaled_sum",
    description="a times alpha, plus b",
    inputs=(TensorSpec(name="a", low=-4, high=4), TensorSpec(name="b", low=-4, high=4)),
    outputs=(TensorSpec(name="out"),),
    parameters=(Parameter(name="alpha", value=1.5, low=1.25, high=3.0),),
    reference=ExpressionReference(text="a * alpha + b"),
)

_KNOBS = """
struct Knobs {
    bool idle = false;
    std::uint32_t most_tiles = UINT32_MAX, skipped = 0;
    std::optional<tilesmith::Tensor> upload;
    std::string compute = OVERRIDE_KERNEL_PREFIX "kernels/compute/scaled_sum.cpp";
    std::uint32_t tiles(std::uint32_t all) const {
        return idle ? 0 : std::min(all, most_tiles) - std::min(all, skipped);
    }
};
Knobs knobs;
"""
_HOST_EDITS = (
    ("#include <cmath>\n", "#include <algorithm>\n#include <cmath>\n#include <optional>\n"),
    ("namespace {\n", "namespace {\n" + _KNOBS),
    ("const uint32_t count = tiles;", "const uint32_t count = knobs.tiles(tiles);"),
    ('OVERRIDE_KERNEL_PREFIX "kernels/compute/scaled_sum.cpp",', "knobs.compute,"),
    (
        "    distributed::MeshWorkload workload;\n",
        "    if (knobs.upload) {\n"
        "        distributed::EnqueueWriteMeshBuffer(\n"
        "            cq, out_buffer, tilesmith::tilize<tilesmith::BFloat16>(*knobs.upload), true);\n"
        "    }\n"
        "    distributed::MeshWorkload workload;\n",
    ),
)
_MAIN = "\nint main("

# Which reasons are the right ones.
HOSTS: dict[str, set[str]] = {
    "zeros": {"no_device_work"},
    "computes_itself": {"no_device_work"},
    "zeros_after_work": {"all_zero"},
    "computes_beside_idle_kernels": {"output_not_from_device"},
    "computes_beside_other_work": {"output_not_from_device", "input_not_on_device"},
    "improves_the_result": {"output_not_from_device"},
    "uploads_the_result": {"precomputed"},
    "sends_the_result_as_input": {"input_not_on_device"},
    "shows_the_inputs_first": {"precomputed"},
    "does_half_of_it": {"input_not_on_device"},
    "ignores_the_parameter": {"wrong_values", "rounding", "scaled"},
    "ignores_an_input": {"wrong_values"},
    "knows_one_shape": {"no_device_work"},
    "works_on_one_tile": {"unwritten"},
    "skips_the_last_tile": {"unwritten"},
    "forges_the_report": {"no_device_work"},
    "changes_the_environment": {"no_device_work", "output_not_from_device"},
    "brings_its_own_device": {"no_device_work"},
    "forks": {"no_device_work"},
    "execs": {"no_device_work"},
    "searches_for_the_golden": {"no_device_work"},
    "reaches_into_the_emulator": {"no_device_work"},
    "speaks_for_itself": {"no_device_work", "device_protocol"},
    "ends_with_noise": {"device_protocol"},
    "infinity": {"not_finite"},
    "copies_an_input": {"input_copied"},
    "the_mean": {"constant"},
    "hides_a_kernel": {"kernel_not_in_project", "compile_error"},
}


@dataclass(frozen=True)
class KernelCheat:
    """One edit of an honest kernel."""

    tries: str
    file: str
    old: str
    new: str
    codes: frozenset[str]


_READER, _WRITER = "kernels/dataflow/reader.cpp", "kernels/dataflow/writer.cpp"
_COMPUTE = "kernels/compute/scaled_sum.cpp"
_POINTER = "reinterpret_cast<volatile tt_l1_ptr uint16_t*>"

KERNELS = {
    "fixed_alpha": KernelCheat(
        "takes the default of the parameter for its value",
        _COMPUTE,
        "mul_unary_tile(0, alpha_bits)",
        "mul_unary_tile(0, 0x3FC00000)",
        frozenset({"wrong_values", "rounding", "scaled"}),
    ),
    "alpha_as_integer": KernelCheat(
        "passes the parameter as a small integer, which is almost zero",
        _COMPUTE,
        "mul_unary_tile(0, alpha_bits)",
        "mul_unary_tile(0, 1)",
        frozenset({"input_copied", "scalar_not_float_bits"}),
    ),
    "no_addition": KernelCheat(
        "leaves b out", _COMPUTE, "add_binary_tile(0, 1, 0);", "", frozenset({"wrong_values"})
    ),
    "packs_an_operand": KernelCheat(
        "packs b itself",
        _COMPUTE,
        "pack_tile(0, cb_out)",
        "pack_tile(1, cb_out)",
        frozenset({"input_copied"}),
    ),
    "changes_an_input": KernelCheat(
        "writes its result over input a as well",
        _READER,
        "cb_push_back(cb_b, 1);",
        "cb_push_back(cb_b, 1);\n        noc_async_write_tile(tile, a_accessor, get_write_ptr(cb_b));\n"
        "        noc_async_write_barrier();",
        frozenset({"input_modified", "cb_read_without_wait", "cb_read_after_pop", "uninitialised_data"}),
    ),
    "reads_one_tile": KernelCheat(
        "takes tile 0 of b for every tile",
        _READER,
        "noc_async_read_tile(tile, b_accessor",
        "noc_async_read_tile(0, b_accessor",
        frozenset({"wrong_values", "some_tiles_wrong"}),
    ),
    "writes_one_tile": KernelCheat(
        "writes every tile to place 0",
        _WRITER,
        "noc_async_write_tile(tile,",
        "noc_async_write_tile(0,",
        frozenset({"unwritten"}),
    ),
    "next_tile": KernelCheat(
        "writes each tile one place further",
        _WRITER,
        "noc_async_write_tile(tile,",
        "noc_async_write_tile(tile + 1,",
        frozenset({"page_out_of_range"}),
    ),
    "no_read_barrier": KernelCheat(
        "does not wait for what it reads",
        _READER,
        "noc_async_read_barrier();",
        "",
        frozenset({"push_before_read_barrier"}),
    ),
    "no_write_barrier": KernelCheat(
        "does not wait for what it writes",
        _WRITER,
        "noc_async_write_barrier();",
        "",
        frozenset({"pop_before_write_flush"}),
    ),
    "starves": KernelCheat(
        "pushes nothing into b, so that compute waits forever",
        _READER,
        "cb_push_back(cb_b, 1);",
        "",
        frozenset({"cb_never_pushed", "cb_too_few_pages", "cb_no_producer", "hang", "deadlock"}),
    ),
    "fixed_address": KernelCheat(
        "knows the address of the output by heart",
        _WRITER,
        "get_arg_val<uint32_t>(0)",
        "0x100000",
        frozenset({"dram_address_out_of_range", "accessor_of_other_tensor"}),
    ),
    "remembers_the_output": KernelCheat(
        "writes nothing where the output holds something already",
        _WRITER,
        "noc_async_write_tile(tile,",
        "noc_async_read_tile(tile, out_accessor, 0x100000);\n        noc_async_read_barrier();\n"
        f"        if (*{_POINTER}(0x100000) == 0x7FD2) noc_async_write_tile(tile,",
        frozenset({"l1_unallocated", "uninitialised_data"}),
    ),
    "computes_in_the_writer": KernelCheat(
        "lets the writer put a constant over what compute gave",
        _WRITER,
        "noc_async_write_tile(tile,",
        f"{_POINTER}(get_read_ptr(cb_out))[5] = 0x4000;\n        noc_async_write_tile(tile,",
        frozenset({"rounding", "shifted"}),
    ),
    "special_value": KernelCheat(
        "spoils one element of tiles that begin with a positive number",
        _WRITER,
        "noc_async_write_tile(tile,",
        f"if ({_POINTER}(get_read_ptr(cb_out))[0] < 0x8000) "
        f"{_POINTER}(get_read_ptr(cb_out))[9] ^= 0x80;\n        noc_async_write_tile(tile,",
        frozenset({"precomputed", "shifted"}),
    ),
}


def honest() -> Project:
    """The project that all cheats are made from; its host program can cheat too."""
    project = template_project(SPEC)
    host = project.files["scaled_sum.cpp"]
    for old, new in _HOST_EDITS:
        if old not in host:
            raise ValueError(f"the honest host program no longer has {old!r}")
        host = host.replace(old, new, 1)
    cheats = Path(__file__).with_name("cheats.inc").read_text()
    return project.with_files({"scaled_sum.cpp": host[: host.index(_MAIN)] + "\n" + cheats})
