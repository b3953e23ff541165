"""Real builds, good and broken, against a small package in place of TT-Metalium."""

from pathlib import Path

import pytest

from tilesmith.tools.cmake import BuildResult, build
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project

_LISTS = """cmake_minimum_required(VERSION 3.22)
project(host LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
find_package(TT-Metalium REQUIRED)
add_executable(host host.cpp)
target_link_libraries(host PRIVATE TT::Metalium)
"""
_CONFIG = """add_library(TT::Metalium INTERFACE IMPORTED)
target_include_directories(TT::Metalium INTERFACE "${CMAKE_CURRENT_LIST_DIR}/include")
"""
_HEADER = """#pragma once
namespace tt {
template <typename T> int size_of(const T& value) { return value.size(); }
int declared_only(int);
}
"""


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    package = tmp_path / "prefix"
    (package / "include").mkdir(parents=True)
    (package / "TT-MetaliumConfig.cmake").write_text(_CONFIG)
    (package / "include" / "tt.hpp").write_text(_HEADER)
    return package


def _built(tmp_path: Path, prefix: Path, host: str, lists: str = _LISTS) -> BuildResult:
    folder = tmp_path / "project"
    Project(files={"host.cpp": host, "CMakeLists.txt": lists}).write(folder)
    return build(folder, tmp_path / "build", prefix)


def _only(result: BuildResult) -> Diagnostic:
    assert not result.ok
    assert len(result.diagnostics) == 1, result.log
    return result.diagnostics[0]


def test_a_good_program_is_built(tmp_path: Path, prefix: Path) -> None:
    result = _built(tmp_path, prefix, '#include "tt.hpp"\nint main() { return 0; }\n')

    assert result.ok and result.executable == tmp_path / "build" / "host"
    assert result.diagnostics == ()


def test_a_second_build_does_not_configure_again(tmp_path: Path, prefix: Path) -> None:
    assert "Configuring done" in _built(tmp_path, prefix, "int main() { return 0; }\n").log

    second = _built(tmp_path, prefix, "int main() { return 1; }\n")

    assert second.ok and "Configuring done" not in second.log


def test_a_build_after_a_failure_recovers(tmp_path: Path, prefix: Path) -> None:
    assert not _built(tmp_path, prefix, "int main() { return x; }\n").ok
    assert _built(tmp_path, prefix, "int main() { return 0; }\n").ok


def test_a_compile_error_names_its_line(tmp_path: Path, prefix: Path) -> None:
    fault = _only(_built(tmp_path, prefix, "int main() {\n    return undeclared;\n}\n"))

    assert (fault.stage, fault.file, fault.line, fault.column) == (Stage.CMAKE, "host.cpp", 2, 12)
    assert fault.message == "'undeclared' was not declared in this scope"
    assert ">   2 |     return undeclared;" in fault.excerpt


def test_an_error_in_a_header_names_the_line_that_triggered_it(tmp_path: Path, prefix: Path) -> None:
    fault = _only(
        _built(tmp_path, prefix, '#include "tt.hpp"\nint main() {\n    return tt::size_of(3);\n}\n')
    )

    assert (fault.file, fault.line) == ("host.cpp", 3)
    assert "size" in fault.message
    assert any("tt.hpp:3" in line for line in fault.evidence)


def test_a_missing_header_is_reported_where_it_is_included(tmp_path: Path, prefix: Path) -> None:
    fault = _only(_built(tmp_path, prefix, '#include "gone.hpp"\nint main() {}\n'))

    assert (fault.file, fault.line) == ("host.cpp", 1)
    assert "gone.hpp" in fault.message


def test_an_undefined_reference_names_symbol_and_line(tmp_path: Path, prefix: Path) -> None:
    host = '#include "tt.hpp"\nint main() {\n    return tt::declared_only(1);\n}\n'
    fault = _only(_built(tmp_path, prefix, host))

    assert (fault.stage, fault.file, fault.line) == (Stage.LINK, "host.cpp", 3)
    assert fault.message == "undefined reference to tt::declared_only(int)"


def test_a_missing_main_is_explained(tmp_path: Path, prefix: Path) -> None:
    fault = _only(_built(tmp_path, prefix, "int start() { return 0; }\n"))

    assert fault.stage is Stage.LINK and "undefined reference to main" in fault.message
    assert "int main" in fault.hint


def test_a_missing_package_is_a_cmake_error_at_its_line(tmp_path: Path, prefix: Path) -> None:
    (prefix / "TT-MetaliumConfig.cmake").unlink()
    fault = _only(_built(tmp_path, prefix, "int main() {}\n"))

    assert (fault.stage, fault.file, fault.line) == (Stage.CMAKE, "CMakeLists.txt", 4)
    assert "TT-Metalium" in fault.message


def test_an_error_inside_a_package_names_the_projects_line(tmp_path: Path, prefix: Path) -> None:
    (prefix / "TT-MetaliumConfig.cmake").write_text('message(FATAL_ERROR "no device library")\n')
    fault = _only(_built(tmp_path, prefix, "int main() {}\n"))

    assert (fault.file, fault.line) == ("CMakeLists.txt", 4)
    assert "no device library" in fault.message


def test_lists_without_an_executable_are_a_fault(tmp_path: Path, prefix: Path) -> None:
    lists = "cmake_minimum_required(VERSION 3.22)\nproject(host LANGUAGES CXX)\n"

    assert _only(_built(tmp_path, prefix, "int main() {}\n", lists)).check == "no_executable"


def test_a_build_cannot_write_into_the_project(tmp_path: Path, prefix: Path) -> None:
    lists = _LISTS + 'file(WRITE "${CMAKE_SOURCE_DIR}/planted.txt" "x")\n'

    assert not _built(tmp_path, prefix, "int main() {}\n", lists).ok
    assert not (tmp_path / "project" / "planted.txt").exists()
