"""Commands that only tell: the catalogue and the graph."""

from typing import Annotated

import typer


def operations() -> None:
    """List the built-in operations."""
    from rich.console import Console
    from rich.table import Table

    from tilesmith.agent.llm_drafter.prompt_view import formula
    from tilesmith.agent.spec.catalogue import CATALOGUE

    table = Table("operation", "inputs", "parameters", "what it computes", box=None, pad_edge=False)
    for spec in CATALOGUE.values():
        inputs = ", ".join(tensor.name for tensor in spec.inputs)
        parameters = ", ".join(f"{p.name}={p.value:g}" for p in spec.parameters)
        table.add_row(spec.name, inputs, parameters, f"{spec.outputs[0].name} = {formula(spec)}")
    console = Console()
    console.print(table, markup=False)
    console.print(
        "\nDefine your own with --expression 'a*b + c' or, as a numpy function, with --spec my_op.py."
    )


def graph(
    mermaid: Annotated[bool, typer.Option("--mermaid", help="As Mermaid text, for Markdown.")] = False,
) -> None:
    """Print the state machine."""
    from tilesmith.graph import graph as compiled

    drawn = compiled.get_graph()
    if mermaid:
        typer.echo(drawn.draw_mermaid())
        return
    for edge in drawn.edges:
        typer.echo(f"{edge.source} {'-?->' if edge.conditional else '--->'} {edge.target}")
