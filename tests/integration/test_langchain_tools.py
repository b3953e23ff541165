"""The tools as an agent calls them: by name, with JSON arguments."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tilesmith.tools.langchain_tools import NoSdkError, ToolBox, langchain_tools
from tilesmith.tools.project import Project
from tilesmith.tools.sdk import DEFAULT_VERSION, IndexUnreachableError, NoPipError, Sdk, resolve_sdk

_LISTS = """cmake_minimum_required(VERSION 3.22)
project(host LANGUAGES CXX)
add_executable(host host.cpp)
"""
_HOST = """#include <cstdio>
#include <cstdlib>
int main(int count, char** arguments) {
    std::FILE* report = std::fopen(std::getenv("TILESMITH_REPORT"), "w");
    std::fputs("{\\"status\\": \\"ok\\", \\"programs\\": 1}", report);
    std::puts(count > 1 ? arguments[1] : "alone");
    return std::fclose(report);
}
"""


@pytest.fixture(scope="module")
def sdk() -> Sdk:
    try:
        return resolve_sdk(DEFAULT_VERSION)
    except (IndexUnreachableError, NoPipError) as error:
        pytest.skip(str(error))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    Project(files={"CMakeLists.txt": _LISTS, "host.cpp": _HOST}).write(tmp_path / "project")
    return tmp_path / "project"


def _call(tmp_path: Path, tool: str, sdk: Sdk | None = None, /, **arguments: object) -> dict[str, Any]:
    (tmp_path / "prefix").mkdir(exist_ok=True)
    tools = {
        tool.name: tool for tool in langchain_tools(ToolBox(sdk, tmp_path / "prefix", tmp_path / "work"))
    }
    answer: dict[str, Any] = json.loads(tools[tool].invoke(arguments))
    return answer


def test_every_tool_and_argument_is_described(tmp_path: Path) -> None:
    tools = langchain_tools(ToolBox(None, tmp_path, tmp_path))

    assert [tool.name for tool in tools] == [
        "check_kernel", "cmake_build", "run_program", "lookup_api", "search_sources", "read_source",
    ]  # fmt: skip
    for tool in tools:
        assert tool.description
        assert all(field["description"] for field in tool.args.values())


def test_a_build_answers_with_the_executable(tmp_path: Path, project: Path) -> None:
    answer = _call(tmp_path, "cmake_build", project_dir=str(project))

    assert answer["ok"] and Path(answer["executable"]).is_file()


def test_a_failed_build_answers_with_file_and_line(tmp_path: Path, project: Path) -> None:
    (project / "host.cpp").write_text("int main() { return nothing; }\n")
    (fault,) = _call(tmp_path, "cmake_build", project_dir=str(project))["diagnostics"]

    assert (fault["file"], fault["line"]) == ("host.cpp", 1)


def test_a_program_is_built_and_run_with_its_arguments(tmp_path: Path, project: Path) -> None:
    answer = _call(tmp_path, "run_program", project_dir=str(project), arguments=["--seed"])

    assert answer["status"] == "ok" and answer["stdout"] == "--seed\n"


def test_a_kernel_is_checked(tmp_path: Path, sdk: Sdk) -> None:
    source = '#include "api/dataflow/dataflow_api.h"\nvoid kernel_main() { cb_reserve_bak(0, 1); }\n'
    answer = _call(
        tmp_path, "check_kernel", sdk, source=source, role="reader", circular_buffers=[{"index": 0}]
    )

    assert answer["status"] == "failed"
    assert answer["diagnostics"][0]["line"] == 2


def test_the_api_is_looked_up_by_name_and_by_words(tmp_path: Path, sdk: Sdk) -> None:
    exact = _call(tmp_path, "lookup_api", sdk, name="noc_async_read_barrier")
    near = _call(tmp_path, "lookup_api", sdk, name="cb_push_bak")

    assert exact["exact"] and exact["entries"][0]["name"] == "noc_async_read_barrier"
    assert not near["exact"] and "cb_push_back" in {entry["name"] for entry in near["entries"]}


def test_without_an_sdk_the_answer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSdkError, match="tilesmith sdk install"):
        _call(tmp_path, "lookup_api", name="add_tiles")


def test_langchain_is_imported_only_when_tools_are_made() -> None:
    code = "import sys, tilesmith.tools.langchain_tools; print('langchain_core' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
