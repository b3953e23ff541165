"""One declaration of the API, as a header of the SDK has it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tilesmith.knowledge.doc_comment import ApiParameter
from tilesmith.tools.diagnostics import ApiEntry

_SUMMARY_CHARACTERS = 400


class Area(StrEnum):
    """Which programs can call a function."""

    COMPUTE = "compute"
    """Compute kernels."""
    DATAFLOW = "dataflow"
    """Readers and writers."""
    KERNEL = "kernel"
    """Kernels of both kinds."""
    HOST = "host"
    """Host programs."""
    SHARED = "shared"
    """All of them."""


_DEPRECATED = re.compile(r"\[\[deprecated\((.*?)\)\]\]")
_INSTEAD = re.compile(
    r"\b(?:[Uu]se|[Rr]enamed to|[Rr]eplaced by|[Ii]n favou?r of) (?:<[^>]*> )?`?([A-Za-z_]\w+)"
)
_HOST_FOLDERS = {"tt-metalium": Area.HOST, "hostdevcommon": Area.SHARED}


@dataclass(frozen=True, slots=True)
class ApiFunction:
    """A function, method, macro or type."""

    name: str
    kind: str
    """`function`, `method`, `macro`, `class`, `struct`, `enum` or `alias`."""
    owner: str
    """The class of a method; empty otherwise."""
    signature: str
    path: str
    """File, relative to the SDK's root; absolute for a header of Tilesmith's own."""
    header: str
    """What to `#include`."""
    line: int
    summary: str
    parameters: tuple[ApiParameter, ...]
    namespace: str = ""
    """As in `tt::tt_metal`; empty for the global one."""

    @property
    def deprecated(self) -> bool:
        """Whether the header says so."""
        return "[[deprecated" in self.signature

    @property
    def instead(self) -> tuple[str, ...]:
        """Names that its note of deprecation tells to use."""
        note = _DEPRECATED.search(self.signature)
        return tuple(_INSTEAD.findall(note[1])) if note else ()

    @property
    def area(self) -> Area:
        """By the header's place, in the layouts before and after the move to `api/`."""
        folders = self.header.split("/")[:2]
        if folders[0] in _HOST_FOLDERS:
            return _HOST_FOLDERS[folders[0]]
        if "compute" in folders or self.header.startswith("compute_kernel_api"):
            return Area.COMPUTE
        if "dataflow" in folders or self.header.startswith("dataflow_api"):
            return Area.DATAFLOW
        return Area.KERNEL

    def serves(self, area: Area) -> bool:
        """Whether programs of `area` can use it."""
        general = (Area.SHARED,) if area is Area.HOST else (Area.SHARED, Area.KERNEL)
        return self.area is area or self.area in general

    @property
    def experimental(self) -> bool:
        """Whether its place or namespace says so: not part of the stable API."""
        return "/experimental/" in self.path or "experimental" in self.namespace

    def entry(self) -> ApiEntry:
        """The form that diagnostics and prompts carry."""
        return ApiEntry(
            name=f"{self.owner}::{self.name}" if self.owner else self.name,
            signature=self.signature,
            header=self.header,
            line=self.line,
            summary=self.summary[:_SUMMARY_CHARACTERS],
            host=self.area is Area.HOST,
        )
