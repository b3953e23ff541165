"""An index of the device and host API as headers declare it: built once, then read from the cache."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_store import store_functions, stored_functions
from tilesmith.knowledge.host_headers import host_api, stand_in_state
from tilesmith.knowledge.init_function import INIT, init_for
from tilesmith.knowledge.name_parts import singular
from tilesmith.knowledge.nearest_names import Known, NearestNames
from tilesmith.knowledge.rename_store import learnt_successors
from tilesmith.knowledge.renames import LOOKALIKES, RENAMES, earlier_names
from tilesmith.knowledge.word_search import WordSearch, words
from tilesmith.tools.sdk import Sdk, derived_folder
from tilesmith.tools.sdk.layout import api_headers, include_name

if TYPE_CHECKING:
    from tree_sitter import Parser

_FORMAT = 9
"""To be raised when what is stored changes: older files are then rebuilt."""
_LEAST_LIKENESS = 0.5
_DOING = re.compile(
    "(add|begin|clear|close|create|end|enqueue|get|load|record|release|remove|replay|reset|set)_"
)
_BESIDE = 0.95
"""Likeness that is granted to the init function which serves a whole header."""
_OUTDATED = 0.9
"""How much likeness to an old name counts for the name that replaced it."""


@dataclass(frozen=True)
class Match:
    """An answer of the index with how well it fits, 0 to 1."""

    function: ApiFunction
    score: float


class ApiIndex:
    """Exact, prefix, fuzzy and word look-ups over the device and the host API."""

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
        """The declarations of exactly `name`, free functions before methods. `Class::method` works, too, with
        or without namespaces."""
        scope, _, last = name.rpartition("::")
        found = [f for f in self._by_name.get(last, []) if _in_scope(f, scope)]
        return sorted(found, key=_order)

    def successors(self, name: str) -> list[ApiFunction]:
        """What replaced `name`, deprecated here or of an earlier version, one declaration each; empty for
        names that are merely like one of the API."""
        last = name.rpartition("::")[2]
        told = (other for f in self.lookup(last) if f.deprecated for other in f.instead)
        new = dict.fromkeys((*told, *RENAMES.get(last, ()), *self._learnt.get(last, ())))
        return [f for other in new if other != last for f in self.lookup(other)[:1] if not f.deprecated]

    def counterparts(self, name: str) -> list[ApiFunction]:
        """What this API has in the place of `name` of a later or an earlier version, one declaration each.

        That is itself, unless it is missing here or deprecated for something else. What was learnt from the
        kernels of other SDKs comes last, so that it decides only where nothing else does.
        """
        known = self.lookup(name)
        told = dict.fromkeys(other for f in known if f.deprecated for other in f.instead)
        if known and not (told and all(f.deprecated for f in known)):
            return known[:1]
        others = dict.fromkeys(
            (*told, *RENAMES.get(name, ()), *earlier_names(name), *self._learnt.get(name, ()), name)
        )
        return [f for other in others for f in self.lookup(other)[:1]]

    @property
    def learnt_count(self) -> int:
        """Names whose successor was learnt from other SDKs."""
        return len(self._learnt)

    def find(self, name: str, n: int = 8) -> list[Match]:
        """All that `name` may mean, best first: declarations of it, what replaced it, then names that begin
        with it or are like it."""
        exact = [Match(function, 1.0) for function in self.lookup(name)]
        seen = {match.function.name for match in exact}
        best: dict[str, Match] = {}
        for match in (*self.nearest(name, n), *self.beginning(name, n)):
            other = match.function.name
            if other not in seen and (other not in best or match.score > best[other].score):
                best[other] = match
        return [*exact, *sorted(best.values(), key=lambda match: -match.score)][:n]

    def beginning(self, prefix: str, n: int = 8, area: Area | None = None) -> list[Match]:
        """Names that begin with `prefix`, the shortest first, one declaration each; none for no letters."""
        if not prefix:
            return []
        start, end = bisect_left(self._sorted, prefix), bisect_left(self._sorted, prefix + "\uffff")
        ordered = sorted(self._sorted[start:end], key=lambda name: (len(name), name))
        return [Match(f, len(prefix) / len(f.name)) for f in self._one_each(ordered, area)][:n]

    def nearest(self, name: str, n: int = 5, area: Area | None = None) -> list[Match]:
        """Names like `name`, best first, one declaration each; its successors come before likeness.

        Args:
            area: only what programs of this kind can use.
        """
        last = name.rpartition("::")[2]
        spelt = (*LOOKALIKES.get(last, ()), *self._same_letters(last))
        current = dict.fromkeys(self._stands_for.get(other, other) for other in spelt)
        meant = [f for other in current for f in self.lookup(other)[:1]]
        renamed = [f for f in self.successors(last) or meant if area is None or f.serves(area)]
        known = {last, *(function.name for function in renamed)}
        likely = dict.fromkeys(self._init_beside(last), _BESIDE)
        for other, score in self._names.nearest(last, _LEAST_LIKENESS):
            # Whoever comes near to an old name is told the new one.
            likely.setdefault(self._stands_for.get(other, other), score)
        others = self._one_each((other for other in likely if other not in known), area)
        return [*(Match(f, 1.0) for f in renamed), *(Match(f, likely[f.name]) for f in others)][:n]

    def _init_beside(self, name: str) -> list[str]:
        """For the init of a function that has none of its own, the one that its header has for it."""
        base = name.removesuffix(INIT)
        meant = (f for other in (base, *LOOKALIKES.get(base, ())) for f in self.lookup(other))
        function = next((f for f in meant if f.name != name), None)
        init = function and init_for(function.name, self._inits.get(function.path, []))
        return [init.name] if init else []

    @cached_property
    def _inits(self) -> dict[str, list[ApiFunction]]:
        """The init functions of each header."""
        found: dict[str, list[ApiFunction]] = {}
        for function in self.functions:
            if function.name.endswith(INIT) and function.kind == "function" and not function.deprecated:
                found.setdefault(function.path, []).append(function)
        return found

    def _one_each(self, names: Iterable[str], area: Area | None) -> Iterator[ApiFunction]:
        for name in names:
            yield from [f for f in self.lookup(name) if area is None or f.serves(area)][:1]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._by_name)

    @cached_property
    def _stands_for(self) -> dict[str, str]:
        """The first successor of each name that was replaced."""
        current = {name for name, found in self._by_name.items() if not all(f.deprecated for f in found)}
        old = dict.fromkeys(name for name in (*RENAMES, *self._learnt, *self._by_name) if name not in current)
        return {name: new[0].name for name in old if (new := self.successors(name))}

    def _same_letters(self, name: str) -> list[str]:
        """Names spelt like `name` but for underscores, plurals and capitals; `BufferTypes` is a slip for the
        type, not for the method `buffer_type`."""
        found = self._spelt_alike.get(singular(name), [])
        if not name[:1].isupper():
            return found
        return [other for other in found if other[:1].isupper() or self._does_something(other)]

    def _does_something(self, name: str) -> bool:
        """Whether `name` is more than a method that tells a property."""
        return bool(_DOING.match(name)) or any(f.kind != "method" for f in self.lookup(name))

    @cached_property
    def _spelt_alike(self) -> dict[str, list[str]]:
        """Names, also replaced ones, that differ by underscores and plurals alone."""
        found: dict[str, list[str]] = {}
        for name in dict.fromkeys((*self._by_name, *self._stands_for)):
            found.setdefault(singular(name), []).append(name)
        return found

    @cached_property
    def _names(self) -> NearestNames:
        standing = {name: max(map(_standing, functions)) for name, functions in self._by_name.items()}
        for old, new in self._stands_for.items():
            standing[old] = _OUTDATED * standing[new]
        # Specialisations of templates have names that nobody writes.
        return NearestNames(
            Known(name, weight, self._areas.get(name, frozenset()))
            for name, weight in standing.items()
            if name.isidentifier()
        )

    @cached_property
    def _areas(self) -> dict[str, frozenset[Area]]:
        areas = ((name, frozenset(f.area for f in functions)) for name, functions in self._by_name.items())
        return dict(areas)

    def search(self, text: str, n: int = 10) -> list[Match]:
        """Declarations whose name or documentation has the words of `text`, best first."""
        return [Match(self.functions[index], score) for index, score in self._words.best(text, n)]

    @cached_property
    def _words(self) -> WordSearch:
        # The words of a name say more than those of its description.
        return WordSearch([words(f.name) * 4 + words(f.owner) + words(f.summary) for f in self.functions])


def api_index(sdk: Sdk) -> ApiIndex:
    """The index of `sdk`, from the cache when it is there (about 30 ms), else built (about 1 s)."""
    folder = derived_folder(sdk.identity)
    path = folder / f"api-{_FORMAT}.json"
    host = stand_in_state(sdk.root)
    functions = stored_functions(path, host)
    if functions is None:
        functions = build_api_index(sdk).functions
        store_functions(path, host, functions)
    return ApiIndex(functions, learnt_successors(folder))


def build_api_index(sdk: Sdk) -> ApiIndex:
    """The index of `sdk`, from its headers and those of the host API."""
    from tilesmith.knowledge.declarations import cpp_parser

    parser = cpp_parser()
    found: dict[tuple[str, str, str], ApiFunction] = {}
    for path, name, header in _headers(sdk.root):
        for function in _declared(path, name, header, parser):
            found.setdefault((function.owner, function.signature, name), function)
    return ApiIndex(tuple(found.values()))


def _headers(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Place, name relative to the root and include name of each header."""
    for path in api_headers(root):
        name = path.relative_to(root).as_posix()
        yield path, name, include_name(name)
    for header in host_api(root):
        yield header.path, header.name, header.header


