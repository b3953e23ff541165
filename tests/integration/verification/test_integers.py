"""Operations on integers: every result must be exact."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import CoreMode, DType, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.python_file import load_spec
from tilesmith.tests.projects import built, template_project
from tilesmith.tools.project import Project
from tilesmith.tools.verification import Level, verify

SPEC = """dtype = "@DTYPE@"


def sums(a, b):
    return a + b
"""
COMPUTE = """#include <cstdint>

#include "api/compute/add_int_sfpu.h"
#include "api/compute/common.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/eltwise_unary/eltwise_unary.h"
#include "api/compute/tile_move_copy.h"

void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0);
    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr uint32_t cb_b = tt::CBIndex::c_1;
    constexpr uint32_t cb_out = tt::CBIndex::c_16;
    compute_kernel_hw_startup(cb_a, cb_out);
    add_int_tile_init();
    for (uint32_t tile = 0; tile < count; ++tile) {
        cb_wait_front(cb_a, 1);
        cb_wait_front(cb_b, 1);
        tile_regs_acquire();
        copy_init(cb_a);
        copy_tile(cb_a, 0, 0);
        copy_init(cb_b);
        copy_tile(cb_b, 0, 1);
        add_int_tile<DataFormat::@FORMAT@>(0, 1, 0);
        tile_regs_commit();
        cb_pop_front(cb_a, 1);
        cb_pop_front(cb_b, 1);
        cb_reserve_back(cb_out, 1);
        tile_regs_wait();
        pack_tile(0, cb_out);
        tile_regs_release();
        cb_push_back(cb_out, 1);
    }
}
"""
FORMATS = {DType.INT32: ("Int32", "std::int32_t"), DType.UINT16: ("UInt16", "std::uint16_t")}


def project(dtype: DType) -> Project:
    """The template of a float addition, with another compute kernel and other formats."""
    files = dict(template_project(CATALOGUE["add"]).files)
    device_format, element = FORMATS[dtype]
    files["kernels/compute/add.cpp"] = COMPUTE.replace("@FORMAT@", device_format)
    host = files["add.cpp"].replace("Float16_b", device_format).replace("tilesmith::BFloat16", element)
    host = host.replace("tilesmith::DType::bfloat16", f"tilesmith::DType::{dtype}")
    unpacked = (
        "std::vector<UnpackToDestMode> modes(NUM_CIRCULAR_BUFFERS, UnpackToDestMode::Default);\n"
        "    modes[cb_a] = modes[cb_b] = UnpackToDestMode::UnpackToDestFp32;\n"
        "    const KernelHandle compute ="
    )
    host = host.replace(
        ".fp32_dest_acc_en = false,", ".fp32_dest_acc_en = true, .unpack_to_dest_mode = modes,"
    )
    files["add.cpp"] = host.replace("const KernelHandle compute =", unpacked)
    return Project(files=files)


@pytest.fixture(scope="module", params=FORMATS)
def dtype(request: pytest.FixtureRequest) -> DType:
    return request.param


@pytest.fixture(scope="module")
def spec(dtype: DType, tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.mktemp("spec") / "sums.py"
    file.write_text(SPEC.replace("@DTYPE@", dtype))
    return load_spec(file)


@pytest.fixture(scope="module")
def program(dtype: DType, tmp_path_factory: pytest.TempPathFactory):
    return built(project(dtype), tmp_path_factory.mktemp("sums"))


def test_exact_sums_are_verified(spec, program) -> None:
    result = verify(spec, Target(core_mode=CoreMode.SINGLE), *program, seed=2, level=Level.STANDARD)
    assert result.passed, result.diagnostics
    assert {"again", "edge values", "one element", "compute"} <= result.trials_by_check.keys()


def test_a_sum_that_is_off_by_one_is_not(spec, program) -> None:
    path: Path = program[1].project_dir / "kernels/compute/add.cpp"
    text = path.read_text()
    path.write_text(
        text.replace(
            "(0, 1, 0);", "(0, 1, 0);\n        bitwise_not_tile_init(); bitwise_not_tile(0);"
        ).replace(
            "#include <cstdint>", '#include <cstdint>\n#include "api/compute/eltwise_unary/bitwise_not.h"'
        )
    )
    try:
        result = verify(spec, Target(), *program, seed=2, level=Level.QUICK)
    finally:
        path.write_text(text)
    assert not result.passed


def test_memory_that_nobody_wrote_is_told_by_its_pattern(spec, program) -> None:
    path: Path = program[1].project_dir / "kernels/dataflow/writer.cpp"
    text = path.read_text()
    path.write_text(text.replace("tile < first + count", "tile < first + count - (count > 1)"))
    try:
        result = verify(spec, Target(), *program, seed=2, level=Level.QUICK)
    finally:
        path.write_text(text)
    assert not result.passed
