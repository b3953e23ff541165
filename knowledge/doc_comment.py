"""The comments that document the device API: a text, and tables of parameters."""

import re
from dataclasses import dataclass

_DECORATION = re.compile(r"^\s*(?:/\*\*?|\*/|\*(?!\*)|///?)?\s?")
_FORMATTER = re.compile(r"^\s*//\s*clang-format (?:on|off)\s*$", re.MULTILINE)
_RULER = re.compile(r"[\s|:-]*\Z")
_BANNER = re.compile(r"={8,}\Z")
_TAGGED = re.compile(r"[@\\]t?param(?:\[\w+\])?\s+(\w+)\s*(.*)")
_BRIEF = re.compile(r"[@\\](?:brief|details|note)\s*")
_NAME_COLUMNS = ("argument", "name", "param", "template parameter", "template argument", "parameter")


@dataclass(frozen=True, slots=True)
class ApiParameter:
    """One row of a parameter table."""

    name: str
    description: str = ""
    type: str = ""
    valid_range: str = ""
    required: str = ""


@dataclass(frozen=True)
class DocComment:
    """A comment taken apart."""

    summary: str = ""
    """The text without its tables, as one line."""
    parameters: tuple[ApiParameter, ...] = ()


def parse_doc_comment(comment: str) -> DocComment:
    """Take apart the raw text of a C or C++ comment."""
    lines = [_plain(line) for line in _FORMATTER.sub("", comment).splitlines()]
    lines = _below_banner([line for line in lines if line and line.lower() != "function"])
    rows = [line for line in lines if line.startswith("|")]
    tagged = [found for line in lines if (found := _TAGGED.match(line))]
    words = [_BRIEF.sub("", line) for line in lines if not line.startswith("|") and not _TAGGED.match(line)]
    parameters = [*_parameters(rows), *(ApiParameter(found[1], found[2]) for found in tagged)]
    return DocComment(" ".join(" ".join(words).split()), tuple(parameters))


def _below_banner(lines: list[str]) -> list[str]:
    """Without the heading of a part of the header, which stands between two rulers of equals signs."""
    rulers = [number for number, line in enumerate(lines) if _BANNER.match(line)]
    return lines[rulers[-1] + 1 :] if rulers else lines


def _plain(line: str) -> str:
    return _DECORATION.sub("", line).removesuffix("*/").strip()


def _parameters(rows: list[str]) -> list[ApiParameter]:
    found: list[ApiParameter] = []
    columns: list[str] = []
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if _RULER.match(row):
            continue
        lowered = [cell.lower() for cell in cells]
        if "description" in lowered:
            columns = lowered
        elif columns:
            found.append(_parameter(dict(zip(columns, cells, strict=False))))
    return [parameter for parameter in found if parameter.name]


def _parameter(row: dict[str, str]) -> ApiParameter:
    name = next((row[column] for column in row if column.startswith(_NAME_COLUMNS[1])), "")
    if not name:
        name = next((row[c] for c in row if c.startswith(_NAME_COLUMNS) and c != "param type"), "")
    required = row.get("required", "")
    return ApiParameter(
        name=name.split(" ")[0].strip("`"),
        description=row.get("description", ""),
        type=row.get("type", ""),
        valid_range=row.get("valid range", ""),
        required=required or (f"default {row['default']}" if row.get("default") else ""),
    )