def _declared(path: Path, name: str, header: str, parser: "Parser") -> Iterator[ApiFunction]:
    from tilesmith.knowledge.declarations import declarations

    for item in declarations(path.read_text(errors="replace"), parser):
        yield ApiFunction(
            name=item.name,
            kind=item.kind,
            owner=item.owner,
            signature=item.signature,
            path=name,
            header=header,
            line=item.line,
            summary=item.summary,
            parameters=item.parameters,
            namespace=item.namespace,
        )


def _order(function: ApiFunction) -> tuple[bool, bool, bool, bool, str, int]:
    """Stable free functions of kernels first; a type before its constructor."""
    host = function.area is Area.HOST
    aside = (function.kind == "method", function.deprecated, function.experimental, host)
    return (*aside, function.path, function.line)


def _in_scope(function: ApiFunction, scope: str) -> bool:
    """Whether `scope` names the class or the namespace of `function`, or the end of both together."""
    whole = "::".join(filter(None, (function.namespace, function.owner)))
    return not scope or whole == scope or whole.endswith(f"::{scope}")


def _standing(function: ApiFunction) -> float:
    """How readily `function` is offered instead of a name that does not exist; 1 for the stable API."""
    if function.deprecated:
        return 0.6
    if function.experimental or "/debug/" in function.path:
        return 0.85
    if function.kind == "method":
        return 0.9 if function.area is Area.HOST else 0.8
    if function.name.isupper() and function.kind == "macro":
        return 0.8
    return 0.9 if "/internal/" in function.path else 1.0
