"""One declaration of the API, as a header of the SDK has it."""

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


@dataclass(frozen=True, slots=True)
class ApiFunction:
    """A function, method, macro or type."""

    name: str
    kind: str
    """`function`, `method`, `macro`, `class`, `struct` or `enum`."""
    owner: str
    """The class of a method; empty otherwise."""
    signature: str
    path: str
    """File, relative to the SDK's root."""
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
    def area(self) -> Area:
        """By the header's place, in the layouts before and after the move to `api/`."""
        folders = self.header.split("/")[:2]
        if "compute" in folders or self.header.startswith("compute_kernel_api"):
            return Area.COMPUTE
        if "dataflow" in folders or self.header.startswith("dataflow_api"):
            return Area.DATAFLOW
        return Area.KERNEL

    def entry(self) -> ApiEntry:
        """The form that diagnostics and prompts carry."""
        return ApiEntry(
            name=f"{self.owner}::{self.name}" if self.owner else self.name,
            signature=self.signature,
            header=self.header,
            line=self.line,
            summary=self.summary[:_SUMMARY_CHARACTERS],
        )
