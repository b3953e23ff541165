"""`tilesmith generate` from end to end: SDK, compilers and emulator are real."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.trace import find_run, read_run

NOBODY = "http://127.0.0.1:9/simple"
NEVER_INSTALLED = "0.79.99"
KEYS = {"verified", "verdict", "project", "attempts", "shapes", "seconds", "tokens", "diagnostics"}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def test_the_shortest_command_ends_with_a_verified_project(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tilesmith.agent.cli", "generate", "--operation", "add", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome.keys() >= KEYS
    assert outcome["verified"] is True
    assert outcome["attempts"] == 1
    assert outcome["shapes"] >= 3
    assert outcome["tokens"] == 0
    assert outcome["diagnostics"] == []
    project = tmp_path / "generated/add_single_core"
    assert Path(outcome["project"]) == project
    written = {str(path.relative_to(project)) for path in project.rglob("*") if path.is_file()}
    assert written == {
        "CMakeLists.txt",
        "README.md",
        "add.cpp",
        "kernels/compute/add.cpp",
        "kernels/dataflow/reader.cpp",
        "kernels/dataflow/writer.cpp",
        "report.json",
        "tilesmith_io.cpp",
        "tilesmith_io.hpp",
    }
    run = read_run(find_run(tmp_path / "runs"))
    assert Path(outcome["run"]) == tmp_path / "runs" / run.id
    assert [step.step for step in run.steps] == [
        "retrieve",
        "draft_kernel",
        "draft_host",
        "compile",
        "validate",
        "finish",
    ]


def test_an_expression_with_a_parameter_on_all_cores(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--expression", "a*slope + b", "--param", "slope=0.5", "--operation", "line"]
    assert main(["generate", *words, "--core-mode", "multi"]) == 0
    shown = capsys.readouterr().out
    assert "Verified: right on" in shown
    assert "generated/line_multi_core" in shown


def test_a_quick_verification_says_that_it_was_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--operation", "copy", "--level", "quick", "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)["verdict"]
    assert "right on 3 shapes in 3 runs" in verdict
    assert "quick level" in verdict


def test_kernels_alone_are_checked_but_not_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "--operation", "relu", "--no-generate-host", "--json"]) == 2
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["verified"] is False
    assert "no host program was asked for" in outcome["verdict"]
    rungs = {rung["rung"]: rung["outcome"] for rung in outcome["rungs"]}
    assert rungs["kernel_check"] == "passed"
    assert rungs["host_build"] == rungs["run"] == "not_run"
    assert not list((tmp_path / "generated/relu_single_core").glob("*.cpp"))


def test_without_validation_the_verdict_says_that_nothing_was_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--operation", "relu", "--no-validate"]) == 2
    assert "validation is turned off (not run: run)" in " ".join(capsys.readouterr().out.split())


def test_an_unknown_operation_lists_what_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--operation", "ad"]) == 1
    message = capsys.readouterr().err
    assert "add" in message
    assert "--expression" in message
    assert not list(tmp_path.iterdir())


def test_a_missing_key_shows_before_anything_is_fetched_or_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "--operation", "add", "--model", "openai:gpt-5", "--json"]) == 1
    outcome = json.loads(capsys.readouterr().out)
    assert "OPENAI_API_KEY" in outcome["error"]
    assert outcome["verified"] is False
    assert not list(tmp_path.iterdir())


def test_a_folder_of_others_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["generate", "--operation", "add", "--output", str(tmp_path)]) == 1
    assert "did not write" in " ".join(capsys.readouterr().err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_offline_the_run_goes_on_and_names_the_rung_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.setenv(variable, NOBODY)
    monkeypatch.setenv("PIP_RETRIES", "0")
    words = ["generate", "--operation", "add", "--output", "offline", "--sdk", NEVER_INSTALLED]
    assert main([*words, "--json"]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert "The kernel check was not run: there is no SDK" in outcome["verdict"]
    assert main([*words, "--require-sdk"]) == 1
