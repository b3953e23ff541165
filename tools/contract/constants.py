"""Values that are certain before the program runs. Everything else is None: nothing is guessed."""

import re
from collections import defaultdict
from collections.abc import Sequence

from tree_sitter import Node

from tilesmith.tools.contract.syntax import arguments, called, text, walk

_CB_INDEX = re.compile(r"\bc_(\d+)$")
_NUMBER = re.compile(r"(0[xX][0-9a-fA-F']+|0[bB][01']+|\d[\d']*)[uUlLzZ]*$")
_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+([^\s(]+)[ \t]*(?://.*)?$", re.MULTILINE)
_DEPTH = 32


class Constants:
    """The constants of one source file.

    A name counts as constant when it is declared once, with a value, and never written to.
    """

    def __init__(self, root: Node, compile_args: Sequence[int | None] = ()) -> None:
        self._compile_args = compile_args
        self._values: dict[str, list[Node]] = defaultdict(list)
        self._macros = dict(_DEFINE.findall(text(root)))
        self._written: set[str] = set()
        for node in walk(root):
            self._note(node)

    def _note(self, node: Node) -> None:
        if node.type == "init_declarator":
            value = node.child_by_field_name("value")
            if value is not None:
                self._values[text(node.child_by_field_name("declarator")).lstrip("*& ")].append(value)
        elif node.type == "assignment_expression":
            self._written.add(text(node.child_by_field_name("left")))
        elif node.type in ("update_expression", "pointer_expression"):
            self._written.add(text(node.child_by_field_name("argument")))
        elif node.type in ("parameter_declaration", "structured_binding_declarator"):
            self._written |= {text(child) for child in walk(node) if child.type == "identifier"}

    def definition(self, name: str) -> Node | None:
        """What `name` is initialised with, when there is exactly one answer."""
        values = self._values.get(name, [])
        return values[0] if len(values) == 1 and name not in self._written else None

    def value(self, node: Node | None, depth: int = 0) -> int | None:
        """The integer that `node` is, or None when that is not certain."""
        if node is None or depth > _DEPTH:
            return None
        match node.type:
            case "number_literal":
                return _number(text(node))
            case "identifier":
                return self._of_name(text(node), depth)
            case "qualified_identifier":
                found = _CB_INDEX.search(text(node))
                return int(found[1]) if found else None
            case "parenthesized_expression" | "initializer_list":
                inner = arguments(node)
                return self.value(inner[0], depth + 1) if len(inner) == 1 else None
            case "cast_expression":
                return self.value(node.child_by_field_name("value"), depth + 1)
            case "call_expression":
                return self._of_call(node, depth)
            case "binary_expression":
                return self._of_operation(node, depth)
            case _:
                return None

    def _of_name(self, name: str, depth: int) -> int | None:
        definition = self.definition(name)
        if definition is not None:
            return self.value(definition, depth + 1)
        if name in self._macros and name not in self._values:
            found = _CB_INDEX.search(self._macros[name])
            return int(found[1]) if found else _number(self._macros[name])
        return None

    def _of_call(self, node: Node, depth: int) -> int | None:
        inner = arguments(node)
        if called(node) in ("static_cast", "uint32_t", "size_t", "int") and len(inner) == 1:
            return self.value(inner[0], depth + 1)
        if called(node) == "get_compile_time_arg_val" and len(inner) == 1:
            index = self.value(inner[0], depth + 1)
            if index is not None and 0 <= index < len(self._compile_args):
                return self._compile_args[index]
        return None

    def _of_operation(self, node: Node, depth: int) -> int | None:
        left = self.value(node.child_by_field_name("left"), depth + 1)
        right = self.value(node.child_by_field_name("right"), depth + 1)
        if left is None or right is None:
            return None
        match text(node.child_by_field_name("operator")):
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left // right if right > 0 and left >= 0 else None
            case "%":
                return left % right if right > 0 and left >= 0 else None
            case "<<":
                return left << right if 0 <= right < 64 else None
            case _:
                return None


def _number(word: str) -> int | None:
    found = _NUMBER.match(word)
    if found is None or found.end() != len(word):
        return None
    digits = found[1].replace("'", "")
    octal = len(digits) > 1 and digits.isdigit() and digits[0] == "0"
    return int(digits, 8) if octal and not set(digits) & set("89") else int(digits, 0) if not octal else None
