"""The public declarations of a C++ header, found by tree-sitter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilesmith.knowledge.doc_comment import ApiParameter, parse_doc_comment

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
# `interleaved_addr_gen`: the halves of address generators up to 0.65.
_PRIVATE_NAMESPACES = {"detail", "details", "internal", "impl", "experimental_detail", "interleaved_addr_gen"}
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
    """`function`, `method`, `macro`, `class`, `struct` or `enum`."""
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


def declarations(text: str, parser: "Parser") -> list[Declaration]:
    """The public declarations in the header `text`, in order."""
    return list(_walk(parser.parse(without_noise(text).encode()).root_node, "", ""))


def definitions(text: str, parser: "Parser") -> Iterator[tuple[str, str, str]]:
    """Class (empty outside of one), name and body of each function that the header `text` defines."""
    yield from _bodies(parser.parse(without_noise(text).encode()).root_node, "")


def _bodies(node: "Node", owner: str) -> Iterator[tuple[str, str, str]]:
    for child in node.named_children:
        inner = _inside_template(child)
        body = inner.child_by_field_name("body")
        if inner.type in _TYPES and body is not None:
            yield from _bodies(body, _field(inner, "name"))
        elif child.type in _SCOPES:
            yield from _bodies(child, owner)
        elif body is not None and (name := _function_name(inner)):
            yield owner, name, _text(body)


def _walk(node: "Node", owner: str, namespace: str) -> Iterator[Declaration]:
    public = owner == "" or node.parent is None or node.parent.type != "class_specifier"
    for child in node.named_children:
        if child.type == "access_specifier":
            public = _text(child).startswith("public")
        elif not public:
            continue
        elif child.type in _SCOPES:
            name = _field(child, "name") if child.type == "namespace_definition" else ""
            if not _PRIVATE_NAMESPACES.intersection(name.split("::")):
                yield from _walk(child, owner, "::".join(filter(None, (namespace, name))))
        else:
            yield from _declared(child, owner, namespace)


def _declared(node: "Node", owner: str, namespace: str) -> Iterator[Declaration]:
    if node.type == "preproc_function_def":
        # Macros know no namespaces.
        yield _declaration(node, _field(node, "name"), "macro", owner, _head(node, "value"), "")
        return
    inner = _inside_template(node)
    kind = _TYPES.get(inner.type, "")
    if kind and inner.child_by_field_name("body") is not None:
        name = _field(inner, "name")
        # An enumeration is its values, a class is its methods.
        signature = " ".join(_text(node).split()) if kind == "enum" else _head(node, "body")
        yield _declaration(node, name, kind, owner, signature, namespace)
        body = inner.child_by_field_name("body")
        if body is not None and kind != "enum":
            yield from _walk(body, name, namespace)
        return
    name = _function_name(inner)
    if name and not name.startswith("_"):
        kind = "method" if owner else "function"
        yield _declaration(node, name, kind, owner, _head(node, "body"), namespace)


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
    name = _field(declarator, "declarator")
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else ""


def _declaration(
    node: "Node", name: str, kind: str, owner: str, signature: str, namespace: str
) -> Declaration:
    doc = parse_doc_comment(_comment_before(node))
    line = node.start_point[0] + 1
    return Declaration(name, kind, owner, signature, line, doc.summary, doc.parameters, namespace)


def _comment_before(node: "Node") -> str:
    """The comment that ends where `node` begins, formatter switches between them aside."""
    parts: list[str] = []
    line = node.start_point[0]
    previous = node.prev_named_sibling
    while previous is not None and previous.type == "comment" and previous.end_point[0] >= line - 1:
        parts.insert(0, _text(previous))
        line = previous.start_point[0]
        previous = previous.prev_named_sibling
    return "\n".join(parts)


def _head(node: "Node", body: str) -> str:
    """The declaration up to its body, on one line."""
    inner = _inside_template(node)
    end = inner.child_by_field_name(body)
    text = _text(node)
    if end is not None:
        text = text.encode()[: end.start_byte - node.start_byte].decode(errors="replace")
    return " ".join(text.split()).rstrip("; ")


def _field(node: "Node", name: str) -> str:
    child = node.child_by_field_name(name)
    return _text(child) if child is not None else ""


def _text(node: "Node") -> str:
    return node.text.decode(errors="replace") if node.text else ""
