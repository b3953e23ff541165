"""Text of syntax nodes, as tree-sitter gives them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


def text(node: "Node") -> str:
    """The source of `node`."""
    return node.text.decode(errors="replace") if node.text else ""


def field(node: "Node", name: str) -> str:
    """The source of the child that is called `name`; empty without one."""
    child = node.child_by_field_name(name)
    return text(child) if child is not None else ""


def comment_before(node: "Node") -> str:
    """The comment that ends where `node` begins, formatter switches between them aside.

    One that stands behind other code belongs to that code.
    """
    parts: list[str] = []
    line = node.start_point[0]
    previous = node.prev_named_sibling
    while previous is not None and previous.type == "comment" and previous.end_point[0] >= line - 1:
        earlier = previous.prev_named_sibling
        if (
            earlier is not None
            and earlier.type != "comment"
            and earlier.end_point[0] == previous.start_point[0]
        ):
            break
        parts.insert(0, text(previous))
        line = previous.start_point[0]
        previous = earlier
    return "\n".join(parts)
