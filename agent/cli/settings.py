"""The command `tilesmith settings`: everything that can be set, where, and what is set now."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from tilesmith.agent.cli.options import AsJson
from tilesmith.agent.cli.settings_file import NAME, VARIABLE, commands_of, settings_of

if TYPE_CHECKING:
    from rich.table import Table
    from typer.core import TyperCommand, TyperGroup, TyperOption


@dataclass(frozen=True)
class Setting:
    """One option of one command."""

    command: str
    """As in the file: `eval.catalogue` for `tilesmith eval catalogue`."""
    key: str
    environment: str
    default: str
    value: str
    """What it is now, in this folder and environment."""
    source: str
    """`default`, `environment`, or the settings file."""
    help: str


def settings(
    context: typer.Context,
    as_json: AsJson = False,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the page of all settings to this file instead.")
    ] = None,
) -> None:
    """List what tilesmith.toml, the environment and flags can set, and what is set now.

    Flags go before the environment, and the environment before the nearest tilesmith.toml.
    """
    from rich.console import Console

    root = context.find_root()
    found = list(_all(cast("TyperGroup", root.command), root.default_map or {}))
    if markdown is not None:
        markdown.parent.mkdir(parents=True, exist_ok=True)
        markdown.write_text(page(found), encoding="utf-8")
    elif as_json:
        typer.echo(json.dumps([asdict(setting) for setting in found]))
    else:
        Console().print(_table(found))


def page(found: list[Setting]) -> str:
    """All settings in Markdown. What is set now does not show in it."""
    from tilesmith.templates import templates

    commands: dict[str, list[Setting]] = {}
    for setting in found:
        commands.setdefault(setting.command, []).append(setting)
    template = templates("tilesmith.agent.cli").get_template("settings.md.jinja")
    return template.render(file=NAME, variable=VARIABLE, commands=commands)


def _all(group: "TyperGroup", defaults: Mapping[str, Any]) -> Iterator[Setting]:
    for name, command in commands_of(group):
        inner = defaults
        for part in name.split("."):
            inner = inner.get(part, {})
        yield from _of_command(name, command, inner)


def _of_command(name: str, command: "TyperCommand", defaults: Mapping[str, Any]) -> Iterator[Setting]:
    for key, option in settings_of(command).items():
        variable = option.envvar if isinstance(option.envvar, str) else ""
        default, value, source = _text(option.default), _text(option.default), "default"
        if option.name in defaults:
            value, source = _text(defaults[option.name]), NAME
        if variable and os.environ.get(variable):
            value, source = os.environ[variable], "environment"
        yield Setting(name, key, variable, default, value, source, _help(option))


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _help(option: "TyperOption") -> str:
    return " ".join((option.help or "").split())


def _table(found: list[Setting]) -> "Table":
    from rich.markup import escape
    from rich.table import Table

    table = Table("command", "setting", "value", "from", box=None, pad_edge=False)
    for setting in found:
        style = None if setting.source == "default" else "bold"
        table.add_row(setting.command, setting.key, escape(setting.value), setting.source, style=style)
    return table
