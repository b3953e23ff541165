"""Values that no sensible kernel uses, and that once brought the emulator down or to no end."""

from pathlib import Path

import numpy as np
import pytest

from .single_tile import run_compute

HEAD = """#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/bcast.h"
#include "api/compute/pack.h"
#include "api/compute/reg_api.h"
#include "api/compute/cb_api.h"
#include "api/compute/eltwise_unary/digamma.h"
#include "api/compute/eltwise_unary/fill.h"
#include "api/compute/eltwise_unary/rounding.h"
"""


def test_digamma_of_a_large_negative_number_ends(tmp_path: Path) -> None:
    math = "fill_tile_init(); fill_tile(0, -1e30f); digamma_tile_init(); digamma_tile(0);"
    run, result = run_compute(tmp_path, HEAD, math)
    assert run.run.ok, run.run.stderr
    assert result.shape == (32, 32)


@pytest.mark.parametrize("decimals", [-(2**31), 2**31 - 1])
def test_rounding_to_more_decimals_than_there_are_ends(tmp_path: Path, decimals: int) -> None:
    run, result = run_compute(tmp_path, HEAD, f"rounding_op_tile_init(); round_tile(0, {decimals}u);")
    assert run.run.ok, run.run.stderr
    # Times infinity, or times zero.
    assert not np.isfinite(result).all() or not result.any()


def test_a_row_that_a_tile_does_not_have_is_a_fault(tmp_path: Path) -> None:
    math = "add_bcast_rows_init(0, 0); add_tiles_bcast_rows(0, 0, 0, 0, 0, 32);"
    run, _ = run_compute(tmp_path, HEAD, math)
    assert [finding["check"] for finding in run.findings][-1] == "cb_page_out_of_range"
