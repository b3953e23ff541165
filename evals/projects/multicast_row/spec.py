"""The squared distance of each row from one row, which every core is sent."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4), "b": (-4, 4)}
shapes = {"a": "rows columns", "b": "1 columns"}
communication = {"kind": "multicast", "along": "rows", "of": "b"}


def multicast_row(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Square of a - b, where the row b is broadcast down a and reaches the cores by multicast."""
    return (a - b) * (a - b)
