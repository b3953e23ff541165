"""Each row over its root mean square, times weights."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4), "weight": (0.5, 1.5)}
shapes = {"a": "rows columns", "weight": "1 columns"}
EPS = 1e-5


def rmsnorm(a: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """RMS normalisation of each row, with a weight for each column."""
    out: NDArray[np.float64] = a / np.sqrt(np.mean(a * a, axis=-1, keepdims=True) + EPS) * weight
    return out
