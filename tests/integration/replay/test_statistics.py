"""Running statistics of columns (Welford), ln gamma of float32 and the scatter of rows, against numpy."""

from pathlib import Path

import numpy as np
from scipy.special import gammaln

from .single_tile import INPUT, run_compute

HEAD = """#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/copy_dest_values.h"
#include "api/compute/welford.h"
#include "api/compute/reshuffle.h"
#include "api/compute/eltwise_unary/fill.h"
#include "api/compute/eltwise_unary/lgamma.h"
#include "api/compute/compute_kernel_api.h"
#include "api/compute/cb_api.h"
#include "api/compute/eltwise_unary/rsub.h"
constexpr std::array<uint32_t, 0> computed{};
"""
COPY_1_TO_0 = "copy_dest_values_init(); copy_dest_values(1, 0);"
"""The tile that is packed is tile 0 of DST."""
COPY_2_TO_0 = "copy_dest_values_init(); copy_dest_values(2, 0);"


def ok(folder: Path, math: str) -> np.ndarray:
    result, out = run_compute(folder, HEAD, math)
    assert (result.status, result.findings) == ("ok", ())
    return out


def raw(tile: np.ndarray, group: int) -> np.ndarray:
    """The 32 values that a register stores, by column: it fills the even columns of four rows of a face."""
    faces = tile.reshape(2, 16, 2, 16).swapaxes(1, 2).reshape(64, 16)
    rows = faces[4 * group : 4 * group + 4, ::2]
    return np.array([rows[column % 2 + 2 * (column // 16), column % 16 // 2] for column in range(32)])


def test_welford_gives_mean_and_variance_of_every_column(tmp_path: Path) -> None:
    math = "welford_init(); welford_update<0>(0, 0, computed); welford_finalize_to_row(1, 31, computed);"
    mean = ok(tmp_path, math + COPY_1_TO_0)
    variance = ok(tmp_path, math + COPY_2_TO_0)
    assert np.allclose(mean[0], INPUT.mean(axis=0), rtol=1e-6, atol=1e-6)
    assert np.allclose(variance[0], INPUT.var(axis=0), rtol=1e-5)
    assert not mean[1:4].any()


def test_a_table_of_reciprocals_and_a_part_of_the_rows(tmp_path: Path) -> None:
    table = ", ".join(f"0x{np.float32(1 / (i + 1)).view(np.uint32):08x}u" for i in range(12))
    mean = ok(
        tmp_path,
        f"constexpr std::array<uint32_t, 12> table{{{table}}};"
        "welford_init();"
        "welford_update_rows<12>(0, 0, 3, 5, table); welford_update_rows<12>(0, 5, 20, 7, table);"
        "welford_finalize_to_row(1, 11, table);" + COPY_1_TO_0,
    )
    assert np.allclose(mean[0], np.concatenate([INPUT[3:8], INPUT[20:27]]).mean(axis=0), rtol=1e-6, atol=1e-6)


def test_statistics_of_groups_wait_in_dst(tmp_path: Path) -> None:
    tile = ok(
        tmp_path,
        "welford_init(); welford_update_rows<0>(0, 0, 0, 8, computed); welford_save_state(1, 5);"
        "welford_clear(); welford_update_rows<0>(0, 0, 16, 16, computed); welford_save_state(1, 0);"
        "welford_restore_state(1, 5); welford_update_rows<0>(0, 8, 8, 8, computed);"
        "welford_finalize_to_face(1, 5, 15, computed);" + COPY_1_TO_0,
    )
    assert np.allclose(raw(tile, 0), INPUT[16:].mean(axis=0), rtol=1e-6, atol=1e-6)
    assert np.allclose(raw(tile, 5), INPUT[:16].mean(axis=0), rtol=1e-6, atol=1e-6)


def test_another_vector_function_overwrites_the_statistics(tmp_path: Path) -> None:
    math = """welford_init();
    welford_update<0>(0, 0, computed);
    copy_dest_values_init();
    copy_dest_values(0, 3);
    welford_finalize_to_row(1, 31, computed);"""
    result, _ = run_compute(tmp_path, HEAD, math)
    finding = result.findings[0]
    assert (finding["check"], finding["line"]) == ("statistics_overwritten", HEAD.count("\n") + 12)
    assert "copy_dest_values" in finding["message"]


def test_welford_needs_its_init_and_a_long_enough_table(tmp_path: Path) -> None:
    result, _ = run_compute(tmp_path, HEAD, "welford_update<0>(0, 0, computed);")
    assert result.findings[0]["check"] == "missing_init"
    short = "constexpr std::array<uint32_t, 8> table{}; welford_init(); welford_update<8>(0, 0, table);"
    result, _ = run_compute(tmp_path, HEAD, short)
    assert (result.status, result.findings[0]["check"]) == ("fault", "argument_out_of_range")


def test_ln_gamma_of_float32(tmp_path: Path) -> None:
    """Stirling's part with the caller's logarithm, where no reflection is needed."""
    out = ok(
        tmp_path,
        "rsub_tile_init(); rsub_tile(0, 0x41000000);"  # 8 - x: 0.5 and more
        "copy_dest_values_init(); copy_dest_values(0, 1); copy_dest_values(0, 3);"
        "log_tile_init(); log_tile(1);"
        "lgamma_stirling_float_tile_init(); lgamma_stirling_float_tile(0, 1, 2);"
        "lgamma_adjusted_tile_init(); lgamma_adjusted_tile(2, 1, 3, 0);",
    )
    x = (8 - INPUT).astype(np.float64)
    assert x.min() >= 0.5
    assert np.allclose(out, gammaln(x), rtol=2e-4, atol=2e-4)


def test_rows_are_added_to_the_rows_that_the_indices_name(tmp_path: Path) -> None:
    rows = (
        INPUT[0, 4:12].astype("<f4").view(np.uint8)
    )  # the indices are bytes from the sixteenth of a page on
    assert (rows >= 32).any() and (rows < 32).any()
    out = ok(
        tmp_path,
        "fill_tile_init(); fill_tile(1, 1.0f); reshuffle_rows_tile_init();"
        "reshuffle_rows_tile(0, get_tile_l1_byte_address(0, 0));" + COPY_1_TO_0,
    )
    expected = np.ones((32, 32))
    for i, row in enumerate(rows):
        if row < 32:
            expected[row] += INPUT[i]
    assert np.allclose(out, expected, rtol=1e-5, atol=1e-5)
