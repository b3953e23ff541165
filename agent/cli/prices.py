"""The command `tilesmith prices`."""

from pathlib import Path
from typing import Annotated

import typer

from tilesmith.agent.cli.options import AsJson


def prices(
    prices: Annotated[
        Path | None,
        typer.Option(
            envvar="TILESMITH_PRICES",
            metavar="FILE",
            help="Your own table, which goes before the vendors'.",
            show_default=False,
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """List what models cost, in USD for a million tokens, and since when that is known."""
    from tilesmith.agent.llm_drafter.prices import users_prices, vendors_prices

    table = vendors_prices()
    own = users_prices(str(prices)) if prices else {}
    if json:
        shown = table.model_copy(update={"prices": table.prices | own})
        typer.echo(shown.model_dump_json(indent=1))
        return
    from rich.console import Console
    from rich.table import Table

    rows = Table("model", "input", "cached input", "output", "", box=None, pad_edge=False)
    for model, price in sorted((table.prices | own).items()):
        cached = price.input if price.cached_input is None else price.cached_input
        whose = "yours" if model in own else ""
        rows.add_row(model, f"{price.input:g}", f"{cached:g}", f"{price.output:g}", whose)
    console = Console()
    console.print(rows, markup=False)
    console.print(
        f"\nThe vendors' prices are those of {table.as_of}; --prices FILE goes before them:", highlight=False
    )
    for provider, address in table.sources.items():
        console.print(f"  {provider:<10} {address}", markup=False, highlight=False, soft_wrap=True)
