"""What `tilesmith prices` lists."""

import json
from pathlib import Path

import pytest

from tilesmith.agent.cli import main


def test_prices_come_with_their_day_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prices"]) == 0
    said = capsys.readouterr().out
    assert "openai:gpt-5 " in said
    assert "prices are those of 20" in said
    assert "groq.com/pricing" in said


def test_ones_own_table_goes_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "prices.toml"
    table.write_text('["openai:gpt-5"]\ninput = 1\noutput = 2\n["openai:qwen3"]\ninput = 0\noutput = 0\n')
    assert main(["prices", "--prices", str(table), "--json"]) == 0
    prices = json.loads(capsys.readouterr().out)["prices"]
    assert prices["openai:gpt-5"] == {"input": 1, "cached_input": None, "output": 2}
    assert "openai:qwen3" in prices
    assert "openai:gpt-5-mini" in prices


def test_a_table_that_cannot_be_read_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prices", "--prices", "nowhere.toml"]) == 1
    assert "nowhere.toml cannot be used" in capsys.readouterr().err
