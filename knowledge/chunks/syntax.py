"""The functions, types and macros of a C++ file, with the comments above them, found by tree-sitter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilesmith.knowledge.chunks.chunk import Kind

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# Macros before declarations, which a parser without a preprocessor takes for types. Blanked, so offsets stay.
_NOISE = re.compile(
    rb"\b(?:ALWI|FORCE_INLINE|SFPI_INLINE|sfpi_inline|NOINLINE|TT_ALWAYS_INLINE|tt_l1_ptr|tt_reg_ptr)\b(?!\s*\()"
    rb"|__attribute__\s*\(\([a-z_]+\)\)"
)
_SCOPES = frozenset(
    {"namespace_definition", "declaration_list", "linkage_specification", "preproc_if", "preproc_ifdef",
     "preproc_else", "preproc_elif", "preproc_elifdef", "ERROR"}
)  # fmt: skip
_TYPES = frozenset({"class_specifier", "struct_specifier", "enum_specifier", "union_specifier"})
_NAMED = re.compile(r"~?[A-Za-z_][\w:]*(?:<[^<>]*>)?\Z")
LONGEST_TYPE = 80
"""Lines; the members of longer classes are found one by one, whatever they belong to."""


@dataclass(frozen=True)
class Item:
    """A declaration; offsets are bytes in the file."""

    kind: Kind
    name: str
    start: int
    """Where its comment begins; where it does itself when it has none."""
    comment_end: int
    declared: int
    body: int
    """Where the body begins; `end` when there is none."""
    end: int


def parse_items(source: bytes, parser: "Parser", longest: int = LONGEST_TYPE) -> Iterator[Item]:
    """The declarations of a file in order. Those that only promise a function count as well.

    Args:
        longest: lines; the public members of longer classes are declarations of their own.
    """
    blanked = _NOISE.sub(lambda match: b" " * len(match.group()), source)
    yield from _walk(parser.parse(blanked).root_node, "", longest)


def _walk(node: "Node", owner: str, longest: int) -> Iterator[Item]:
    public = node.parent is None or node.parent.type != "class_specifier"
    for child in node.named_children:
        if child.type == "access_specifier":
            public = bool(child.text and child.text.startswith(b"public"))
        elif child.type in _SCOPES:
            yield from _walk(child, owner, longest)
        elif public:
            yield from _declared(child, owner, longest)


def _declared(node: "Node", owner: str, longest: int) -> Iterator[Item]:
    if node.type == "preproc_function_def":
        yield _item(node, node, Kind.MACRO, _field(node, "name"), "value")
        return
    inner = node
    while inner.type == "template_declaration":
        inner = inner.named_children[-1]
    if inner.type in _TYPES and (body := inner.child_by_field_name("body")) is not None:
        name = _qualified(owner, _field(inner, "name"))
        if name:
            yield _item(node, inner, Kind.TYPE, name, "body")
            if inner.end_point[0] - inner.start_point[0] > longest:
                yield from _walk(body, name, longest)
        return
    name = _function_name(inner)
    if name and not _makes_or_ends(name, owner):
        yield _item(node, inner, Kind.FUNCTION, _qualified(owner, name), "body")


def _makes_or_ends(name: str, owner: str) -> bool:
    """Whether this is a constructor or destructor: the class itself tells of them."""
    return bool(owner) and name.removeprefix("~") == owner.rsplit("::", 1)[-1].split("<")[0]


def _function_name(node: "Node") -> str:
    if node.type not in ("function_definition", "declaration", "field_declaration"):
        return ""
    declarator = node.child_by_field_name("declarator")
    while declarator is not None and declarator.type in ("pointer_declarator", "reference_declarator"):
        declarator = declarator.named_children[-1] if declarator.named_children else None
    if declarator is None or declarator.type != "function_declarator":
        return ""
    name = _field(declarator, "declarator")
    return name if _NAMED.match(name) else ""


def _item(node: "Node", inner: "Node", kind: Kind, name: str, body: str) -> Item:
    end = inner.child_by_field_name(body)
    start, comment_end = _comment(node)
    return Item(
        kind,
        name,
        start=start,
        comment_end=comment_end,
        declared=node.start_byte,
        body=end.start_byte if end is not None else node.end_byte,
        end=node.end_byte,
    )


def _comment(node: "Node") -> tuple[int, int]:
    """Where the comments directly above `node` begin and end."""
    start, line = node.start_byte, node.start_point[0]
    end = start
    previous = node.prev_named_sibling
    while previous is not None and previous.type == "comment" and previous.end_point[0] >= line - 1:
        if previous.start_point[0] == 0:  # The licence at the top of the file.
            break
        end = previous.end_byte if end == node.start_byte else end
        start, line = previous.start_byte, previous.start_point[0]
        previous = previous.prev_named_sibling
    return start, end


def _qualified(owner: str, name: str) -> str:
    return f"{owner}::{name}" if owner and name else name


def _field(node: "Node", name: str) -> str:
    child = node.child_by_field_name(name)
    return child.text.decode(errors="replace") if child is not None and child.text else ""
