"""Picks the tile of a wrong output that tells most: the one with most wrong elements."""

from pathlib import Path

import numpy as np

from tilesmith.agent.spec import TensorSpec
from tilesmith.tools.verification.compare import errors_in_bounds
from tilesmith.tools.verification.device_numbers import Array, rounded
from tilesmith.tools.verification.outputs import OutputError, read_output
from tilesmith.tools.verification.tiles import SIDE, tiles_of
from tilesmith.tools.verification.truth import Truth
from tilesmith.tools.wrong_tile import Rows, WrongTile

_MOST_TILES = 4096
"""Beyond that the map of tiles is left out: nobody can look at it."""


def worst_tile(truth: Truth, folder: Path) -> WrongTile | None:
    """The worst tile of the first output in `folder` that has one; None when all are right or unreadable."""
    for tensor in truth.spec.outputs:
        try:
            output = read_output(folder / f"{tensor.name}.npy", truth.golden[tensor.name].shape)
        except OutputError:
            continue  # the judgement of the outputs reports it
        if found := _worst(tensor, output, truth):
            return found
    return None


def _worst(tensor: TensorSpec, output: Array, truth: Truth) -> WrongTile | None:
    golden = truth.golden[tensor.name]
    errors = errors_in_bounds(output, golden, tensor.dtype, truth.tolerance)
    tiles = tiles_of(errors)
    wrong = np.count_nonzero(tiles > 1, axis=(1, 2))
    if not wrong.any():
        return None
    place = int(np.argmax(wrong))
    inside = ~np.isnan(tiles[place])
    expected = tiles_of(rounded(golden, tensor.dtype))
    return WrongTile(
        output=tensor.name,
        case=truth.case.label,
        tile=place,
        wrong=tuple(int(count) for count in wrong) if len(wrong) <= _MOST_TILES else (),
        columns=-(-golden.shape[-1] // SIDE) if golden.ndim else 1,
        got=_rows(tiles_of(output)[place], inside),
        expected=_rows(expected[place], inside),
        error=_rows(tiles[place], inside),
    )


def _rows(tile: Array, inside: np.ndarray) -> Rows:
    """The part of `tile` that lies inside the tensor, to six digits."""
    height, width = int(inside.any(axis=1).sum()), int(inside.any(axis=0).sum())
    return tuple(
        tuple(float(f"{value:.6g}") if np.isfinite(value) else None for value in row[:width])
        for row in tile[:height]
    )
