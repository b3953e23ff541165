"""Where the elements of a tensor lie in its buffer."""

import numpy as np

from tilesmith.agent.spec import DType, TensorLayout
from tilesmith.tools.verification.layouts import Layout, layouts

SHAPE = (2, 3, 37)
"""Six rows of 74 bytes."""
VALUES = np.arange(222, dtype=np.float64).reshape(SHAPE)


def _rows(dtype: DType) -> Layout:
    return next(layouts(SHAPE, dtype, TensorLayout.ROW_MAJOR))


def test_a_row_is_padded_to_whole_multiples_of_64_bytes() -> None:
    assert _rows(DType.BFLOAT16).size == 6 * 128
    assert _rows(DType.FLOAT32).size == 6 * 192


def test_what_lies_in_rows_is_found_whatever_its_padding() -> None:
    layout = _rows(DType.FLOAT32)
    data = np.full((6, 48), 7, dtype=np.float32)
    data[:, :37] = VALUES.reshape(6, 37)
    assert layout.holds(data.tobytes(), VALUES)
    assert not layout.holds(data.tobytes(), VALUES + 1)
    np.testing.assert_array_equal(layout.values(data.tobytes()), VALUES)
    np.testing.assert_array_equal(layout.values(layout.with_values(data.tobytes(), 2 * VALUES)), 2 * VALUES)


def test_what_shall_lie_in_rows_is_looked_for_in_rows_alone() -> None:
    names = {layout.name for layout in layouts(SHAPE, DType.BFLOAT16, TensorLayout.ROW_MAJOR)}
    assert names == {"padded rows"}
    assert {layout.name for layout in layouts(SHAPE, DType.BFLOAT16)} >= {"tiles", "rows"}
