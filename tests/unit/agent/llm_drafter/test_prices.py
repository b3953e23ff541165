"""What model calls cost, by the user's table and by the one that comes with Tilesmith."""

from pathlib import Path

import pytest

from tilesmith.agent.drafter import Usage
from tilesmith.agent.llm_drafter.prices import Price, PricesError, price_of, vendors_prices


def test_a_call_costs_by_the_million_tokens(tmp_path: Path) -> None:
    table = tmp_path / "prices.toml"
    table.write_text('["openai:small"]\ninput = 1.5\noutput = 6\n')
    price = price_of("openai:small", str(table))
    assert price is not None
    assert price.cost(Usage(input_tokens=1_000_000, output_tokens=500_000)) == 4.5
    assert price_of("openai:other", str(table)) is None
    assert price_of("openai:small", "") is None


def test_what_the_vendor_had_in_its_cache_costs_less() -> None:
    price = Price(input=2, cached_input=0.5, output=8)
    assert price.cost(Usage(input_tokens=1_000_000, cached_tokens=800_000)) == pytest.approx(0.4 + 0.4)


class TestVendorsPrices:
    """A dated table comes with Tilesmith; the user's goes before it."""

    def test_every_price_is_dated_and_has_a_source(self) -> None:
        table = vendors_prices()
        assert table.as_of.year >= 2026
        assert {model.partition(":")[0] for model in table.prices} == set(table.sources)
        assert all(price.input <= price.output for price in table.prices.values())
        assert all((price.cached_input or 0) < price.input for price in table.prices.values())

    @pytest.mark.parametrize("name", ["openai:gpt-5", "openai:gpt-5-2025-08-07"])
    def test_a_snapshot_of_a_model_costs_what_the_model_does(self, name: str) -> None:
        assert price_of(name, "") == vendors_prices().prices["openai:gpt-5"]

    def test_the_users_table_goes_before_it(self, tmp_path: Path) -> None:
        table = tmp_path / "prices.toml"
        table.write_text('["openai:gpt-5"]\ninput = 1\noutput = 2\n')
        assert price_of("openai:gpt-5", str(table)) == Price(input=1, output=2)
        assert price_of("openai:gpt-5-mini", str(table)) == vendors_prices().prices["openai:gpt-5-mini"]

    def test_it_says_nothing_of_servers_elsewhere(self, tmp_path: Path) -> None:
        table = tmp_path / "prices.toml"
        table.write_text('["openai:gpt-4o"]\ninput = 1\noutput = 2\n')
        assert price_of("openai:gpt-5", "", own_address=False) is None
        assert price_of("openai:gpt-4o", str(table), own_address=False) == Price(input=1, output=2)


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
