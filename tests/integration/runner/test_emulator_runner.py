"""What a program sees when the runner runs it: a real process that reports on its surroundings."""

import json
import subprocess
from pathlib import Path

import pytest

from tilesmith.tools.runner import EmulatorRunner, RunOptions, RunStatus

_PROGRAM = r"""
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
int main(int count, char** arguments) {
    const std::string report = std::getenv("TILESMITH_REPORT");
    const char* mode = std::getenv("TILESMITH_MODE");
    if (const char* record = std::getenv("TILESMITH_RECORD")) {
        const std::string folder = std::string(record) + "/0";
        std::filesystem::create_directory(folder);
        std::ofstream file(folder + "/program.json");
        file << "{\"mode\": \"" << (mode ? mode : "run") << "\"}";
    }
    std::ofstream(report) << R"json({"status": "hang", "stuck": [{"core": [0, 0], "kernel": "k.cpp",
        "processor": "compute", "file": "k.cpp", "line": 1, "waiting_for": "cb_wait_front(0, 1)"}]})json";
    for (int i = 1; i + 1 < count; ++i) {
        const std::string folder = arguments[i + 1];
        if (std::strcmp(arguments[i], "--outputs") == 0) std::ofstream(folder + "/out") << "x";
        if (std::strcmp(arguments[i], "--inputs") == 0 && std::ofstream(folder + "/planted")) return 3;
    }
    return 86;
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    (folder / "program.cpp").write_text(_PROGRAM)
    subprocess.run(["g++", "-std=c++20", "-o", "program", "program.cpp"], cwd=folder, check=True)
    return folder / "program"


@pytest.fixture
def runner(tmp_path: Path) -> EmulatorRunner:
    (tmp_path / "project").mkdir()
    (tmp_path / "prefix").mkdir()
    return EmulatorRunner(tmp_path / "project", tmp_path / "prefix", tmp_path / "cache")


def test_the_report_is_read_and_inputs_are_read_only(
    runner: EmulatorRunner, program: Path, tmp_path: Path
) -> None:
    (tmp_path / "case/inputs").mkdir(parents=True)

    result = runner.run(program, tmp_path / "case")

    assert result.status is RunStatus.HANG
    assert result.diagnostics[0].message == "compute waits forever: cb_wait_front(0, 1)"
    assert (tmp_path / "case/outputs/out").read_text() == "x"
    assert not (tmp_path / "case/inputs/planted").exists()


def test_records_are_kept_when_asked_for(runner: EmulatorRunner, program: Path, tmp_path: Path) -> None:
    (tmp_path / "case/inputs").mkdir(parents=True)

    assert runner.run(program, tmp_path / "case", RunOptions(record=True)).records == ({"mode": "run"},)
    assert runner.describe(program).records == (json.loads('{"mode": "describe"}'),)
