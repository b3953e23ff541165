"""The public declarations of a C++ header, found by tree-sitter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tilesmith.knowledge.doc_comment import ApiParameter, parse_doc_comment
from tilesmith.knowledge.members import members
from tilesmith.knowledge.nodes import comment_before, field, text

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# Macros in front of declarations that a parser without a preprocessor would take for types.
_NOISE = re.compile(
    r"\b(?:ALWI|FORCE_INLINE|SFPI_INLINE|inline\s+__attribute__\s*\(\(always_inline\)\)|"
    r"__attribute__\s*\(\((?:noinline|always_inline|unused)\)\)|tt_l1_ptr|tt_reg_ptr|NOINLINE)(?=\s)"
)
_SCOPES = {
    "namespace_definition",
    "declaration_list",
    "linkage_specification",
    "preproc_if",
    "preproc_ifdef",
    "preproc_else",
    "preproc_elif",
    "preproc_elifdef",
}
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_LONGEST_SHAPE = 500
"""Characters that are shown of a type."""
# `interleaved_addr_gen`: the halves of address generators up to 0.65.
_PRIVATE = re.compile(r"(?:\w+_)?details?|internal|impl|interleaved_addr_gen")
_TYPES = {
    "class_specifier": "class",
    "struct_specifier": "struct",
    "enum_specifier": "enum",
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """A function, method, macro or type of a header."""

    name: str
    kind: str
    """`function`, `method`, `macro`, `class`, `struct`, `enum` or `alias`."""
    owner: str
    """The class of a method; empty otherwise."""
    signature: str
    line: int
    summary: str
    parameters: tuple[ApiParameter, ...]
    namespace: str = ""
    """As in `tt::tt_metal`; empty for the global one."""


def cpp_parser() -> "Parser":
    """A parser for C++; made once for many headers."""
    import tree_sitter_cpp
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_cpp.language()))


def without_noise(text: str) -> str:
    """`text` with blanks for the macros that a parser without a preprocessor would take for types."""
    return _NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def declarations(source: str, parser: "Parser") -> list[Declaration]:
    """The public declarations in the header `source`, in order."""
    return list(_walk(parser.parse(without_noise(source).encode()).root_node, "", ""))


def definitions(source: str, parser: "Parser") -> Iterator[tuple[str, str, str]]:
    """Class (empty outside of one), name and body of each function that the header `source` defines."""
    yield from _bodies(parser.parse(without_noise(source).encode()).root_node, "")


def _bodies(node: "Node", owner: str) -> Iterator[tuple[str, str, str]]:
    for child in node.named_children:
        inner = _inside_template(child)
        body = inner.child_by_field_name("body")
        if inner.type in _TYPES and body is not None:
            yield from _bodies(body, field(inner, "name"))
        elif child.type in _SCOPES:
            yield from _bodies(child, owner)
        elif body is not None and (name := _function_name(inner)):
            yield owner, name, text(body)


def _walk(node: "Node", owner: str, namespace: str) -> Iterator[Declaration]:
    public = owner == "" or node.parent is None or node.parent.type != "class_specifier"
    for child in node.named_children:
        if child.type == "access_specifier":
            public = text(child).startswith("public")
        elif not public:
            continue
        elif child.type in _SCOPES:
            name = field(child, "name") if child.type == "namespace_definition" else ""
            if not any(map(_PRIVATE.fullmatch, name.split("::"))):
                yield from _walk(child, owner, "::".join(filter(None, (namespace, name))))
        else:
            yield from _declared(child, owner, namespace)


def _declared(node: "Node", owner: str, namespace: str) -> Iterator[Declaration]:
    if node.type == "preproc_function_def":
        # Macros know no namespaces.
        yield _declaration(node, field(node, "name"), "macro", owner, _head(node, "value"), "")
        return
    inner = _inside_template(node)
    if inner.type == "alias_declaration" and not owner:
        signature = " ".join(text(node).split()).rstrip("; ")
        yield _declaration(node, field(inner, "name"), "alias", owner, signature, namespace)
        return
    if inner.type in _TYPES and inner.child_by_field_name("body") is not None:
        yield from _type(node, inner, owner, namespace)
        return
    name = _function_name(inner)
    if name and not name.startswith("_"):
        kind = "method" if owner else "function"
        yield _declaration(node, name, kind, owner, _head(node, "body"), namespace)


def _type(node: "Node", inner: "Node", owner: str, namespace: str) -> Iterator[Declaration]:
    """A class, struct or enumeration with a body, and its methods."""
    kind, name, body = _TYPES[inner.type], field(inner, "name"), inner.child_by_field_name("body")
    if body is None or not name or name.startswith("std::"):
        return  # Nothing to call: without a name, or a specialisation for the standard library.
    fields = members(body) if kind == "struct" else []
    found = _declaration(
        node, name, kind, owner, _shape(node, kind, [shown for _, shown in fields]), namespace
    )
    yield replace(found, parameters=tuple(each for each, _ in fields))
    if kind != "enum":
        yield from _walk(body, name, namespace)


def _shape(node: "Node", kind: str, fields: list[str]) -> str:
    """The signature of a type: an enumeration is its values, a struct its members, a class its methods."""
    if kind == "enum":
        return _shortened(" ".join(_COMMENT.sub(" ", text(node)).split()))
    head = _head(node, "body")
    return _shortened(f"{head} {{ {' '.join(fields)} }}") if fields else head


def _shortened(shape: str) -> str:
    return shape if len(shape) <= _LONGEST_SHAPE else f"{shape[:_LONGEST_SHAPE].rsplit(' ', 1)[0]} ... }}"


def _inside_template(node: "Node") -> "Node":
    while node.type == "template_declaration":
        node = node.named_children[-1]
    return node


def _function_name(node: "Node") -> str:
    if node.type not in ("function_definition", "declaration", "field_declaration"):
        return ""
    declarator = node.child_by_field_name("declarator")
    while declarator is not None and declarator.type in ("pointer_declarator", "reference_declarator"):
        declarator = declarator.named_children[-1]
    if declarator is None or declarator.type != "function_declarator":
        return ""
    name = field(declarator, "declarator")
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else ""


def _declaration(
    node: "Node", name: str, kind: str, owner: str, signature: str, namespace: str
) -> Declaration:
    doc = parse_doc_comment(comment_before(node))
    line = node.start_point[0] + 1
    return Declaration(name, kind, owner, signature, line, doc.summary, doc.parameters, namespace)


def _head(node: "Node", body: str) -> str:
    """The declaration up to its body, on one line."""
    inner = _inside_template(node)
    end = inner.child_by_field_name(body)
    source = text(node)
    if end is not None:
        source = source.encode()[: end.start_byte - node.start_byte].decode(errors="replace")
    return " ".join(source.split()).rstrip("; ")
