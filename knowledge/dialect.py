"""How kernels that are written for the pinned release are said in the API of another.

The patterns are written once, in the names of the pinned release. For an SDK each name that a kernel calls
is looked up in its API index: what is missing there, or deprecated for something else, is called by the
name that stands in its place, and the headers follow the names. Nothing here knows a version: what counts
is what the SDK at hand has.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import ApiIndex, api_index
from tilesmith.knowledge.errors import MissingFromSdkError
from tilesmith.knowledge.kernel_includes import KernelIncludes, included, with_includes
from tilesmith.knowledge.respelling import respell
from tilesmith.tools.sdk import Sdk
from tilesmith.tools.sdk.entry_point import knows_kernel_main

_ENTRY = "void kernel_main() {\n"
_OLD_ENTRY = "namespace NAMESPACE {\nvoid MAIN {\n"


class Dialect:
    """The API of one SDK, for whoever writes kernels."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk = sdk
        self._includes = KernelIncludes(sdk.root)

    @cached_property
    def _index(self) -> ApiIndex:
        return api_index(self._sdk)

    def has(self, name: str) -> bool:
        """Whether there is `name`, or something in its place."""
        return bool(self._index.counterparts(name))

    def takes(self, function: str, word: str) -> bool:
        """Whether a declaration of `function` has `word` among its types and parameters."""
        return bool(self._declared_with(function, word))

    def needs_macro(self, function: str, macro: str) -> bool:
        """Whether the header of `function` uses `macro` and leaves it to the kernel to define it."""
        headers = {f.header for f in self._declared_with(function, macro)}
        defined = re.compile(rf"^[ \t]*#[ \t]*define[ \t]+{re.escape(macro)}\b", re.MULTILINE)
        return bool(headers) and not any(
            defined.search(path.read_text(errors="replace")) for path in self._includes.reached(headers)
        )

    def _declared_with(self, function: str, word: str) -> list[ApiFunction]:
        pattern = re.compile(rf"\b{re.escape(word)}\b")
        return [f for f in self._index.lookup(function) if pattern.search(f.signature)]

    def spell(self, kernel: str, area: Area) -> str:
        """`kernel`, of the kind `area` and written for the pinned release, as this SDK wants it.

        Raises:
            MissingFromSdkError: it calls what this SDK does not have in any form.
        """
        spelt = respell(kernel, self._index)
        before = included(spelt.text)
        headers = [header for name in before if (header := self._includes.moved(name))]
        reached = self._includes.reached(headers)
        # The index leaves out what headers declare in ways of their own.
        missing = [name for name in spelt.missing if not any(_mentions(path, name) for path in reached)]
        if missing:
            raise MissingFromSdkError(self._sdk.version, missing)
        headers += self._unreached(spelt.functions, reached, area)
        text = spelt.text if set(headers) == set(before) else with_includes(spelt.text, headers)
        old = area is Area.COMPUTE and not knows_kernel_main(self._sdk.root)
        return _with_old_entry(text) if old else text

    def _unreached(self, functions: Iterable[str], reached: set[Path], area: Area) -> Iterator[str]:
        """The headers of those `functions` that none of the files `reached` declares."""
        for name in functions:
            declared = [f for f in self._index.lookup(name) if f.kind != "method" and f.serves(area)]
            if declared and not any(self._sdk.root / f.path in reached for f in declared):
                yield declared[0].header


def _mentions(path: Path, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", path.read_text(errors="replace")) is not None


def _with_old_entry(text: str) -> str:
    return f"{text.replace(_ENTRY, _OLD_ENTRY)}}}  // namespace NAMESPACE\n"
