"""The functions of the device API that compute what a specification asks for, as the SDK at hand has them."""

from collections.abc import Iterator

from tilesmith.agent.spec import ExpressionReference, OperationSpec
from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import ApiIndex

_BROADCAST = {"add": "add", "subtract": "sub", "multiply": "mul", "divide": "mul"}
"""Operators by what broadcasts their second operand; a quotient is a product with the reciprocal."""
_OVERLOADS = 2
"""Declarations shown of one name."""
_LONGEST_SIGNATURE = 600
"""Characters; longer ones are deduction guides and the like, not written for readers."""
_NEAR = 0.75
"""How like a name of another version must be to stand for one that the SDK lacks."""


_BETWEEN_CORES = (
    *("noc_async_write", "noc_async_write_multicast", "get_noc_addr", "get_noc_multicast_addr"),
    *("get_semaphore", "noc_semaphore_inc", "noc_semaphore_set", "noc_semaphore_set_multicast"),
    *("noc_semaphore_wait", "noc_semaphore_wait_min", "noc_async_atomic_barrier"),
)


def communication_functions(spec: OperationSpec, index: ApiIndex) -> list[ApiFunction]:
    """Those with which cores send data and signals to each other; empty where `spec` does not ask for it."""
    if spec.communication is None:
        return []
    return [function for name in _BETWEEN_CORES for function in declarations_of(index, name)]


def operation_functions(spec: OperationSpec, index: ApiIndex) -> list[ApiFunction]:
    """What computes each function of the expression, in the order of its functions; empty without one."""
    from tilesmith.agent.template_drafter.device_ops import device_functions

    called = called_functions(spec)
    names = [name for function in called for name in device_functions(function)]
    names += [name for side in broadcast_sides(spec) for name in _broadcasts(called, side)]
    found = (function for name in names for function in declarations_of(index, name))
    return list(dict.fromkeys(found))


def broadcast_sides(spec: OperationSpec) -> list[str]:
    """Along what something is broadcast: inputs with one element there, and what was reduced."""
    from tilesmith.agent.spec.expression import parse, reduced_axes

    if not any(name in _BROADCAST for name in called_functions(spec)):
        return []
    sides = {
        side
        for tensor in spec.inputs
        for side, size in zip(("rows", "cols"), tensor.shape[-2:], strict=False)
        if size == "1"
    }
    if isinstance(spec.reference, ExpressionReference):
        sides |= {"cols" if axis == -1 else "rows" for axis in reduced_axes(parse(spec.reference.text))}
    return sorted(sides)


def _broadcasts(called: list[str], side: str) -> Iterator[str]:
    for function in called:
        if short := _BROADCAST.get(function):
            yield f"{short}_bcast_{side}_init"
            yield f"{short}_tiles_bcast_{side}"


def described_functions(spec: OperationSpec, index: ApiIndex, most: int) -> list[ApiFunction]:
    """Compute functions whose documentation has the words of `spec`, best first."""
    matches = index.search(f"{spec.name.replace('_', ' ')} {spec.description}", 4 * most)
    functions = [match.function for match in matches if match.function.kind == "function"]
    return [f for f in functions if f.area is Area.COMPUTE and not f.deprecated][:most]


def called_functions(spec: OperationSpec) -> list[str]:
    """The functions of an expression in the order of their appearance, operators included."""
    from tilesmith.agent.spec.expression import calls, parse

    if not isinstance(spec.reference, ExpressionReference):
        return []
    return list(dict.fromkeys(call.function for call in calls(parse(spec.reference.text))))


def declarations_of(index: ApiIndex, name: str, area: Area = Area.COMPUTE) -> list[ApiFunction]:
    """A few declarations of `name`; where it is deprecated or gone, of what the SDK has instead.

    Args:
        area: only what programs of this kind can use.
    """
    found = index.lookup(name)
    declared = [f for f in found if not f.deprecated] or index.successors(name) or found
    declared = declared or index.counterparts(name)
    if not declared:
        near = index.nearest(name, 1, area)
        declared = index.lookup(near[0].function.name) if near and near[0].score >= _NEAR else []
    usable = [f for f in declared if f.kind != "method" and f.serves(area)]
    return [f for f in usable if len(f.signature) <= _LONGEST_SIGNATURE][:_OVERLOADS]
