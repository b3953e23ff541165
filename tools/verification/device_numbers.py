"""Numbers as the device holds them."""

import numpy as np
from numpy.typing import NDArray

from tilesmith.agent.spec import DType

Array = NDArray[np.float64]

# Bits of the significand, the hidden one included.
_PRECISION = {DType.BFLOAT16: 8, DType.FLOAT32: 24}
_LARGEST = {DType.BFLOAT16: float.fromhex("0x1.fep127"), DType.FLOAT32: float.fromhex("0x1.fffffep127")}
SMALLEST = 2.0**-126
"""Smallest normal number of both float types; the packer flushes what is smaller."""


def rounded(values: Array, dtype: DType) -> Array:
    """`values` as the packer stores them: to nearest, halves away from zero; too small is 0, too large inf.

    Measured on the ttsim simulator for a float32 DST packed to bfloat16. Integers stay as they are.
    """
    if dtype.is_integer:
        return values
    fraction, exponent = np.frexp(values)
    scaled = fraction * 2.0 ** _PRECISION[dtype]
    whole = np.trunc(scaled + np.copysign(0.5, scaled))
    with np.errstate(over="ignore", invalid="ignore"):
        result = np.ldexp(whole, exponent - _PRECISION[dtype])
    result = np.where(np.abs(result) < SMALLEST, 0.0, result)
    result = np.where(np.abs(result) > _LARGEST[dtype], np.copysign(np.inf, values), result)
    return np.asarray(np.where(np.isfinite(values), result, values), dtype=np.float64)


def flushed(values: Array, dtype: DType) -> Array:
    """`values` with 0 for what is smaller than any normal number.

    Packing makes it 0, moving does not; which of them a program does is its own choice.
    """
    if dtype.is_integer:
        return values
    return np.asarray(np.where(np.abs(values) < SMALLEST, 0.0, values), dtype=np.float64)


def ulp(values: Array, dtype: DType) -> Array:
    """Distance of neighbouring numbers of `dtype` at the size of each finite value."""
    if dtype.is_integer:
        return np.ones_like(values)
    size = np.maximum(np.abs(values), SMALLEST)
    return np.asarray(np.ldexp(1.0, np.frexp(size)[1] - _PRECISION[dtype]), dtype=np.float64)
