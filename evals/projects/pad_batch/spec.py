"""A batch with a matrix of zeros before it and one behind it."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4)}
shapes = {"a": "batch rows columns"}
tolerance = {
    "max_ulp": 0.25,
    "absolute_floor": 0.0,
    "pcc": 0.99999,
    "norm_relative": 1e-6,
}  # nothing is rounded


def pad_batch(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """The matrices of a between two of zeros."""
    return np.pad(a, ((1, 1), (0, 0), (0, 0)))
