"""Prices come from the user's table."""

from pathlib import Path

import pytest

from tilesmith.agent.llm_drafter.prices import PricesError, price_of


def test_a_call_costs_by_the_million_tokens(tmp_path: Path) -> None:
    table = tmp_path / "prices.toml"
    table.write_text('["openai:small"]\ninput = 1.5\noutput = 6\n')
    price = price_of("openai:small", str(table))
    assert price is not None
    assert price.cost(1_000_000, 500_000) == 4.5
    assert price_of("openai:other", str(table)) is None
    assert price_of("openai:small", "") is None


@pytest.mark.parametrize(
    "text", ["not toml", '["x"]\ninput = 1\n', '["x"]\ninput = -1\noutput = 1\n', "x = 1"]
)
def test_a_table_that_cannot_be_used_says_how_to_write_one(tmp_path: Path, text: str) -> None:
    table = tmp_path / "prices.toml"
    table.write_text(text)
    with pytest.raises(PricesError, match="USD for a million tokens"):
        price_of("x", str(table))


def test_a_table_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(PricesError, match="in nowhere"):
        price_of("x", "nowhere.toml")
