"""`tilesmith.toml`: what the options of commands are when neither a flag nor the environment says otherwise.

```toml
sdk = "0.81.1"                 # every command that has the option
[generate]
model = "groq:llama-3.3-70b-versatile"
max-iterations = 6
[eval.catalogue]               # a command of a group
core-mode = "multi"
```
"""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption

from tilesmith.errors import TilesmithError, reason_of

NAME = "tilesmith.toml"
VARIABLE = "TILESMITH_CONFIG"

Defaults = dict[str, Any]
"""Values by parameter, and those of subcommands by their name: what click calls a default map."""


class SettingsFileError(TilesmithError):
    """A settings file that cannot be used."""


def nearest_file(folder: Path) -> Path | None:
    """The `tilesmith.toml` in `folder` or in the nearest folder above it."""
    places = (above / NAME for above in (folder, *folder.parents))
    return next((path for path in places if path.is_file()), None)


def read_defaults(path: Path, group: TyperGroup) -> Defaults:
    """The defaults that the file gives to the commands of `group`.

    Paths in it are relative to its folder.

    Raises:
        SettingsFileError: it cannot be read, or names a command or an option that there is not.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsFileError(
            f"{path} cannot be used ({reason_of(error)}): mend it, or name another file with --config"
        ) from error
    everywhere = {key: value for key, value in table.items() if not isinstance(value, dict)}
    _require_known(
        path, everywhere, {name for _, command in commands_of(group) for name in settings_of(command)}, ""
    )
    return _of_group(path, group, table, everywhere, "")


def settings_of(command: TyperCommand) -> dict[str, TyperOption]:
    """The options of `command` by their name in the file: `--max-iterations` is `max-iterations`."""
    options = (parameter for parameter in command.params if isinstance(parameter, TyperOption))
    return {
        name.removeprefix("--"): option
        for option in options
        if not option.is_eager
        for name in option.opts
        if name.startswith("--")
    }


def _of_group(
    path: Path, group: TyperGroup, table: Mapping[str, Any], everywhere: Mapping[str, Any], within: str
) -> Defaults:
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    _require_known(path, tables, set(group.commands), within)
    found: Defaults = {}
    for name, command in group.commands.items():
        inner, label = tables.get(name, {}), f"{within}{name}"
        if isinstance(command, TyperGroup):
            found[name] = _of_group(path, command, inner, everywhere, f"{label}.")
        elif isinstance(command, TyperCommand):
            found[name] = _of_command(path, command, inner, everywhere, label)
    return found


def _of_command(
    path: Path, command: TyperCommand, table: Mapping[str, Any], everywhere: Mapping[str, Any], label: str
) -> Defaults:
    known = settings_of(command)
    own = {key.replace("_", "-"): value for key, value in table.items()}
    _require_known(path, own, set(known), f"[{label}] ")
    general = {key.replace("_", "-"): value for key, value in everywhere.items()}
    values = {key: value for key, value in {**general, **own}.items() if key in known}
    return {str(known[key].name): _value(path, known[key], value) for key, value in values.items()}


def _value(path: Path, option: TyperOption, value: object) -> object:
    if option.type_descriptor.annotation is Path and isinstance(value, str):
        return str(path.parent / Path(value).expanduser())
    return value


def commands_of(group: TyperGroup, within: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """All commands with the names of their tables, such as `eval.catalogue`."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands_of(command, f"{within}{name}.")
        elif isinstance(command, TyperCommand):
            yield f"{within}{name}", command


def _require_known(path: Path, given: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in given:
        if key.replace("_", "-") not in known and key not in known:
            near = get_close_matches(key.replace("_", "-"), known, n=1)
            hint = f", did you mean `{near[0]}`?" if near else ": see `tilesmith settings`"
            raise SettingsFileError(f"{path}: there is no setting `{where}{key}`{hint}")
