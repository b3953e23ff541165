"""A piece of a source file."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from tilesmith.knowledge.sources import Role


class Kind(StrEnum):
    """What a chunk is as a piece of text."""

    FUNCTION = "function"
    TYPE = "type"
    """A class, struct or enumeration."""
    MACRO = "macro"
    KERNEL = "kernel"
    """A kernel file as a whole."""
    SECTION = "section"
    """A part of a document, under its heading."""


@dataclass(frozen=True)
class Chunk:
    """One unit of retrieval. Lines count from 1 and include the doc comment."""

    path: str
    """Relative to the tree's root."""
    line: int
    """Of the declaration itself, below its comment."""
    first_line: int
    last_line: int
    kind: Kind
    role: Role
    name: str
    """Function or type (`Class::method`), stem of a kernel file, heading of a section."""
    signature: str
    """Up to the body, on one line; empty for kernels and sections."""
    doc: str
    """The comment in plain words."""
    text: str
    """The source as it stands in the file."""
    family: str
    """The operation it belongs to, such as `eltwise/binary`."""
    arch: str
    """`wormhole_b0` or `blackhole` when it serves one chip alone."""
    calls: tuple[str, ...] = field(default=())
    """Names of the functions that it calls, sorted."""

    @cached_property
    def id(self) -> str:
        """The same for the same text in the same place of the same file, whatever lies above it.

        Lines are left out, so that an edit at the top of a file leaves the vectors of the rest valid; two
        equal chunks of one file are one to a reader of search results, too.
        """
        return hashlib.sha256(f"{self.path}\0{self.kind}\0{self.name}\0{self.text}".encode()).hexdigest()[:24]
