"""Kernels that write SFPI C++ for the vector unit, against numpy."""

from pathlib import Path

import numpy as np
import pytest

from .single_tile import INPUT, run_compute

HEAD = """#include "api/compute/common.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/eltwise_unary/eltwise_unary.h"
#ifdef TRISC_MATH
inline void each_face(float slope) {
    for (int i = 0; i < 8; ++i) {
        vFloat x = dst_reg[i];
        @BODY@
        dst_reg[i] = x;
    }
}
#endif
"""
CALL = "MATH((_llk_math_eltwise_unary_sfpu_params_<false>(each_face, 0, VectorMode::@MODE@, 0.25f)));"


def run(folder: Path, body: str, mode: str = "RC", fp32: bool = True) -> np.ndarray:
    result, out = run_compute(folder, HEAD.replace("@BODY@", body), CALL.replace("@MODE@", mode), fp32=fp32)
    assert (result.status, result.findings) == ("ok", ())
    return out


def bits(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32).view(np.uint32)


EXPONENT = np.floor(np.log2(np.maximum(np.abs(INPUT), 2.0**-127)))


def smoothstep(values: np.ndarray) -> np.ndarray:
    t = np.clip(values, np.float32(0), np.float32(1))
    return t * t * (np.float32(3) - np.float32(2) * t)


def leading_zeros(words: np.ndarray) -> np.ndarray:
    return np.vectorize(lambda word: 32 - int(word).bit_length())(words)


def pieces(size: np.ndarray) -> np.ndarray:
    return np.where(size < 1, size / 2, np.where(size < 2, size - 0.5, size / 4 + 1))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("x = x * 2.0f + 1.0f;", INPUT * 2 + 1),
        ("x = 1.0f - x;", 1 - INPUT),
        ("x = -x;", -INPUT),
        ("x = sfpi::abs(x);", np.abs(INPUT)),
        ("v_if (x < 0.0f) { x = x * slope; } v_endif;", np.where(INPUT < 0, INPUT * 0.25, INPUT)),
        (
            "v_if (x < vConst0) { x = vConst0; } v_elseif (x > vConst1) { x = vConst1; }"
            " v_else { x = x * 0.5f; } v_endif;",
            np.where(INPUT < 0, 0, np.where(INPUT > 1, 1, INPUT * 0.5)),
        ),
        (
            "v_if (x > 0.0f) { v_if (x < 2.0f) { x = 7.0f; } v_endif; } v_endif;",
            np.where((INPUT > 0) & (INPUT < 2), 7, INPUT),
        ),
        (
            "v_if (x > 0.0f && !(x >= 2.0f)) { x += 1.0f; } v_endif;",
            np.where((INPUT > 0) & (INPUT < 2), INPUT + 1, INPUT),
        ),
        (
            "v_if (x > 0.0f) { v_and(x < 2.0f); x = 3.0f; } v_endif;",
            np.where((INPUT > 0) & (INPUT < 2), 3, INPUT),
        ),
        (
            "vInt n = exexp(x); v_if (n < 0) { n = setsgn(~n + 1, 1); } v_endif; x = int32_to_float(n, 0);",
            EXPONENT,
        ),
        ("x = sfpi::convert<vFloat>(exexp(x), sfpi::RoundMode::Nearest);", EXPONENT),
        ("x = sfpi::addexp(x, 3);", np.where(INPUT == 0, 2.0**-124, INPUT * 8)),
        (
            "x = sfpi::setexp(x, 127);",
            np.where(INPUT == 0, 1, INPUT / 2.0 ** np.floor(np.log2(np.maximum(np.abs(INPUT), 2.0**-127)))),
        ),
        ("x = sfpi::setsgn(x, 1);", -np.abs(INPUT)),
        ("vFloat one = 1.0f; sfpi::vec_min_max(x, one);", np.minimum(INPUT, 1)),
        ("l_reg[LRegs::LReg3] = x; x = 0.0f; x = l_reg[LRegs::LReg3];", INPUT),
        (
            "vFloat t = (x - 0.25f) * 0.5f; v_if (t < vConst0) { t = vConst0; }"
            " v_elseif (t > vConst1) { t = vConst1; } v_endif; x = t * t * (3.0f - 2.0f * t);",
            smoothstep((INPUT - np.float32(0.25)) * np.float32(0.5)),
        ),
        (
            "v_if (x > 0.0f) { v_and(x < 2.0f); x = 3.0f; } v_else { x = -1.0f; } v_endif;",
            np.where((INPUT > 0) & (INPUT < 2), 3, -1),
        ),
        ("vConstFloatPrgm0 = 1.5f; x = x * vConstFloatPrgm0 + vConst1;", INPUT * 1.5 + 1),
        ("vConstIntPrgm1 = 0x40000000; x = x * vConstFloatPrgm1;", INPUT * 2),
        ("x = sfpi::polynomial(x, 1.0f, 2.0f, 3.0f);", 1 + 2 * INPUT + 3 * INPUT**2),
        ("x = sfpi::clamp(x, -1.0f, 2.0f);", np.clip(INPUT, -1, 2)),
        ("x = max(x, -0.5f) - min(x, 0.5f);", np.maximum(INPUT, -0.5) - np.minimum(INPUT, 0.5)),
        ("x = s2vFloat16b(0.3f);", np.full_like(INPUT, 0.298828125)),
        (
            "vUInt n = float_to_uint16(x, 0); x = int32_to_float(vInt(n), 0);",
            np.floor(np.abs(INPUT) + 0.5),
        ),
        (
            "vUInt a = 0x10ff, b = 0x0090, c = 0x2000; x = lut(x, a, b, c);",
            np.sign(INPUT) * pieces(np.abs(INPUT)),
        ),
    ],
)
def test_floats_bit_for_bit(tmp_path: Path, body: str, expected: np.ndarray) -> None:
    assert np.array_equal(run(tmp_path, body) + 0.0, expected.astype(np.float32) + 0.0)


