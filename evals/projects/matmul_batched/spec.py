"""A product of matrices for each of a batch."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-2, 2), "b": (-2, 2)}
shapes = {"a": "batch m k", "b": "batch k n"}


def matmul_batched(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Products of the matrices of two batches, pair by pair."""
    return a @ b
