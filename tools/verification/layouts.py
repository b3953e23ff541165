"""Where the elements of a tensor lie among those of a buffer on the device."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tilesmith.agent.spec import DType, TensorLayout
from tilesmith.agent.spec.model import ROW_ALIGNMENT
from tilesmith.tools.verification.device_numbers import Array
from tilesmith.tools.verification.tiles import FACE, SIDE

Shape = tuple[int, ...]
Index = NDArray[np.int64]
Bits = NDArray[np.unsignedinteger]

_PADDING = -1
_WORDS = {dtype: np.uint16 if dtype.bytes == 2 else np.uint32 for dtype in DType}


@dataclass(frozen=True)
class Layout:
    """One way to lie: which element of the row-major tensor each place of the buffer holds."""

    name: str
    dtype: DType
    elements: Index
    """By place in the buffer; -1: padding, whose content means nothing."""
    shape: Shape

    @property
    def size(self) -> int:
        """Of the buffer, in bytes."""
        return self.elements.size * self.dtype.bytes

    def holds(self, data: bytes, values: Array) -> bool:
        """Whether `data` is `values` in this layout, whatever the padding."""
        if len(data) != self.size:
            return False
        used = self.elements >= 0
        expected = _bits(values.reshape(-1), self.dtype)[self.elements[used]]
        return bool(np.array_equal(_words(data, self.dtype)[used], expected))

    def with_values(self, data: bytes, values: Array) -> bytes:
        """`data` with `values` in it; padding stays."""
        words = _words(data, self.dtype).copy()
        used = self.elements >= 0
        words[used] = _bits(values.reshape(-1), self.dtype)[self.elements[used]]
        return words.tobytes()

    def values(self, data: bytes) -> Array:
        """The tensor that `data` holds."""
        used = self.elements >= 0
        found = np.empty(int(np.prod(self.shape, dtype=np.int64)), dtype=np.float64)
        found[self.elements[used]] = _values(_words(data, self.dtype)[used], self.dtype)
        return found.reshape(self.shape)


def layouts(shape: Shape, dtype: DType, asked: TensorLayout = TensorLayout.TILE) -> Iterator[Layout]:
    """All layouts that are looked for in a tensor that the operation takes for `dtype`, the usual ones first.

    A float may lie on the device as the other one, and an integer as another integer. What is `asked` to lie
    in rows does so.
    """
    kindred = sorted((d for d in DType if d.is_integer is dtype.is_integer), key=lambda d: d is not dtype)
    if asked is TensorLayout.ROW_MAJOR:
        yield from (Layout("padded rows", kind, _rows(shape, kind), shape) for kind in kindred)
        return
    order = np.arange(int(np.prod(shape, dtype=np.int64)), dtype=np.int64)
    matrix = order.reshape(-1, *(shape[-2:] if len(shape) > 1 else (1, shape[-1])))
    zeros = _padded(matrix, "constant")
    repeated = _padded(matrix, "edge")
    for name, elements in (
        ("tiles", _faces(_tiles(zeros))),
        ("rows", order),
        ("tiles with repeated edges", _faces(_tiles(repeated))),
        ("tiles without faces", _tiles(zeros)),
    ):
        for kind in kindred:
            yield Layout(name, kind, elements.reshape(-1), shape)


def _rows(shape: Shape, dtype: DType) -> Index:
    order = np.arange(int(np.prod(shape, dtype=np.int64)), dtype=np.int64).reshape(-1, shape[-1])
    missing = -shape[-1] % (ROW_ALIGNMENT // dtype.bytes)
    return np.pad(order, ((0, 0), (0, missing)), constant_values=_PADDING).reshape(-1)


def _padded(matrix: Index, mode: str) -> Index:
    margins = [(0, 0), *((0, -size % SIDE) for size in matrix.shape[1:])]
    if mode == "edge":
        return np.pad(matrix, margins, mode="edge")
    return np.pad(matrix, margins, constant_values=_PADDING)


def _tiles(matrix: Index) -> Index:
    batch, rows, columns = matrix.shape
    split = matrix.reshape(batch, rows // SIDE, SIDE, columns // SIDE, SIDE)
    return split.swapaxes(2, 3).reshape(-1, SIDE, SIDE)


def _faces(tiles: Index) -> Index:
    return tiles.reshape(-1, SIDE // FACE, FACE, SIDE // FACE, FACE).swapaxes(2, 3)


def _bits(values: Array, dtype: DType) -> Bits:
    if dtype.is_integer:
        return values.astype(np.int64).astype(_WORDS[dtype])
    words = values.astype(np.float32).view(np.uint32)
    return (words >> np.uint32(16)).astype(np.uint16) if dtype is DType.BFLOAT16 else words


def _words(data: bytes, dtype: DType) -> Bits:
    return np.frombuffer(data, _WORDS[dtype])


def _values(words: Bits, dtype: DType) -> Array:
    if dtype.is_integer:
        return (words.view(np.int32) if dtype is DType.INT32 else words).astype(np.float64)
    wide = words.astype(np.uint32)
    if words.dtype == np.uint16:
        wide = wide << np.uint32(16)
    return wide.view(np.float32).astype(np.float64)
