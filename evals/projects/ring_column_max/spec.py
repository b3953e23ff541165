"""How far each element is below the largest one of its column, which the cores find around a ring."""

import numpy as np
from numpy.typing import NDArray

inputs = {"a": (-4, 4)}
shapes = {"a": "rows columns"}
communication = {"kind": "ring", "along": "rows"}
tolerance = {"max_ulp": 1.5, "absolute_floor": 1e-4, "pcc": 0.9999, "norm_relative": 0.01}  # one rounding


def ring_column_max(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each element minus the largest one of its column, whose rows are shared among the cores."""
    largest: NDArray[np.float64] = np.max(a, axis=-2, keepdims=True)
    return a - largest
