"""Sums of the squares of long rows, of which each core adds up a part."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4)}
shapes = {"a": "rows columns"}
communication = {"kind": "reduction", "along": "columns"}


def row_energy_across_cores(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of the squares of each row, whose columns are shared among the cores."""
    energies: NDArray[np.float64] = np.sum(a * a, axis=-1, keepdims=True)
    return energies
