"""What every change is held against: templates, recordings of models, and a scripted model with mistakes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.cli import main

OF_REAL_MODELS = Path(__file__).parents[4] / "shared/cassettes"

Rows = dict[str, dict[str, Any]]


@pytest.fixture
def recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with one evaluation, of one task, and what was recorded of its model."""
    folder = tmp_path / "cassettes"
    own = folder / "a-model"
    words = ["--output", str(own), "--record", str(own / "recording"), "--model", "flawed:0"]
    assert main(["eval", "run", *words, "--task", "copy-single", "--level", "quick"]) == 0
    capsys.readouterr()
    return folder


def test_each_is_an_evaluation_and_a_row(
    recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--task", "copy-single", "--task", "softmax-single", "--samples", "2", "--rate", "1"]
    words += ["--level", "quick", "--cassettes", str(recorded), "--output", str(tmp_path / "out"), "--json"]
    assert main(["eval", "baselines", *words]) == 0
    rows: Rows = json.loads(capsys.readouterr().out)

    assert list(rows) == ["templates", "a-model", "flawed-1"]
    assert "1 of 2" in rows["templates"]["verified"]  # no template makes a softmax
    assert "1 of 1" in rows["a-model"]["verified"]  # of its own tasks
    assert "0 of 4" in rows["flawed-1"]["at first draft"]
    assert all(row["infra"] == "0" for row in rows.values())
    assert float(rows["a-model"]["verified a minute"]) > 0


def test_a_folder_without_an_evaluation_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cassettes/strange").mkdir(parents=True)
    words = ["--cassettes", str(tmp_path / "cassettes"), "--output", str(tmp_path / "out")]
    assert main(["eval", "baselines", *words, "--task", "copy-single"]) == 1
    assert "strange holds no evaluation with its recording" in capsys.readouterr().err


def test_every_recording_that_is_at_hand_can_be_repeated(
    recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With all of its tasks; those of real models, where there are any."""
    for folder in [recorded / "a-model", *OF_REAL_MODELS.glob("*/")]:
        words = ["--cassettes", str(folder.parent), "--only", folder.name, "--level", "quick", "--json"]
        assert main(["eval", "baselines", *words, "--output", str(tmp_path)]) == 0
        row = json.loads(capsys.readouterr().out)[folder.name]
        assert row["infra"] == "0"
        assert int(row["samples"]) > 0
