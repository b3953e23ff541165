"""What model calls cost, from a table that the user gives.

```toml
["openai:gpt-5"]
input = 1.25      # USD for a million tokens
output = 10.0
```
"""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from tilesmith.errors import TilesmithError

_MILLION = 1_000_000


class PricesError(TilesmithError):
    """A table of prices that cannot be used."""


class Price(BaseModel):
    """USD for a million tokens of one model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    output: float = Field(ge=0)

    def cost(self, input_tokens: int, output_tokens: int) -> float:
        """USD of one call."""
        return (self.input * input_tokens + self.output * output_tokens) / _MILLION


def price_of(model: str, table: str) -> Price | None:
    """The price of `model`, as given to `--model`; None when it is not known.

    Args:
        table: path of the user's table; empty: there is none.

    Raises:
        PricesError: the table cannot be read.
    """
    if not table:
        return None
    try:
        rows = TypeAdapter(dict[str, Price]).validate_python(tomllib.loads(Path(table).read_text()))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise PricesError(
            f'the prices in {table} cannot be used ({reason}): write ["MODEL"] with input = and output =, '
            "in USD for a million tokens"
        ) from error
    return rows.get(model)
