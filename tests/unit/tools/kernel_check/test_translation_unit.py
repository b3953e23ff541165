"""A kernel is compiled inside the firmware of its own SDK, with the settings of its host program."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check import CbConfig, Compiler, CompilerKind, KernelJob, KernelRole
from tilesmith.tools.kernel_check.command import commands
from tilesmith.tools.kernel_check.defines import kernel_defines
from tilesmith.tools.kernel_check.descriptors import UnknownSettingError, descriptors_header, math_settings
from tilesmith.tools.kernel_check.translation_unit import MAIN_FILE, unit_files
from tilesmith.tools.project import UnsafePathError
from tilesmith.tools.sdk import Sdk, SdkOrigin

READER = KernelJob("kernels/dataflow/reader.cpp", "void kernel_main() {}", KernelRole.READER)
COMPUTE = KernelJob("kernels/compute/add.cpp", "void kernel_main() {}", KernelRole.COMPUTE)


@pytest.fixture
def sdk(tmp_path: Path) -> Sdk:
    firmware = tmp_path / "tt_metal/hw/firmware/src/tt-1xx"
    lists = tmp_path / "tt_metal/hw/ckernels/wormhole_b0/metal/common"
    for folder in (firmware, lists):
        folder.mkdir(parents=True)
    for name in ("brisck.cc", "ncrisck.cc"):
        (firmware / name).write_text(
            f'#include "before_{name}.h"\n#include <kernel_includes.hpp>\nafter();\n'
        )
    (firmware / "trisck.cc").write_text('#include "before_trisck.h"\n#include "chlkc_list.h"\nafter();\n')
    (lists / "chlkc_list.h").write_text(
        "#pragma once\nusing namespace ckernel;\n#ifdef UCK_CHLKC_MATH\n#endif\n"
    )
    return Sdk("0.81.1", tmp_path, SdkOrigin.WHEEL, "test")


def test_what_stands_before_a_kernel_comes_from_the_sdk(sdk: Sdk) -> None:
    reader = unit_files(sdk, READER)[MAIN_FILE]
    assert "before_ncrisck.cc.h" in reader
    assert "after()" not in reader
    compute = unit_files(sdk, COMPUTE)[MAIN_FILE]
    assert compute.index("before_trisck.h") < compute.index("using namespace ckernel")
    assert compute.index("using namespace ckernel") < compute.index("kernels/compute/add.cpp")


def test_files_of_the_project_stay_in_their_folder(sdk: Sdk) -> None:
    with pytest.raises(UnsafePathError):
        unit_files(sdk, KernelJob("../k.cpp", "", KernelRole.READER))
    with pytest.raises(UnsafePathError):
        unit_files(sdk, KernelJob("k.cpp", "", KernelRole.READER, headers={"/etc/h.h": ""}))


def test_formats_and_pages_of_the_cbs() -> None:
    header = descriptors_header(KernelJob("k", "", KernelRole.READER, cbs=(CbConfig(1, "Float32", 4096),)))
    assert "unpack_src_format[32] = {5, 0, 5," in header
    assert "unpack_tile_size[32] = {2048, 4096, 2048," in header


def test_settings_of_the_math_engine() -> None:
    job = KernelJob("k", "", KernelRole.COMPUTE, fp32_dest_acc=True, dst_full_sync=True, math_fidelity="LoFi")
    settings = math_settings(job)
    assert "DST_ACCUM_MODE = true" in settings
    assert "DstSync::SyncFull" in settings
    assert "MathFidelity>(0)" in settings
    assert "MATH_FIDELITY = std::int32_t{0}" in math_settings(job, typed_fidelity=False)


def test_unknown_settings_are_named() -> None:
    with pytest.raises(UnknownSettingError, match="'bf16' is not a data format"):
        descriptors_header(KernelJob("k", "", KernelRole.READER, cbs=(CbConfig(0, "bf16"),)))
    with pytest.raises(UnknownSettingError, match="'HiFi1' is not a math fidelity"):
        math_settings(KernelJob("k", "", KernelRole.COMPUTE, math_fidelity="HiFi1"))


def test_arguments_become_macros() -> None:
    job = KernelJob("k", "", KernelRole.WRITER, (1, 0xFFFFFFFF), {"n": 3}, {"OP": "add"})
    defines = kernel_defines(job, Arch.BLACKHOLE)
    assert defines["KERNEL_COMPILE_TIME_ARGS"] == "1u,4294967295u"
    assert defines["KERNEL_COMPILE_TIME_ARG_MAP"] == '{"n",3u}'
    assert defines["OP"] == "add"
    assert {"COMPILE_FOR_BRISC", "ARCH_BLACKHOLE"} <= set(defines)


def test_sfpi_compiles_compute_kernels_once_for_each_processor(sdk: Sdk, tmp_path: Path) -> None:
    sfpi = Compiler(CompilerKind.SFPI, Path("/opt/sfpi/compiler/bin/riscv-tt-elf-g++"), "15.1.0")
    passes = commands(sfpi, sdk, COMPUTE, Arch.BLACKHOLE, tmp_path)
    assert [
        f"-DTRISC_{name}" in words for name, words in zip(("UNPACK", "MATH", "PACK"), passes, strict=True)
    ]
    assert all("-mcpu=tt-bh-tensix" in words and "-m32" not in words for words in passes)
    (reader,) = commands(sfpi, sdk, READER, Arch.WORMHOLE_B0, tmp_path)
    assert "-mcpu=tt-wh" in reader


def test_the_language_is_that_of_the_device(sdk: Sdk, tmp_path: Path) -> None:
    gcc = Compiler(CompilerKind.GCC, Path("/usr/bin/g++"), "12.2.0")
    (words,) = commands(gcc, sdk, COMPUTE, Arch.WORMHOLE_B0, tmp_path)
    assert {"-std=c++17", "-m32", "-Werror"} <= set(words)


def test_patched_headers_are_for_old_gcc_only() -> None:
    versions = {"12.2.0": True, "13.1.0": False}
    for version, needed in versions.items():
        assert Compiler(CompilerKind.GCC, Path("/g++"), version).needs_overlay is needed
    assert not Compiler(CompilerKind.CLANG, Path("/clang++"), "19.1.0").needs_overlay
