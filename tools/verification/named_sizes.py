"""Sizes of named dimensions: matrices of different shapes, rows and columns that are broadcast."""

import numpy as np

from tilesmith.agent.spec import OperationSpec
from tilesmith.agent.spec.shapes import batch_dimensions, dimensions
from tilesmith.tools.verification.tiles import SIDE

Sizes = tuple[int, ...]

_PRIMES = (2, 3, 5)
_MOST_BATCHES = 3


# More than two blocks of four for each of a Wormhole's 72 cores, so that buffers of two are filled again.
_LONG_ON_MANY_CORES = (587, 593, 599)
# The same for a matrix whose rows and columns are as many.
_LONG_SQUARE = (13, 17)


def named_sizes(
    spec: OperationSpec, source: np.random.Generator, rounds: int, *, few: bool, many_cores: bool
) -> list[Sizes]:
    """Sizes of the dimensions of `spec` in their order: one tile, whole tiles, padding; unless `few` also
    each dimension long while the others are one tile, and one that gives every core something to do.

    Whatever the cores share, one of the long dimensions is it: with `many_cores`, it lasts for all of them.
    """
    names, batches = dimensions(spec), batch_dimensions(spec)
    square = {name for tensor in spec.inputs for name in tensor.shape if tensor.shape.count(name) > 1}

    def batch() -> int:
        return int(source.integers(1, _MOST_BATCHES + 1))

    def tiles() -> int:
        return int(source.choice(_PRIMES)) * SIDE

    def ragged() -> int:
        return int(source.integers(SIDE + 1, 3 * SIDE)) // 2 * 2 - 1  # odd: never whole tiles

    def long_one(name: str) -> int:
        choice = _LONG_ON_MANY_CORES if many_cores else _PRIMES
        return int(source.choice(_LONG_SQUARE if many_cores and name in square else choice)) * SIDE

    found: list[Sizes] = [tuple(1 if name in batches else SIDE for name in names)]
    for _ in range(rounds):
        found.append(tuple(batch() if name in batches else tiles() for name in names))
        found.append(tuple(batch() if name in batches else ragged() for name in names))
        if few:
            continue
        for long in (name for name in names if name not in batches):
            found.append(
                tuple(1 if name in batches else long_one(name) if name == long else SIDE for name in names)
            )
        found.append(_for_many_cores(names, batches, source))
    return found


def _for_many_cores(names: tuple[str, ...], batches: set[str], source: np.random.Generator) -> Sizes:
    """The first and the last dimension of matrices long, the others of a few tiles."""
    matrix = [name for name in names if name not in batches]
    sizes = dict.fromkeys(names, 1) | dict.fromkeys(matrix, 2 * SIDE)
    if not matrix:  # rows and columns are fixed, and there can only be more of them
        return tuple(sizes[name] + _MOST_BATCHES for name in names)
    sizes[matrix[0]] = int(source.choice((7, 9))) * SIDE
    sizes[matrix[-1]] = int(source.choice((11, 13))) * SIDE
    return tuple(sizes[name] for name in names)
