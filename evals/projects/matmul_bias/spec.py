"""A product of matrices plus a row."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-2, 2), "b": (-2, 2), "c": (-4, 4)}
shapes = {"a": "m k", "b": "k n", "c": "1 n"}


def matmul_bias(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Product of two matrices, a row added to each of its rows."""
    return a @ b + c
