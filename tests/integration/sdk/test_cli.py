"""`tilesmith sdk` and `tilesmith knowledge`: what scripts read stands on stdout, and nothing else does."""

import json

import pytest
from typer.testing import CliRunner

from tilesmith.agent.cli.knowledge import app as knowledge
from tilesmith.agent.cli.sdk import app as sdk
from tilesmith.tools.sdk import SdkNotInstalledError, cache_root

VERSION = "9.8.7"


@pytest.mark.usefixtures("index")
def test_install_then_path_and_list() -> None:
    runner = CliRunner()
    installed = runner.invoke(sdk, ["install", VERSION])
    assert (installed.exit_code, installed.stdout) == (0, "")
    root = str(cache_root() / "sdk" / VERSION / "ttnn")
    assert runner.invoke(sdk, ["path", VERSION]).stdout == f"{root}\n"
    assert runner.invoke(sdk, ["list"]).stdout == f"{VERSION}\twheel\t{root}\n"


@pytest.mark.usefixtures("index")
def test_nothing_is_installed_yet() -> None:
    runner = CliRunner()
    assert isinstance(runner.invoke(sdk, ["path"]).exception, SdkNotInstalledError)
    listed = runner.invoke(sdk, ["list"])
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert "tilesmith sdk install" in listed.stderr


@pytest.mark.usefixtures("index")
def test_knowledge_api_answers_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = CliRunner()
    runner.invoke(sdk, ["install", VERSION])
    monkeypatch.setenv("TT_METAL_HOME", str(cache_root() / "sdk" / VERSION / "ttnn"))
    row = json.loads(runner.invoke(knowledge, ["api", "f", "--json"]).stdout)[0]
    assert {"name", "kind", "path", "line", "header", "signature", "summary", "score"} <= set(row)
    assert (row["name"], row["header"], row["score"]) == ("f", "api/compute/add.h", 1.0)
