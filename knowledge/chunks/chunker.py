"""From a file to its chunks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tilesmith.knowledge.chunks.chunk import Chunk, Kind
from tilesmith.knowledge.chunks.comments import plain_comment
from tilesmith.knowledge.chunks.kernel_role import kernel_role
from tilesmith.knowledge.chunks.markdown import sections
from tilesmith.knowledge.chunks.syntax import LONGEST_TYPE, Item, parse_items
from tilesmith.knowledge.sources import Role, arch_of_path, op_family

if TYPE_CHECKING:
    from tree_sitter import Parser

FORMAT = 4
"""To be raised when the same file would give other chunks: indexes built before are then rebuilt."""
LONGEST_FUNCTION = 120
"""Lines; longer functions are cut into parts of this length, at line ends."""
_PUBLIC = frozenset({Role.API_DEVICE, Role.API_HOST})
"""Each method of a class of the API is somebody's question."""
_CALL = re.compile(r"\b([A-Za-z_]\w{2,})\s*(?:<[^;{}()]{0,80}>)?\s*\(")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_ENTRY = re.compile(rb"\bvoid\s+(?:kernel_main\s*\(|MAIN\b)")
_LICENCE = re.compile(r"SPDX|Copyright|\(c\) 20\d\d", re.IGNORECASE)
_NOT_CALLS = frozenset(
    ("if", "for", "while", "switch", "return", "sizeof", "static_assert", "defined", "decltype", "alignof",
     "catch")
)  # fmt: skip


class Chunker:
    """Cuts files; keeps one C++ parser for all of them."""

    @cached_property
    def _parser(self) -> "Parser":
        from tilesmith.knowledge.declarations import cpp_parser

        return cpp_parser()

    def chunks(self, path: str, role: Role, content: bytes) -> list[Chunk]:
        """The chunks of the file at `path` (relative to the root), without repetitions, in order."""
        if role is Role.DOC:
            found = _document(path, content.decode(errors="replace"))
        elif role is Role.DATAFLOW and _ENTRY.search(content):
            found = iter([_kernel(path, content.decode(errors="replace"))])
        else:
            found = self._declarations(path, role, content)
        return list({chunk.id: chunk for chunk in found}.values())

    def _declarations(self, path: str, role: Role, content: bytes) -> Iterator[Chunk]:
        # A .cpp in a kernels folder without an entry point is included by kernels.
        shown = Role.KERNEL_HEADER if role is Role.DATAFLOW else role
        newlines = [index for index, byte in enumerate(content) if byte == 10]
        longest = 0 if role in _PUBLIC else LONGEST_TYPE
        for item in parse_items(content, self._parser, longest):
            if role is Role.LLK and item.kind is Kind.MACRO:
                continue  # One macro an instruction, generated.
            yield from _pieces(_declaration(path, shown, content, item, newlines))


def _declaration(path: str, role: Role, content: bytes, item: Item, newlines: list[int]) -> Chunk:
    def line(offset: int) -> int:
        return bisect_right(newlines, offset - 1) + 1

    text = content[item.start : item.end].decode(errors="replace")
    code = content[item.body : item.end].decode(errors="replace")
    signature = " ".join(content[item.declared : item.body].decode(errors="replace").split()).rstrip(" ;{")
    return Chunk(
        path=path,
        line=line(item.declared),
        first_line=line(item.start),
        last_line=line(item.end),
        kind=item.kind,
        role=role,
        name=item.name,
        signature=signature[:600],
        doc=plain_comment(content[item.start : item.comment_end].decode(errors="replace")),
        text=text,
        family=op_family(path),
        arch=arch_of_path(path),
        calls=() if item.kind is Kind.TYPE else _calls(code),
    )


def _pieces(chunk: Chunk) -> Iterator[Chunk]:
    """`chunk` itself when it is short; a long class without its bodies; a long function in parts."""
    lines = chunk.text.splitlines(keepends=True)
    if chunk.kind is Kind.TYPE and len(lines) > LONGEST_TYPE:
        yield replace(chunk, text="".join(lines[:LONGEST_TYPE]))
    elif len(lines) <= LONGEST_FUNCTION:
        yield chunk
    else:
        for start in range(0, len(lines), LONGEST_FUNCTION):
            text = "".join(lines[start : start + LONGEST_FUNCTION])
            first = chunk.first_line + start
            yield replace(
                chunk,
                text=text,
                first_line=first,
                line=chunk.line if start == 0 else first,
                last_line=min(first + LONGEST_FUNCTION - 1, chunk.last_line),
                calls=_calls(text),
            )


def _kernel(path: str, text: str) -> Chunk:
    lines = len(text.splitlines())
    entry = re.search(r"\bvoid\s+(?:kernel_main|MAIN)\b", text)
    return Chunk(
        path=path,
        line=text.count("\n", 0, entry.start()) + 1 if entry else 1,
        first_line=1,
        last_line=lines,
        kind=Kind.KERNEL,
        role=kernel_role(path, text),
        name=PurePosixPath(path).stem,
        signature="",
        doc="\n".join(
            plain for match in _COMMENT.finditer(text)
            if not _LICENCE.search(match.group()) and (plain := plain_comment(match.group()))
        ),
        text=text,
        family=op_family(path),
        arch=arch_of_path(path),
        calls=_calls(text),
    )  # fmt: skip


def _document(path: str, text: str) -> Iterator[Chunk]:
    lines = text.splitlines()
    for section in sections(text):
        body = "\n".join(lines[section.first : section.last])
        yield Chunk(
            path=path,
            line=section.first + 1,
            first_line=section.first + 1,
            last_line=section.last,
            kind=Kind.SECTION,
            role=Role.DOC,
            name=section.heading or PurePosixPath(path).stem,
            signature="",
            doc="",
            text=body,
            family=op_family(path),
            arch=arch_of_path(path),
            calls=_calls(body),
        )


def _calls(code: str) -> tuple[str, ...]:
    found = set(_CALL.findall(_COMMENT.sub(" ", code)))
    return tuple(sorted(found - _NOT_CALLS))
