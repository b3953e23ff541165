"""`tilesmith knowledge build|status|search` on a small tree."""

import json

import pytest
from typer.testing import CliRunner

from tilesmith.agent.cli import app
from tilesmith.knowledge.errors import IndexMissingError
from tilesmith.tools.sdk import Sdk

runner = CliRunner()


@pytest.fixture(autouse=True)
def _tree(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    (sdk.root / "tt_metal/hw/firmware/src").mkdir(parents=True)
    (sdk.root / "tt_metal/hw/firmware/src/brisck.cc").write_text("")
    monkeypatch.setenv("TT_METAL_HOME", str(sdk.root))


def test_build_then_search() -> None:
    built = runner.invoke(app, ["knowledge", "build"])
    assert built.exit_code == 0
    assert "8 chunks of 6 files" in built.stderr

    found = runner.invoke(app, ["knowledge", "search", "element-wise addition", "--json", "-n", "3"])

    rows = json.loads(found.stdout)
    assert {"name", "kind", "path", "line", "header", "signature", "score"} <= rows[0].keys()
    by_name = {row["name"]: row for row in rows}
    assert by_name["add_tiles"]["header"] == "api/compute/eltwise_binary.h"
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_the_status_as_text_and_as_json() -> None:
    runner.invoke(app, ["knowledge", "build", "--embedding", "hashed"])

    told = runner.invoke(app, ["knowledge", "status"]).stdout
    row = json.loads(runner.invoke(app, ["knowledge", "status", "--json"]).stdout)

    assert "up to date" in told
    assert (row["chunks"], row["embedding"], row["current"]) == (8, "hashed", True)


def test_a_search_without_an_index_says_what_to_do() -> None:
    failed = runner.invoke(app, ["knowledge", "search", "gelu"])

    assert isinstance(failed.exception, IndexMissingError)
    assert "tilesmith knowledge build" in str(failed.exception)


def test_an_unknown_mode_is_refused() -> None:
    assert runner.invoke(app, ["knowledge", "search", "gelu", "--mode", "magic"]).exit_code == 2


def test_the_api_tells_parameters_includes_namespace_and_calls() -> None:
    runner.invoke(app, ["knowledge", "build"])

    (row,) = json.loads(runner.invoke(app, ["knowledge", "api", "add_tiles", "--json", "-n", "1"]).stdout)

    assert row["name"] == "add_tiles"
    assert row["header"] == "api/compute/eltwise_binary.h"
    assert (row["deprecated"], row["replaces"], row["score"]) == (False, False, 1.0)
    assert {"namespace", "parameters", "signature", "path", "line"} <= row.keys()
    assert [site.rpartition(":")[0].rpartition("/")[2] for site in row["call_sites"]] == [
        "eltwise_binary.cpp"
    ]