@pytest.mark.parametrize(
    ("body", "function"),
    [
        (
            "vInt n = reinterpret<vInt>(x); n = (n & 0xffff) | (n >> 31); x = reinterpret<vFloat>(n);",
            lambda n: (n & 0xFFFF) | (n.view(np.int32) >> 31).view(np.uint32),
        ),
        (
            "vUInt n = reinterpret<vUInt>(x); n = shft(n, vInt(-4)); x = reinterpret<vFloat>(n);",
            lambda n: n >> 4,
        ),
        ("vInt n = sfpi::exman8(x); x = sfpi::reinterpret<vFloat>(n);", lambda n: (n & 0x7FFFFF) | 0x800000),
        (
            "vInt n = reinterpret<vInt>(x); v_if (n < 0) { n = n ^ 0x7fffffff; } v_endif;"
            " x = reinterpret<vFloat>(n);",
            lambda n: np.where(n >> 31, n ^ 0x7FFFFFFF, n),
        ),
        (
            "x = float_to_fp16b(x * 1.3f, sfpi::RoundMode::NearestEven);",
            lambda n: (bits(n.view(np.float32) * np.float32(1.3)) + 0x8000) & 0xFFFF0000,
        ),
        (
            "x = sfpi::convert<sfpi::vFloat16a>(x * 1.3f, sfpi::RoundMode::Nearest);",
            lambda n: (bits(n.view(np.float32) * np.float32(1.3)) + 0x1000) & 0xFFFFE000,
        ),
        # The sign is looked at where a comparison has 0 on its right, so that -0 is below 0.
        (
            "x = setsgn(vFloat(0.0f), x); v_if (x < 0.0f) { x = 1.0f; } v_endif;",
            lambda n: np.where(n >> 31, 0x3F800000, 0),
        ),
        # A sum gives +0 for -0, so that it is equal.
        ("x = setsgn(vFloat(0.0f), 1) + vConst0;", lambda n: n * 0),
        ("vInt n = sfpi::lz(reinterpret<vUInt>(x)); x = reinterpret<vFloat>(n);", leading_zeros),
    ],
)
def test_bits(tmp_path: Path, body: str, function) -> None:
    assert np.array_equal(bits(run(tmp_path, body)), function(bits(INPUT)))


