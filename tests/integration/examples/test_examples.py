"""Programming examples of a checkout, built with its own CMake files: a small checkout of our own."""

import json
from pathlib import Path

import pytest

from tilesmith.agent.cli import main

LISTS = """include(${PROJECT_SOURCE_DIR}/cmake/helper_functions.cmake)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/programming_examples")
link_libraries(TT::STL)
add_subdirectory(right)
CREATE_EXAMPLE(wrong)
CREATE_EXAMPLE(careless)
CREATE_EXAMPLE(does_not_build)
CREATE_EXAMPLE(many_devices)
CREATE_EXAMPLE(odd_header)
"""
HELPERS = """function(CREATE_EXAMPLE name)
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PUBLIC tt_metal m pthread)
endfunction()
"""
RIGHT_LISTS = """cmake_minimum_required(VERSION 3.22...3.30)
project(metal_example_right)
add_executable(metal_example_right right.cpp)
if(NOT TARGET TT::Metalium)
    find_package(TT-Metalium REQUIRED)
endif()
target_link_libraries(metal_example_right PUBLIC TT::Metalium)
"""
HOST = """#include <tt-metalium/host_api.hpp>
#include <tt-metalium/distributed.hpp>
using namespace tt::tt_metal;
int main() {
    auto mesh = distributed::MeshDevice::create_unit_mesh(0);
    Program program = CreateProgram();
    const CoreCoord core{0, 0};
    const CircularBufferConfig config(64, {{tt::CBIndex::c_0, tt::DataFormat::Float16_b}});
    CreateCircularBuffer(program, core, CircularBufferConfig(config).set_page_size(tt::CBIndex::c_0, 64));
    CreateKernel(program, "tt_metal/programming_examples/KERNEL.cpp", core, ReaderDataMovementConfig{});
    distributed::MeshWorkload workload;
    workload.add_program(distributed::MeshCoordinateRange(mesh->shape()), std::move(program));
    distributed::EnqueueMeshWorkload(mesh->mesh_command_queue(), workload, false);
    distributed::Finish(mesh->mesh_command_queue());
    return CODE;
}
"""
KERNEL = """#include "dataflow_api.h"
void kernel_main() {
    cb_reserve_back(0, 1);
    cb_push_back(0, 1);
    cb_wait_front(0, 1);
    cb_pop_front(0, 1);
}
"""
CARELESS = '#include "dataflow_api.h"\nvoid kernel_main() { cb_reserve_back(0, 1); cb_push_back(0, 2); }\n'
MANY = """#include <tt-metalium/distributed.hpp>
using namespace tt::tt_metal::distributed;
int main() { auto mesh = MeshDevice::create(MeshDeviceConfig(MeshShape(8, 8))); }
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    checkout = tmp_path_factory.mktemp("tt-metal")
    examples = checkout / "tt_metal/programming_examples"
    host = HOST.replace("KERNEL", "copy")
    files = {
        "CMakeLists.txt": LISTS,
        "right/CMakeLists.txt": RIGHT_LISTS,
        "right/right.cpp": host.replace("CODE", "0"),
        "tests/left_out.cpp": host.replace("CODE", "0"),
        "wrong.cpp": host.replace("CODE", "1"),
        "careless.cpp": HOST.replace("KERNEL", "careless").replace("CODE", "0"),
        "does_not_build.cpp": host.replace("CODE", "nonsense"),
        "many_devices.cpp": MANY,
        "odd_header.cpp": "#include <tt-metalium/from_the_future.hpp>\nint main() {}\n",
        "copy.cpp": KERNEL,
        "careless_kernel.cpp": CARELESS,
        "tests/moved.cpp": HOST.replace("KERNEL", "common/kernels/copy").replace("CODE", "0"),
        "matmul/common/kernels/copy.cpp": KERNEL,
    }
    files["careless.cpp"] = files["careless.cpp"].replace("careless.cpp", "careless_kernel.cpp")
    for name, text in files.items():
        (examples / name).parent.mkdir(parents=True, exist_ok=True)
        (examples / name).write_text(text)
    (checkout / "cmake").mkdir()
    (checkout / "cmake/helper_functions.cmake").write_text(HELPERS)
    page = checkout / "page.md"
    assert main(["emulator", "examples", "--tt-metal", str(checkout), "--markdown", str(page)]) == 2
    rows = [line.strip("| ").split(" | ") for line in page.read_text().splitlines() if line.startswith("| ")]
    return {
        name: {"outcome": how, "reason": why}
        for name, how, _, why in (row + [""] * (4 - len(row)) for row in rows)
    }


@pytest.mark.parametrize(
    ("name", "how", "why"),
    [
        ("metal_example_right", "passed", ""),
        ("left_out", "passed", ""),
        ("moved", "passed", ""),
        ("wrong", "failed", "exit"),
        ("careless", "passed", "push_without_reserve"),
        ("does_not_build", "failed", "'nonsense' was not declared"),
        ("many_devices", "beyond the emulator", "Requested mesh of 64 devices"),
        ("odd_header", "beyond the emulator", "from_the_future.hpp"),
    ],
)
def test_each_example_is_told_how_it_fared(
    outcome: dict[str, dict[str, str]], name: str, how: str, why: str
) -> None:
    assert outcome[name]["outcome"] == how
    assert why in outcome[name]["reason"]


def test_a_folder_without_examples_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["emulator", "examples", "--tt-metal", str(tmp_path), "--json"]) == 1
    shown = capsys.readouterr()
    assert "has no tt_metal/programming_examples/CMakeLists.txt" in shown.err
    assert json.loads(shown.out)["error"]
