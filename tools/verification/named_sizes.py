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
    # Single ones of batches that the cores share are as many as tiles would be.
    steps = batches & {spec.communication.along} if spec.communication else set()
    batches -= steps
    square = {name for tensor in spec.inputs for name in tensor.shape if tensor.shape.count(name) > 1}

    def batch() -> int:
        return int(source.integers(1, _MOST_BATCHES + 1))

    def tiles(name: str) -> int:
        return int(source.choice(_PRIMES)) * (1 if name in steps else SIDE)

    def ragged(name: str) -> int:
        if name in steps:
            return tiles(name)
        return int(source.integers(SIDE + 1, 3 * SIDE)) // 2 * 2 - 1  # odd: never whole tiles

    def long_one(name: str) -> int:
        choice = _LONG_ON_MANY_CORES if many_cores else _PRIMES
        number = int(source.choice(_LONG_SQUARE if many_cores and name in square else choice))
        return number * (1 if name in steps else SIDE)

    least = {name: 1 if name in batches | steps else SIDE for name in names}
    found: list[Sizes] = [tuple(least.values())]
    for _ in range(rounds):
        found.append(tuple(batch() if name in batches else tiles(name) for name in names))
        found.append(tuple(batch() if name in batches else ragged(name) for name in names))
        if few:
            continue
        for long in (name for name in names if name not in batches):
            found.append(tuple(long_one(name) if name == long else least[name] for name in names))
        found.append(_for_many_cores(names, batches | steps, source, steps))
    return found


def _for_many_cores(
    names: tuple[str, ...], batches: set[str], source: np.random.Generator, steps: set[str]
) -> Sizes:
    """The first and the last dimension of matrices long, the others of a few tiles."""
    matrix = [name for name in names if name not in batches]
    sizes = dict.fromkeys(names, 1) | dict.fromkeys(matrix, 2 * SIDE) | dict.fromkeys(steps, max(_PRIMES))
    if not matrix:  # rows and columns are fixed, and there can only be more of them
        return tuple(sizes[name] + _MOST_BATCHES for name in names)
    sizes[matrix[0]] = int(source.choice((7, 9))) * SIDE
    sizes[matrix[-1]] = int(source.choice((11, 13))) * SIDE
    return tuple(sizes[name] for name in names)
