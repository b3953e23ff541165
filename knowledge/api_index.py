"""An index of the device API as the headers of one SDK declare it: built once, then read from the cache."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tilesmith.knowledge.api_function import ApiFunction
from tilesmith.knowledge.doc_comment import ApiParameter
from tilesmith.knowledge.nearest_names import Known, NearestNames
from tilesmith.knowledge.rename_store import learnt_successors
from tilesmith.knowledge.renames import LOOKALIKES, RENAMES
from tilesmith.knowledge.word_search import WordSearch, words
from tilesmith.tools.sdk import Sdk, derived_folder
from tilesmith.tools.sdk.layout import api_headers

_FORMAT = 6
"""To be raised when what is stored changes: older files are then rebuilt."""
_LEAST_LIKENESS = 0.5
# Everything of dataflow_api.h is included through it.
_INTERNAL = ("internal/dataflow/", "dataflow_api_addrgen.h")


@dataclass(frozen=True)
class Match:
    """An answer of the index with how well it fits, 0 to 1."""

    function: ApiFunction
    score: float


class ApiIndex:
    """Exact, fuzzy and word look-ups over the device API."""

    def __init__(
        self, functions: tuple[ApiFunction, ...], learnt: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        """`learnt`: what took the place of names of earlier versions, beside the renames known to all."""
        self.functions = functions
        self._learnt = learnt or {}

    @cached_property
    def _by_name(self) -> dict[str, list[ApiFunction]]:
        names: dict[str, list[ApiFunction]] = {}
        for function in self.functions:
            names.setdefault(function.name, []).append(function)
        return names

    def lookup(self, name: str) -> list[ApiFunction]:
        """The declarations of exactly `name`, free functions before methods. `Class::method` works, too."""
        owner, _, last = name.rpartition("::")
        found = [f for f in self._by_name.get(last, []) if owner in ("", f.owner)]
        return sorted(found, key=lambda f: (f.kind == "method", f.deprecated, f.path, f.line))

    def successors(self, name: str) -> list[ApiFunction]:
        """What replaced `name` of an earlier version, one declaration each; empty for names that are merely
        like one of the API."""
        new = dict.fromkeys((*RENAMES.get(name, ()), *self._learnt.get(name, ())))
        return [f for other in new if other != name for f in self.lookup(other)[:1]]

    @property
    def learnt_count(self) -> int:
        """Names whose successor was learnt from other SDKs."""
        return len(self._learnt)

    def nearest(self, name: str, n: int = 5) -> list[Match]:
        """Names like `name`, best first, one declaration each; its successors come before likeness."""
        meant = [f for other in LOOKALIKES.get(name, ()) for f in self.lookup(other)[:1]]
        renamed = self.successors(name) or meant
        known = {function.name for function in renamed}
        likely = [
            Match(self.lookup(other)[0], score)
            for other, score in self._names.nearest(name, _LEAST_LIKENESS)
            if other not in known
        ]
        return ([Match(function, 1.0) for function in renamed] + likely)[:n]

    @cached_property
    def _names(self) -> NearestNames:
        return NearestNames(
            Known(name, max(map(_standing, functions))) for name, functions in self._by_name.items()
        )

    def search(self, text: str, n: int = 10) -> list[Match]:
        """Declarations whose name or documentation has the words of `text`, best first."""
        return [Match(self.functions[index], score) for index, score in self._words.best(text, n)]

    @cached_property
    def _words(self) -> WordSearch:
        # The words of a name say more than those of its description.
        return WordSearch([words(f.name) * 4 + words(f.owner) + words(f.summary) for f in self.functions])


def api_index(sdk: Sdk) -> ApiIndex:
    """The index of `sdk`, from the cache when it is there (about 20 ms), else built (about 1 s)."""
    folder = derived_folder(sdk.identity)
    path = folder / f"api-{_FORMAT}.json"
    try:
        rows = json.loads(path.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        index = build_api_index(sdk)
        _store(path, [asdict(function) for function in index.functions])
        return ApiIndex(index.functions, learnt_successors(folder))
    return ApiIndex(tuple(_function(row) for row in rows), learnt_successors(folder))


def build_api_index(sdk: Sdk) -> ApiIndex:
    """The index of `sdk`, from its headers."""
    from tilesmith.knowledge.declarations import cpp_parser, declarations

    parser = cpp_parser()
    found: dict[tuple[str, str, str], ApiFunction] = {}
    for path in api_headers(sdk.root):
        relative = path.relative_to(sdk.root).as_posix()
        for item in declarations(path.read_text(errors="replace"), parser):
            function = ApiFunction(
                name=item.name,
                kind=item.kind,
                owner=item.owner,
                signature=item.signature,
                path=relative,
                header=_include_name(relative),
                line=item.line,
                summary=item.summary,
                parameters=item.parameters,
                namespace=item.namespace,
            )
            found.setdefault((item.owner, item.signature, relative), function)
    return ApiIndex(tuple(found.values()))


def _standing(function: ApiFunction) -> float:
    """How readily `function` is offered instead of a name that does not exist; 1 for the stable API."""
    if function.deprecated:
        return 0.6
    if "/experimental/" in function.path or "/debug/" in function.path:
        return 0.85
    return 0.9 if "/internal/" in function.path or function.kind == "method" else 1.0


def _include_name(path: str) -> str:
    name = path.removeprefix("tt_metal/").removeprefix("hw/inc/").removeprefix("include/")
    if name.startswith(_INTERNAL):
        return "api/dataflow/dataflow_api.h" if name.startswith("internal/") else "dataflow_api.h"
    return name


def _store(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_text(json.dumps(rows, separators=(",", ":")))
    partial.replace(path)


def _function(row: dict[str, Any]) -> ApiFunction:
    parameters = tuple(ApiParameter(**parameter) for parameter in row.pop("parameters"))
    return ApiFunction(**row, parameters=parameters)
