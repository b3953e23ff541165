"""What passes, what does not, and which criterion says so."""

import numpy as np
import pytest

from tilesmith.agent.spec import DType, Tolerance
from tilesmith.agent.spec.tolerances import EXACT
from tilesmith.tools.verification import compare
from tilesmith.tools.verification.device_numbers import Array, rounded, ulp

_STRICT = Tolerance(max_ulp=1.5, absolute_floor=0, pcc=0.9999, norm_relative=0.01)


def _golden() -> Array:
    return np.random.default_rng(3).uniform(-2, 2, (64, 64))


def test_the_golden_itself_rounded_passes() -> None:
    found = compare(rounded(_golden(), DType.BFLOAT16), _golden(), DType.BFLOAT16, _STRICT)

    assert found.passed and found.wrong == 0 and found.max_ulp == 0


def test_halves_round_away_from_zero_as_the_packer_does() -> None:
    half = 1 + 2.0**-8

    assert rounded(np.array([half, -half]), DType.BFLOAT16).tolist() == [1 + 2.0**-7, -1 - 2.0**-7]


def test_a_unit_in_the_last_place_is_that_of_the_type() -> None:
    assert ulp(np.array([1.0, 1.5, 2.0]), DType.BFLOAT16).tolist() == [2.0**-7, 2.0**-7, 2.0**-6]
    assert ulp(np.array([1.0]), DType.FLOAT32).tolist() == [2.0**-23]


def test_one_wrong_element_fails_whatever_the_correlation() -> None:
    output = rounded(_golden(), DType.BFLOAT16)
    output[5, 7] += 0.5
    found = compare(output, _golden(), DType.BFLOAT16, _STRICT)

    assert not found.passed and found.wrong == 1 and found.worst == (5, 7)
    assert found.pcc is not None and found.pcc > 0.9999


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_one_element_that_is_not_finite_fails(value: float) -> None:
    output = rounded(_golden(), DType.BFLOAT16)
    output[0, 0] = value
    found = compare(output, _golden(), DType.BFLOAT16, Tolerance(absolute_floor=1e9))

    assert not found.passed and found.worst == (0, 0)


def test_a_finite_value_where_the_golden_is_infinite_fails() -> None:
    golden = _golden()
    golden[0, 0] = np.inf
    output = rounded(_golden(), DType.BFLOAT16)

    assert not compare(output, golden, DType.BFLOAT16, _STRICT).passed


def test_nan_of_the_golden_may_be_infinity_on_the_device() -> None:
    golden = _golden()
    golden[0, 0] = np.nan
    output = rounded(golden, DType.BFLOAT16)
    output[0, 0] = np.inf

    assert compare(output, golden, DType.BFLOAT16, _STRICT).passed


def test_noise_below_the_floor_still_fails_by_correlation() -> None:
    generous = Tolerance(max_ulp=1e6, absolute_floor=1.0, pcc=0.999, norm_relative=10)
    found = compare(np.random.default_rng(9).uniform(-1, 1, (64, 64)), _golden(), DType.BFLOAT16, generous)

    assert not found.passed and any("correlation" in words for words in found.failures)


def test_correlation_is_not_asked_of_what_rounding_makes_constant() -> None:
    golden = 0.5 + np.random.default_rng(1).uniform(-1, 1, (32, 32)) * 2.0**-12
    found = compare(rounded(golden, DType.BFLOAT16), golden, DType.BFLOAT16, _STRICT)

    assert found.passed and found.pcc is None


@pytest.mark.parametrize("value", [1.0, 2.0, -0.75, 256.0])
@pytest.mark.parametrize("towards", [-np.inf, np.inf])
def test_exact_admits_no_neighbour(value: float, towards: float) -> None:
    golden = np.full((4, 4), value)
    golden[0, 0] = 3 * value
    output = golden.copy()
    bits = np.array([value], dtype=np.float32).view(np.uint32)
    step = 0x10000 if (towards > 0) == (value > 0) else -0x10000
    output[1, 1] = float((bits + np.uint32(step % 2**32)).view(np.float32)[0])

    assert compare(golden, golden, DType.BFLOAT16, EXACT.tolerance).passed
    assert compare(output, golden, DType.BFLOAT16, EXACT.tolerance).wrong == 1


def test_the_largest_numbers_have_a_correlation_and_a_norm() -> None:
    golden = rounded(_golden() * 2.0**126, DType.BFLOAT16)
    found = compare(golden, golden, DType.BFLOAT16, _STRICT)

    assert found.passed and found.pcc == pytest.approx(1) and found.norm_relative == 0
    assert not compare(-golden, golden, DType.BFLOAT16, Tolerance(absolute_floor=1e9)).passed


def test_what_is_below_the_smallest_normal_number_may_stay_where_nothing_is_packed() -> None:
    golden = np.array([2.0**-127, -(2.0**-130), 1.0, 2.0])
    assert compare(golden, golden, DType.BFLOAT16, EXACT.tolerance).passed
    assert compare(rounded(golden, DType.BFLOAT16), golden, DType.BFLOAT16, EXACT.tolerance).passed


def test_intermediate_results_below_the_smallest_normal_number_are_lost() -> None:
    """A product whose partial products are flushed is off by several units of the last place."""
    golden = np.linspace(2.0**-125, 2.0**-124, 1024)
    output = rounded(golden - 2.0**-129, DType.BFLOAT16)
    rounding = Tolerance(max_ulp=2.5, absolute_floor=1e-4, pcc=0.9999, norm_relative=1e-6)
    assert compare(output, golden, DType.BFLOAT16, rounding).passed
    assert not compare(np.zeros(1024), golden, DType.BFLOAT16, rounding).passed
    assert not compare(output, golden, DType.BFLOAT16, EXACT.tolerance).passed
