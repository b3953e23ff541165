"""Shares of the exponentials of each row."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4)}
shapes = {"a": "rows columns"}


def softmax(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """Softmax along each row, with the largest of the row taken off first."""
    exponentials = np.exp(a - np.max(a, axis=-1, keepdims=True))
    shares: NDArray[np.float64] = exponentials / np.sum(exponentials, axis=-1, keepdims=True)
    return shares
