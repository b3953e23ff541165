"""The second matrix of each pair."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4)}
shapes = {"a": "batch 2 rows columns"}
tolerance = {
    "max_ulp": 0.25,
    "absolute_floor": 0.0,
    "pcc": 0.99999,
    "norm_relative": 1e-6,
}  # nothing is rounded


def every_second(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slice of a batch of pairs: the second matrix of each."""
    return a[:, 1]
