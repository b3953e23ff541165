"""Who fills and who empties the circular buffers, over all kernels of a program."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from tilesmith.tools.contract.constants import Constants
from tilesmith.tools.contract.syntax import arguments, calls, is_conditional, line, parse

_FILLS = ("cb_push_back",)
_EMPTIES = ("cb_wait_front", "cb_pop_front")
# The API's own headers call no FIFO function for a kernel; any other header may.
_API_HEADER = re.compile(
    r"api/|compute_kernel_api|dataflow_api\.h|debug/|hostdevcommon/|tools/profiler/|c\w+\Z|\w+\.h\Z"
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]', re.MULTILINE)
# Objects whose methods fill and empty: which buffer they stand for is not followed.
_OBJECTS = re.compile(r"\b(CircularBuffer|DataflowBuffer|CBInterface|RemoteCircularBuffer)\b")


@dataclass(frozen=True)
class Place:
    """A call in a kernel."""

    path: str
    line: int


@dataclass(frozen=True)
class Flow:
    """One kernel's side of the buffers."""

    fills: dict[int, Place]
    """Buffers that it certainly pushes pages into, and where first."""
    empties: dict[int, Place]
    """Buffers that it certainly waits for or pops, and where first."""
    may_fill: frozenset[int] | None
    """Buffers that it may push pages into; None: any."""
    may_empty: frozenset[int] | None


def kernel_flow(path: str, source: str, compile_args: Iterable[int | None] = ()) -> Flow:
    """What the kernel `source` does with its buffers, where `compile_args` are the words it is given."""
    root = parse(source)
    constants = Constants(root, tuple(compile_args))
    hidden = bool(_OBJECTS.search(source)) or any(
        _API_HEADER.match(name) is None for name in _INCLUDE.findall(source)
    )
    fills, may_fill = _side(root, constants, path, _FILLS)
    empties, may_empty = _side(root, constants, path, _EMPTIES)
    return Flow(fills, empties, None if hidden else may_fill, None if hidden else may_empty)


def never_filled(flows: Iterable[Flow]) -> dict[int, Place]:
    """Buffers that some kernel waits for and none fills, with the wait: those kernels never go on."""
    flows = tuple(flows)
    return _one_sided([flow.empties for flow in flows], [flow.may_fill for flow in flows])


def never_emptied(flows: Iterable[Flow]) -> dict[int, Place]:
    """Buffers that some kernel fills and none empties, with the push: once full, it never goes on."""
    flows = tuple(flows)
    return _one_sided([flow.fills for flow in flows], [flow.may_empty for flow in flows])


def _side(
    root: Node, constants: Constants, path: str, functions: tuple[str, ...]
) -> tuple[dict[int, Place], frozenset[int] | None]:
    certain: dict[int, Place] = {}
    possible: set[int] = set()
    known = True
    for call in calls(root, *functions):
        words = arguments(call)
        number = constants.value(words[0]) if words else None
        if number is None:
            known = False
            continue
        possible.add(number)
        if not is_conditional(call):
            certain.setdefault(number, Place(path, line(call)))
    return certain, frozenset(possible) if known else None


def _one_sided(certain: list[dict[int, Place]], possible: list[frozenset[int] | None]) -> dict[int, Place]:
    known = [numbers for numbers in possible if numbers is not None]
    if len(known) < len(possible):
        return {}
    other_side = frozenset().union(*known)
    found: dict[int, Place] = {}
    for places in certain:
        for number, place in places.items():
            if number not in other_side:
                found.setdefault(number, place)
    return found
