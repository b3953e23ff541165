"""The largest magnitude of each row, of which each core looks through a part."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4)}
shapes = {"a": "rows columns"}
communication = {"kind": "reduction", "along": "columns"}
tolerance = {
    "max_ulp": 0.25,
    "absolute_floor": 0.0,
    "pcc": 0.99999,
    "norm_relative": 1e-6,
}  # nothing is rounded


def row_peak_across_cores(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest magnitude of each row, whose columns are shared among the cores."""
    peaks: NDArray[np.float64] = np.max(np.abs(a), axis=-1, keepdims=True)
    return peaks
