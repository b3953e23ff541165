"""What model calls cost: a dated table of the vendors' prices, and before it the user's own.

```toml
["openai:gpt-5"]
input = 1.25        # USD for a million tokens
cached_input = 0.13 # of those that the vendor had in its cache; left out: as the others
output = 10.0       # with those of reasoning
```
"""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from tilesmith.agent.drafter import Usage
from tilesmith.errors import TilesmithError, reason_of

_MILLION = 1_000_000
# A model's name with the day of its snapshot, as vendors write it: gpt-5-2025-08-07, or without hyphens.
_SNAPSHOT = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8})\Z")


class PricesError(TilesmithError):
    """A table of prices that cannot be used."""


class Price(BaseModel):
    """USD for a million tokens of one model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    cached_input: float | None = Field(default=None, ge=0)
    """Of input that the vendor had in its cache; None: as other input."""
    output: float = Field(ge=0)

    def cost(self, usage: Usage) -> float:
        """USD of the tokens of `usage`."""
        cached = self.input if self.cached_input is None else self.cached_input
        fresh = usage.input_tokens - usage.cached_tokens
        total = self.input * fresh + cached * usage.cached_tokens + self.output * usage.output_tokens
        return total / _MILLION


class PriceTable(BaseModel):
    """The prices that come with Tilesmith."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    """Day on which the vendors asked for them."""
    sources: dict[str, str]
    """Address of the vendor's list, by provider."""
    prices: dict[str, Price]
    """By model, as given to `--model`."""


@cache
def vendors_prices() -> PriceTable:
    """The table that comes with Tilesmith."""
    return PriceTable.model_validate(tomllib.loads(Path(__file__).with_name("prices.toml").read_text()))


def price_of(model: str, table: str, own_address: bool = True) -> Price | None:
    """The price of `model`, as given to `--model`; None when it is not known.

    Args:
        table: path of the user's table; empty: there is none.
        own_address: the model is called at its vendor's own address; another one has its own prices, which
            only the user's table can know.

    Raises:
        PricesError: the table cannot be read.
    """
    rows = users_prices(table) if table else {}
    if model in rows:
        return rows[model]
    if not own_address:
        return None
    known = vendors_prices().prices
    return known.get(model) or known.get(_SNAPSHOT.sub("", model))


def users_prices(table: str) -> dict[str, Price]:
    """The user's prices by model.

    Raises:
        PricesError: the table cannot be read.
    """
    try:
        return TypeAdapter(dict[str, Price]).validate_python(tomllib.loads(Path(table).read_text()))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PricesError(
            f"the prices in {table} cannot be used ({reason_of(error)}): "
            'write ["MODEL"] with input = and output =, in USD for a million tokens'
        ) from error
