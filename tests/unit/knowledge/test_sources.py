"""Which files of a tt-metal tree are indexed, and as what."""

from pathlib import Path

import pytest

from tilesmith.knowledge.sources import Role, arch_of_path, op_family, role_of_path, sources


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("tt_metal/hw/inc/api/compute/eltwise_binary.h", Role.API_DEVICE),
        ("tt_metal/include/compute_kernel_api/eltwise_binary.h", Role.API_DEVICE),
        ("tt_metal/hw/inc/dataflow_api.h", Role.API_DEVICE),
        ("tt_metal/hw/inc/internal/dataflow/dataflow_api_addrgen.h", Role.API_DEVICE),
        ("tt_metal/api/tt-metalium/host_api.hpp", Role.API_HOST),
        ("tt_metal/tt-llk/tt_llk_wormhole_b0/llk_lib/llk_math_matmul.h", Role.LLK),
        ("tt_metal/third_party/tt_llk/tt_llk_blackhole/common/inc/ckernel.h", Role.LLK),
        ("ttnn/cpp/ttnn/operations/matmul/device/kernels/compute/bmm.cpp", Role.DATAFLOW),
        ("ttnn/cpp/ttnn/operations/matmul/device/kernels/compute/bmm_fused.hpp", Role.KERNEL_HEADER),
        ("ttnn/cpp/ttnn/operations/matmul/device/factory/matmul_program_factory.cpp", Role.HOST),
        ("tt_metal/programming_examples/loopback/loopback.cpp", Role.HOST),
        ("tt_metal/programming_examples/loopback/kernels/loopback_dram_copy.cpp", Role.DATAFLOW),
        ("METALIUM_GUIDE.md", Role.DOC),
        ("docs/source/tt-metalium/tt_metal/apis/kernel_apis.rst", Role.DOC),
    ],
)
def test_the_path_tells_the_role(path: str, role: Role) -> None:
    assert role_of_path(path) is role


@pytest.mark.parametrize(
    "path",
    [
        "tt_metal/hw/inc/internal/tt-1xx/wormhole/wormhole_b0_defines/cfg_defines.h",
        "tt_metal/tt-llk/tt_llk_quasar/llk_lib/llk_math_matmul.h",
        "tt_metal/tt-llk/tests/sources/matmul_test.cpp",
        "ttnn/cpp/ttnn/operations/matmul/matmul_nanobind.cpp",
        "ttnn/ttnn/operations/matmul.py",
        "tt_metal/tt-llk/CODE_OF_CONDUCT.md",
    ],
)
def test_what_no_draft_needs_is_left_out(path: str) -> None:
    assert role_of_path(path) is None


def test_the_family_is_the_operation() -> None:
    root = "ttnn/cpp/ttnn/operations"
    assert op_family(f"{root}/eltwise/binary/device/kernels/compute/a.cpp") == "eltwise/binary"
    assert op_family(f"{root}/embedding/device/kernels/dataflow/a.cpp") == "embedding"
    assert op_family("tt_metal/programming_examples/matmul/matmul_single_core/kernels/a.cpp").startswith(
        "matmul/"
    )
    assert op_family("tt_metal/hw/inc/api/compute/matmul.h") == "matmul"


def test_files_of_one_chip_say_which() -> None:
    assert arch_of_path("tt_metal/hw/ckernels/wormhole_b0/metal/llk_api/a.h") == "wormhole_b0"
    assert arch_of_path("tt_metal/tt-llk/tt_llk_blackhole/llk_lib/a.h") == "blackhole"
    assert arch_of_path("tt_metal/hw/inc/api/compute/matmul.h") == ""


def test_a_tree_is_listed_in_order_without_empty_and_generated_files(tmp_path: Path) -> None:
    api = tmp_path / "tt_metal/hw/inc/api/compute"
    api.mkdir(parents=True)
    (api / "b.h").write_text("void b();\n")
    (api / "a.h").write_text("void a();\n")
    (api / "empty.h").write_text("")
    (api / "table.h").write_text("x" * 500_000)

    host = tmp_path / "tt_metal/api/tt-metalium/host_api.hpp"
    host.parent.mkdir(parents=True)
    host.write_text("void host();\n")

    found = [file.path.rsplit("/", 1)[-1] for file in sources(tmp_path)]

    assert found == ["host_api.hpp", "a.h", "b.h"]


def test_a_tree_without_the_host_api_borrows_tilesmiths_headers(tmp_path: Path) -> None:
    (tmp_path / "tt_metal").mkdir()

    borrowed = {file.path: file.role for file in sources(tmp_path)}

    assert set(borrowed.values()) == {Role.API_HOST}
    assert any(path.endswith("/include/tt-metalium/host_api.hpp") for path in borrowed)
