"""The public data members of a C++ struct: what a configuration consists of."""

from typing import TYPE_CHECKING

from tilesmith.knowledge.doc_comment import ApiParameter, parse_doc_comment
from tilesmith.knowledge.nodes import comment_before, field, text

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = ("field_identifier", "identifier")


def members(body: "Node") -> list[tuple[ApiParameter, str]]:
    """Name, type, default and comment of each member in the `body` of a struct, with its declaration."""
    found: list[tuple[ApiParameter, str]] = []
    public = True
    for child in body.named_children:
        if child.type == "access_specifier":
            public = text(child).startswith("public")
        elif public and child.type == "field_declaration" and not _is_static(child):
            name = _name(child.child_by_field_name("declarator"))
            if name:
                found.append((_member(child, name), " ".join(text(child).split())))
    return found


def _member(node: "Node", name: str) -> ApiParameter:
    default = field(node, "default_value")
    comment = _comment_after(node) or comment_before(node)
    return ApiParameter(
        name=name,
        description=parse_doc_comment(comment).summary,
        type=" ".join(field(node, "type").split()),
        required=f"default {' '.join(default.split())}" if default else "",
    )


def _name(declarator: "Node | None") -> str:
    """Of a plain, pointer or array member; empty for a function."""
    while declarator is not None and declarator.type not in _NAMES:
        if declarator.type == "function_declarator" or not declarator.named_children:
            return ""
        declarator = declarator.child_by_field_name("declarator") or declarator.named_children[-1]
    return text(declarator) if declarator is not None else ""


def _is_static(node: "Node") -> bool:
    return any(child.type == "storage_class_specifier" for child in node.children)


def _comment_after(node: "Node") -> str:
    """The comment on the line on which `node` ends."""
    following = node.next_named_sibling
    same_line = following is not None and following.start_point[0] == node.end_point[0]
    return text(following) if following is not None and same_line and following.type == "comment" else ""
