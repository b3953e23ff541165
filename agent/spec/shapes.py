"""Inputs of different shapes: each names its dimensions, and equal names have equal sizes.

`a` of `m k` and `b` of `k n` can be multiplied as matrices; a row `1 n` is broadcast over `m n`. Inputs that
name none all have one shape.
"""

from collections.abc import Sequence

from tilesmith.agent.spec.model import OperationSpec

Shape = tuple[int, ...]


def dimensions(spec: OperationSpec) -> tuple[str, ...]:
    """The names of all dimensions, in the order of their appearance; empty: all inputs have one shape."""
    names = (name for tensor in spec.inputs for name in tensor.shape)
    return tuple(dict.fromkeys(name for name in names if not name.isdigit()))


def batch_dimensions(spec: OperationSpec) -> set[str]:
    """Those that are never rows or columns of a matrix, so that they take no tiles to cover."""
    matrices = {name for tensor in spec.inputs for name in tensor.shape[-2:]}
    return set(dimensions(spec)) - matrices


def tiled_dimensions(spec: OperationSpec) -> set[str]:
    """Those that are rows or columns of a matrix, which tiles cover."""
    return set(dimensions(spec)) - batch_dimensions(spec)


def input_shapes(spec: OperationSpec, sizes: Sequence[int]) -> dict[str, Shape]:
    """The shape of each input by name.

    Args:
        sizes: of `dimensions(spec)` in their order; the shape of all inputs when they name none.
    """
    names = dimensions(spec)
    if not names:
        return {tensor.name: tuple(sizes) for tensor in spec.inputs}
    known = dict(zip(names, sizes, strict=True))
    return {
        tensor.name: tuple(int(name) if name.isdigit() else known[name] for name in tensor.shape)
        for tensor in spec.inputs
    }
