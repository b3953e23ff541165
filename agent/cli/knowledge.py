"""`tilesmith knowledge`: look up what the SDK's own headers say."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tilesmith.agent.cli import knowledge_index

if TYPE_CHECKING:
    from tilesmith.knowledge.api_index import Match
    from tilesmith.tools.sdk import Sdk

app = typer.Typer(name="knowledge", help="Look up what the SDK's own sources say.", no_args_is_help=True)


app.command()(knowledge_index.build)
app.command()(knowledge_index.status)
app.command()(knowledge_index.search)


@app.callback()
def _knowledge() -> None:
    """Look up what the SDK's own sources say."""


@app.command()
def api(
    name: Annotated[
        str, typer.Argument(help="Name of a function or type; old, partial or approximate ones do.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON list on stdout.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most entries to list.")] = 8,
    sdk: knowledge_index.SdkOption = "",
) -> None:
    """Declarations of the device or host API called NAME, then those that it may stand for, best first."""
    from tilesmith.knowledge.api_index import api_index
    from tilesmith.knowledge.call_sites import call_sites

    chosen = knowledge_index.chosen_sdk(sdk)
    index = api_index(chosen)
    matches = index.find(name, limit)
    sites = call_sites(chosen, [match.function.name for match in matches])
    successors = {function.name for function in index.successors(name)}
    if as_json:
        rows = [_row(match, sites, successors) for match in matches]
        typer.echo(json.dumps(rows, indent=2))
        return
    if not matches:
        typer.echo(f"the SDK {chosen.version} has nothing like {name}", err=True)
    for match in matches:
        _print(match, chosen, sites)


def _row(match: "Match", sites: dict[str, list[str]], successors: set[str]) -> dict[str, object]:
    function = match.function
    return {
        "name": f"{function.owner}::{function.name}" if function.owner else function.name,
        "kind": function.kind,
        "path": function.path,
        "line": function.line,
        "header": function.header,
        "signature": function.signature,
        "namespace": function.namespace,
        "deprecated": function.deprecated,
        "summary": function.summary,
        "parameters": [asdict(parameter) for parameter in function.parameters],
        "call_sites": sites.get(function.name, []),
        "replaces": function.name in successors,
        "score": round(match.score, 3),
    }


def _print(match: "Match", sdk: "Sdk", sites: dict[str, list[str]]) -> None:
    function = match.function
    typer.echo(f"{function.signature}")
    typer.echo(f'    #include "{function.header}"  {sdk.root / function.path}:{function.line}')
    if function.summary:
        typer.echo(f"    {function.summary[:240]}")
    for parameter in function.parameters:
        details = ", ".join(filter(None, (parameter.type, parameter.valid_range)))
        typer.echo(f"      {parameter.name}: {parameter.description} ({details})")
    if found := sites.get(function.name):
        typer.echo(f"    called in {', '.join(found)}")