def test_dst_reg_moves_on_within_a_face(tmp_path: Path) -> None:
    head = HEAD.replace("dst_reg[i] = x;", "dst_reg[0] = x; dst_reg++;").replace("dst_reg[i]", "dst_reg[0]")
    result, out = run_compute(
        tmp_path, head.replace("@BODY@", "x = x + slope;"), CALL.replace("@MODE@", "RC")
    )

    assert result.findings == ()
    assert np.array_equal(out, INPUT + np.float32(0.25))


def test_the_approximate_reciprocal_is_good_to_seven_bits(tmp_path: Path) -> None:
    out = run(tmp_path, "x = sfpi::approx_recip(x + 4.0f);")
    assert np.max(np.abs(out * (INPUT + 4) - 1)) < 2.0**-7


def test_what_is_not_modelled_says_so(tmp_path: Path) -> None:
    result, _ = run_compute(
        tmp_path, HEAD.replace("@BODY@", "x = sfpi::approx_exp(x);"), CALL.replace("@MODE@", "RC")
    )

    assert (result.status, result.reason) == ("unsupported", "sfpi::approx_exp")


def test_the_lanes_are_numbered_by_columns_of_the_face(tmp_path: Path) -> None:
    """Even columns of four rows, then odd ones: lane 0 to 7 are the columns of the first row."""
    out = run(tmp_path, "x = sfpi::int32_to_float(sfpi::vConstTileId);")

    columns = np.arange(16) // 2 * 2
    face = np.stack([columns + 16 * (row % 4) for row in range(16)])
    assert np.array_equal(out, np.block([[face, face], [face, face]]))


@pytest.mark.parametrize(("mode", "rows", "columns"), [("R", 16, 32), ("C", 32, 16), ("RC", 32, 32)])
def test_the_vector_mode_says_which_faces(tmp_path: Path, mode: str, rows: int, columns: int) -> None:
    expected = INPUT.copy()
    expected[:rows, :columns] = 9
    assert np.array_equal(run(tmp_path, "x = 9.0f;", mode), expected)


def test_a_16_bit_dst_keeps_the_upper_half(tmp_path: Path) -> None:
    out = run(tmp_path, "x = x * 0.3f;", fp32=False)

    product = (bits(INPUT) & 0xFFFF0000).view(np.float32) * np.float32(0.3)
    assert np.array_equal(bits(out), bits(product) & 0xFFFF0000)


def test_reading_a_tile_that_was_not_written_is_found_at_the_call(tmp_path: Path) -> None:
    head = HEAD.replace("@BODY@", "")
    result, _ = run_compute(
        tmp_path, head, CALL.replace("each_face, 0", "each_face, 1").replace("@MODE@", "RC")
    )

    (finding,) = [each for each in result.findings if each["check"] == "dst_not_written"]
    source = (tmp_path / "compute.cpp").read_text().splitlines()
    assert "_llk_math_eltwise_unary_sfpu_params_" in source[finding["line"] - 1]


def test_dst_is_used_in_place(tmp_path: Path) -> None:
    body = "v_if (dst_reg[i] > 1.0f) { dst_reg[i] *= 2.0f; } v_endif; x = dst_reg[i] - 0.5f;"
    assert np.array_equal(run(tmp_path, body), np.where(INPUT > 1, INPUT * 2, INPUT) - np.float32(0.5))


def test_two_operands_are_addressed_by_their_tiles(tmp_path: Path) -> None:
    head = (
        HEAD.replace("@BODY@", "")
        + """#ifdef TRISC_MATH
inline void add(const uint32_t a, const uint32_t b, const uint32_t out) {
    for (uint32_t i = 0; i < 8; ++i) dst_reg[out * 32 + i] = dst_reg[a * 32 + i] + dst_reg[b * 32 + i];
}
#endif
"""
    )
    math = "copy_tile(0, 0, 1); MATH(_llk_math_eltwise_binary_sfpu_params_<false>(add, 0, 1, 0));"
    result, out = run_compute(tmp_path, head, math)

    assert result.findings == ()
    assert np.array_equal(out, 2 * INPUT)
