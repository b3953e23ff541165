"""How the emulator's coverage of the device API is shown."""

from collections import defaultdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tilesmith.tools.coverage import Coverage, Function, State

_AREAS = ("compute", "dataflow")
_COLUMNS = ("header", "functions", "supported", "refused", "missing")


def as_json(coverage: Coverage) -> dict[str, Any]:
    """For `--json`: the shares by area, and every function."""
    return {
        "sdk": coverage.sdk,
        "supported": {area: coverage.share(area, State.SUPPORTED) for area in _AREAS},
        "functions": [
            {
                "name": function.name,
                "header": function.header,
                "area": function.area,
                "state": function.state.value,
                "why": function.why,
            }
            for function in coverage.functions
        ],
    }


def table(coverage: Coverage, *, missing: bool) -> RenderableType:
    """Counts by header, the shares below, and if wanted what is not supported."""
    shown = Table(*_COLUMNS, box=None, pad_edge=False)
    for column in shown.columns[1:]:
        column.justify = "right"
    for header, functions in _by_header(coverage).items():
        shown.add_row(header, *map(str, _counts(functions)))
    parts: list[RenderableType] = [shown, Text("\n" + "\n".join(_shares(coverage)), style="bold")]
    if missing:
        lines = [
            f"{each.state.value}: {each.header} {each.name} {each.why}".rstrip()
            for each in _lacking(coverage)
        ]
        parts.append(Text("\n" + "\n".join(lines)))
    return Group(*parts)


def markdown_page(coverage: Coverage) -> str:
    """The page of the documentation."""
    rows = [
        f"| `{header}` | {' | '.join(map(str, _counts(functions)))} |"
        for header, functions in _by_header(coverage).items()
    ]
    lacking = defaultdict(list)
    for function in _lacking(coverage):
        lacking[function.header].append(f"`{function.name}`")
    lines = [
        f"# What the emulator covers of the device API of {coverage.sdk}",
        "",
        f"Written by `tilesmith emulator coverage --sdk {coverage.sdk} --markdown FILE`. A kernel calls",
        "every public function of the SDK's `api/compute` and `api/dataflow`, with the semaphores and tensor",
        "accessors of the object API (experiments and what only generated code uses aside), and runs on",
        "the emulator. *Supported*: the call runs without the emulator saying that it lacks something;",
        "whether it computes what the chip does is shown by the agreement with measured programs and by",
        "tests. *Refused*: the report says that the emulator lacks it; that never counts against a kernel.",
        "",
        *(f"- {line}" for line in _shares(coverage)),
        "",
        f"| {' | '.join(_COLUMNS)} |",
        "|---" + "|---:" * (len(_COLUMNS) - 1) + "|",
        *rows,
        "",
        "## Refused or missing",
        "",
        *(f"- `{header}`: {', '.join(dict.fromkeys(names))}" for header, names in lacking.items()),
    ]
    return "\n".join(lines) + "\n"


def _by_header(coverage: Coverage) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = defaultdict(list)
    for function in coverage.functions:
        found[function.header].append(function)
    return dict(sorted(found.items()))


def _counts(functions: list[Function]) -> tuple[int, int, int, int]:
    supported, refused, missing = (sum(each.state is state for each in functions) for state in State)
    return len(functions), supported, refused, missing


def _lacking(coverage: Coverage) -> list[Function]:
    return [function for function in coverage.functions if function.state is not State.SUPPORTED]


def _shares(coverage: Coverage) -> list[str]:
    lines = []
    for area in _AREAS:
        number = sum(function.area == area for function in coverage.functions)
        shares = (f"{coverage.share(area, state):.1%} {state.value}" for state in State)
        lines.append(f"{area}: {number} functions, {', '.join(shares)}")
    return lines
