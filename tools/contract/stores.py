"""Stores of a data movement kernel through pointers of another type than the elements it fills."""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from tilesmith.tools.contract.constants import Constants
from tilesmith.tools.contract.syntax import line, parse, text, walk

_POINTER = re.compile(
    r"\b(?P<type>u?int16_t|float)\s*\*\s*(?:const\s+)?>?.*?\(\s*get_write_ptr\s*\(\s*(?P<cb>[\w:]+)\s*\)",
    re.DOTALL,
)
_FLOAT_LITERAL = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+)(?:e[-+]?\d+)?f?\Z|[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?f\Z")


@dataclass(frozen=True)
class WrongStore:
    """One store."""

    line: int
    message: str
    hint: str


def wrong_stores(source: str, formats: Mapping[int, str]) -> Iterator[WrongStore]:
    """Stores in the kernel `source` that cannot mean what they say.

    Args:
        formats: `tt::DataFormat` of circular buffers by index, as far as known.
    """
    root = parse(source)
    constants = Constants(root)
    pointers = dict(_pointers(root, constants))
    for node in walk(root):
        if node.type != "assignment_expression" or node.child_by_field_name("left") is None:
            continue
        left, right = node.child_by_field_name("left"), text(node.child_by_field_name("right"))
        pointer = pointers.get(_stored_through(left))
        if pointer is None:
            continue
        kind, index = pointer
        if kind != "float" and _FLOAT_LITERAL.match(right):
            value = float(right.rstrip("f"))
            yield WrongStore(
                line(node),
                f"{right} is stored through a pointer to {kind}, which makes it the integer {int(value)}",
                f"store the bits of the bfloat16, the upper half of a float: {_bf16_bits(value)} for {right}",
            )
        elif kind == "float" and formats.get(index) == "Float16_b":
            yield WrongStore(
                line(node),
                f"c_{index} holds bfloat16, two bytes an element, and is filled through a pointer to float, "
                "four bytes each",
                "store the upper halves of the floats through uint16_t*: a tile of bfloat16 has 2,048 bytes",
            )


def _pointers(root: Node, constants: Constants) -> Iterator[tuple[str, tuple[str, int]]]:
    """Type and circular buffer of each pointer variable that is made from get_write_ptr, by name."""
    for node in walk(root):
        if node.type != "init_declarator":
            continue
        value = node.child_by_field_name("value")
        declared = text(node.parent)
        found = _POINTER.search(declared)
        name = text(node.child_by_field_name("declarator")).lstrip("*& ").removeprefix("const ").strip()
        if value is None or found is None:
            continue
        index = constants.value(_identifier(value, found["cb"]))
        yield name, (found["type"], -1 if index is None else index)


def _identifier(value: Node, name: str) -> Node:
    return next((node for node in walk(value) if text(node) == name), value)


def _stored_through(left: Node | None) -> str:
    """The pointer in `p[i]` or `*p`."""
    if left is None:
        return ""
    inner = left.child_by_field_name("argument")
    return text(inner) if left.type in ("subscript_expression", "pointer_expression") else ""


def _bf16_bits(value: float) -> str:
    (bits,) = struct.unpack("<I", struct.pack("<f", value))
    return f"0x{bits >> 16:04X}"
