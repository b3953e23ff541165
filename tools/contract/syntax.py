"""C++ syntax trees: calls, declarations and what they are called."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import tree_sitter_cpp
from tree_sitter import Language, Node, Parser

_OPENS = re.compile(r"\s*#\s*if")
_CLOSES = re.compile(r"\s*#\s*endif")
_REPEATING = (
    "for_statement",
    "for_range_loop",
    "while_statement",
    "do_statement",
    "lambda_expression",
    "if_statement",
    "conditional_expression",
    "switch_statement",
)


@cache
def _language() -> Language:
    return Language(tree_sitter_cpp.language())


def parse(source: str) -> Node:
    """The root of the tree of `source`; faulty sources give trees, too."""
    return Parser(_language()).parse(source.encode()).root_node


def text(node: Node | None) -> str:
    """The source of `node`."""
    return node.text.decode(errors="replace") if node is not None and node.text is not None else ""


def line(node: Node) -> int:
    """1-based line of `node`."""
    return node.start_point.row + 1


def walk(node: Node) -> Iterator[Node]:
    """`node` and all below it, in the order of the source."""
    yield node
    for child in node.children:
        yield from walk(child)


def calls(root: Node, *names: str) -> Iterator[Node]:
    """Calls of functions, constructors or methods of these names, whatever their namespaces and templates."""
    for node in walk(root):
        if node.type in ("call_expression", "compound_literal_expression") and called(node) in names:
            yield node


def definition_calls(root: Node, name: str) -> Iterator[Node]:
    """Calls of `name` with template arguments, as in `constexpr auto x = name<0>();`."""
    for call in calls(root, name):
        if template_arguments(call):
            yield call


def called(call: Node) -> str:
    """The bare name of what is called or constructed."""
    node = call.child_by_field_name("function") or call.child_by_field_name("type")
    while node is not None and node.type not in ("identifier", "field_identifier", "type_identifier"):
        node = node.child_by_field_name("field") or node.child_by_field_name("name")
    return text(node)


def arguments(call: Node) -> list[Node]:
    """The arguments of a call or the elements of an initializer."""
    node = call.child_by_field_name("arguments") or call.child_by_field_name("value") or call
    return [child for child in node.named_children if child.type != "comment"]


def template_arguments(call: Node) -> list[Node]:
    """What stands between the angle brackets of the called name."""
    function = call.child_by_field_name("function")
    for node in walk(function) if function is not None else ():
        if node.type == "template_argument_list":
            return [child for child in node.named_children if child.type != "comment"]
    return []


def is_conditional(node: Node) -> bool:
    """Whether the preprocessor, or an `if constexpr`, decides if `node` exists.

    Lines are counted, not nodes: `#if` may stand across the braces of functions and loops.
    """
    parent: Node | None = node
    while parent is not None and parent.parent is not None:
        if parent.type == "if_statement" and text(parent).startswith("if constexpr"):
            return True
        parent = parent.parent
    return parent is not None and line(node) in _conditional_lines(text(parent))


@lru_cache(maxsize=64)
def _conditional_lines(source: str) -> frozenset[int]:
    lines, depth = set(), 0
    for number, words in enumerate(source.splitlines(), start=1):
        depth += bool(_OPENS.match(words))
        if depth:
            lines.add(number)
        depth -= bool(_CLOSES.match(words))
    return frozenset(lines)


def is_repeated(node: Node) -> bool:
    """Whether a loop, a lambda or a branch decides how often `node` happens."""
    parent = node.parent
    while parent is not None:
        if parent.type in _REPEATING:
            return True
        parent = parent.parent
    return False


def variable_of(node: Node) -> str:
    """The variable that the declaration or assignment around expression `node` sets; empty when none."""
    parent = node.parent
    if parent is None:
        return ""
    if parent.type == "init_declarator" and parent.child_by_field_name("value") == node:
        return text(parent.child_by_field_name("declarator"))
    if parent.type == "assignment_expression" and parent.child_by_field_name("right") == node:
        return text(parent.child_by_field_name("left"))
    return ""


def function_around(node: Node) -> Node:
    """The function in whose scope `node` lies; the whole file outside of functions."""
    current = node
    while current.parent is not None and current.type != "function_definition":
        current = current.parent
    return current
