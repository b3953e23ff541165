"""Each row with mean 0 and variance 1, times weights, plus biases."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4), "weight": (0.5, 1.5), "bias": (-0.5, 0.5)}
shapes = {"a": "rows columns", "weight": "1 columns", "bias": "1 columns"}
EPS = 1e-5


def layernorm(
    a: NDArray[np.float64], weight: NDArray[np.float64], bias: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Layer normalisation of each row, with a weight and a bias for each column."""
    centred = a - np.mean(a, axis=-1, keepdims=True)
    scale = 1 / np.sqrt(np.mean(centred * centred, axis=-1, keepdims=True) + EPS)
    out: NDArray[np.float64] = centred * scale * weight + bias
    return out
