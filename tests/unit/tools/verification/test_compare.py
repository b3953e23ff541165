"""What passes, what does not, and which criterion says so."""

import numpy as np
import pytest

from tilesmith.agent.spec import CoreMode, DType, OperationSpec, Target, Tolerance
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tools.verification import Case, Distribution, Level, compare, plan
from tilesmith.tools.verification.device_numbers import Array, rounded, ulp
from tilesmith.tools.verification.distributions import tried
from tilesmith.tools.verification.inputs import make_inputs
from tilesmith.tools.verification.truth import truth_of

_STRICT = Tolerance(max_ulp=1.5, absolute_floor=0, pcc=0.9999, norm_relative=0.01)

USUAL = (Distribution.NOMINAL, Distribution.RAMP, Distribution.MAGNITUDES)


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


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
@pytest.mark.parametrize("distribution", USUAL)
def test_inputs_are_representable_and_inside_their_range(
    spec: OperationSpec, distribution: Distribution
) -> None:
    inputs = make_inputs(spec, Case((45, 70), 11, distribution))

    for tensor in spec.inputs:
        values = inputs[tensor.name]
        assert values.shape == (45, 70)
        assert np.array_equal(values, rounded(values, tensor.dtype))
        assert tensor.low <= values.min() and values.max() <= tensor.high
        assert np.unique(values).size > 20


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
def test_null_programs_fail_under_each_operations_own_tolerance(spec: OperationSpec) -> None:
    case = plan(spec, Target(), Level.STANDARD, seed=1)[0]
    truth = truth_of(spec, case)
    other = truth_of(spec, Case(case.shape, case.seed + 1, case.distribution, case.parameters))
    (output,) = spec.outputs
    golden = truth.golden[output.name]
    null = {
        "zeros": np.zeros_like(golden),
        "ones": np.ones_like(golden),
        "mean": np.full_like(golden, golden.mean()),
        "another seed": other.golden[output.name],
        **(
            {}
            if spec.name == "copy"
            else {f"copy of {name}": values for name, values in truth.inputs.items()}
        ),
    }
    for name, values in null.items():
        assert not compare(values, golden, output.dtype, spec.tolerance).passed, name


@pytest.mark.parametrize("mode", CoreMode)
def test_the_standard_plan_has_every_kind_of_shape(mode: CoreMode) -> None:
    cases = plan(CATALOGUE["relu"], Target(core_mode=mode), Level.STANDARD, seed=1)
    shapes = [case.shape for case in cases]

    assert shapes[0] == (32, 32)
    assert any(shape[0] == 32 < shape[1] for shape in shapes), "a row of tiles"
    assert any(shape[1] == 32 < shape[0] for shape in shapes), "a column of tiles"
    assert any(len(shape) == 3 for shape in shapes), "a batch"
    assert any(size % 32 for shape in shapes for size in shape), "padding"
    assert any(np.prod(shape) >= 2**16 for shape in shapes), "all values"
    if mode is CoreMode.MULTI:
        assert any(np.prod(shape) / 1024 > 72 for shape in shapes), "more tiles than cores"


def test_sizes_are_drawn_anew_for_each_seed() -> None:
    plans = [plan(CATALOGUE["add"], Target(), Level.STANDARD, seed) for seed in range(8)]

    assert len({tuple(case.shape for case in cases) for cases in plans}) == 8


def test_far_values_are_tried_where_the_operation_allows_them() -> None:
    def names(name: str) -> set[Distribution]:
        spec = CATALOGUE[name]
        return set(tried(spec, plan(spec, Target(), Level.QUICK, seed=1)[0]))

    usual = set(USUAL)
    assert (
        names("add")
        == names("multiply")
        == usual
        | {
            Distribution.SMALL,
            Distribution.LARGE,
            Distribution.BINARY,
        }
    )
    assert names("exp") == usual | {Distribution.SMALL}
    assert names("divide") == usual | {Distribution.SMALL, Distribution.LARGE}


def test_all_values_of_a_single_input_are_tried_bit_by_bit() -> None:
    (values,) = make_inputs(CATALOGUE["abs"], Case((256, 256), 1, Distribution.EXHAUSTIVE)).values()

    # Both signs, from zero over every binade up to 4: all bfloat16 of the range.
    assert np.unique(np.abs(values)).size == (127 + 2) * 128 + 1


def test_correlation_is_not_asked_of_what_rounding_makes_constant() -> None:
    golden = 0.5 + np.random.default_rng(1).uniform(-1, 1, (32, 32)) * 2.0**-12
    found = compare(rounded(golden, DType.BFLOAT16), golden, DType.BFLOAT16, _STRICT)

    assert found.passed and found.pcc is None


def test_kernels_run_in_another_order_in_each_case_but_the_first() -> None:
    spec = next(iter(CATALOGUE.values()))
    cases = plan(spec, Target(), Level.STANDARD, seed=1)
    schedules = [case.schedule for case in cases]

    assert schedules[0] == 0 and len(set(schedules)) == len(cases)
    assert f"schedule {schedules[1]}" in cases[1].label and "schedule" not in cases[0].label
    assert plan(spec, Target(), Level.STANDARD, seed=1) == cases
