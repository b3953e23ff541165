"""A tensor as the device's tiles."""

import numpy as np

from tilesmith.tools.verification.device_numbers import Array

SIDE = 32
FACE = 16


def tiles_of(values: Array) -> Array:
    """The 32x32 tiles of the last two dimensions, as [tile, row, column], padded with NaN."""
    matrix = values.reshape((-1, *values.shape[-2:])) if values.ndim > 1 else values.reshape((1, 1, -1))
    rows, columns = (-(-size // SIDE) * SIDE for size in matrix.shape[1:])
    padded = np.full((matrix.shape[0], rows, columns), np.nan)
    padded[:, : matrix.shape[1], : matrix.shape[2]] = matrix
    split = padded.reshape(matrix.shape[0], rows // SIDE, SIDE, columns // SIDE, SIDE)
    return split.swapaxes(2, 3).reshape(-1, SIDE, SIDE)


def faces_swapped(tiles: Array) -> Array:
    """The same with the upper right and the lower left 16x16 faces exchanged."""
    result = tiles.copy()
    result[:, :FACE, FACE:], result[:, FACE:, :FACE] = tiles[:, FACE:, :FACE], tiles[:, :FACE, FACE:]
    return result
