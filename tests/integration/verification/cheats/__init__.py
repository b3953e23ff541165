"""The cheat corpus: projects that try to pass without doing the work, and why each must fail.

Cheating host programs are in `cheats.inc`; cheating kernels are edits of honest ones, in `kernels.py`.
"""

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
_SPARE_CB = """    CreateCircularBuffer(
        program,
        core,
        CircularBufferConfig(4 * bfloat16_tile_bytes, {{24, tt::DataFormat::Float16_b}})
            .set_page_size(24, bfloat16_tile_bytes));

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
    # What cheating kernels need: a place in L1, the other tensors, the parameter.
    (
        "    std::vector<uint32_t> reader_compile_args;\n",
        _SPARE_CB + "    std::vector<uint32_t> reader_compile_args;\n",
    ),
    (
        "    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);\n",
        "    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);\n"
        "    TensorAccessorArgs(*a_buffer).append_to(writer_compile_args);\n"
        "    TensorAccessorArgs(*b_buffer).append_to(writer_compile_args);\n",
    ),
    ("{a_address, b_address, first, count}", "{a_address, b_address, first, count, alpha_bits, out_address}"),
    ("{out_address, first, count}", "{out_address, first, count, alpha_bits, a_address, b_address}"),
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
    "reads_other_processes": {"no_device_work"},
    "takes_what_lies_about": {"no_device_work"},
    "sleeps": {"wall_time_limit"},
    "ends_early": {"no_device_work", "output_missing"},
    "not_a_number": {"not_finite"},
    "one_not_a_number": {"not_finite"},
    "reaches_into_the_emulator": {"no_device_work"},
    "speaks_for_itself": {"no_device_work", "device_protocol"},
    "ends_with_noise": {"device_protocol"},
    "infinity": {"not_finite"},
    "copies_an_input": {"input_copied"},
    "the_mean": {"constant"},
    "hides_a_kernel": {"kernel_not_in_project", "compile_error"},
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
