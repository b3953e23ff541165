"""The matrices of two batches one after the other."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4), "b": (-4, 4)}
shapes = {"a": "p rows columns", "b": "q rows columns"}
tolerance = {
    "max_ulp": 0.25,
    "absolute_floor": 0.0,
    "pcc": 0.99999,
    "norm_relative": 1e-6,
}  # nothing is rounded


def concat(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """The matrices of a, then those of b."""
    return np.concatenate((a, b), axis=0)
