"""On what a program is tried: shapes, values and parameters."""

from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec import CoreMode, OperationSpec, PythonReference, Target, TensorSpec
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.spec.shapes import dimensions, input_shapes
from tilesmith.agent.spec.tolerances import EXACT
from tilesmith.tools.verification import Case, Distribution, Level, plan
from tilesmith.tools.verification.device_numbers import rounded
from tilesmith.tools.verification.distributions import tried
from tilesmith.tools.verification.inputs import make_inputs
from tilesmith.tools.verification.truth import truth_of

USUAL = (Distribution.NOMINAL, Distribution.RAMP, Distribution.MAGNITUDES, Distribution.EDGES)
INSIDE = (Distribution.NOMINAL, Distribution.RAMP, Distribution.MAGNITUDES)


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
@pytest.mark.parametrize("distribution", INSIDE)
def test_inputs_are_representable_and_inside_their_range(
    spec: OperationSpec, distribution: Distribution
) -> None:
    sizes = (45, 70, 64)[: len(dimensions(spec)) or 2]
    inputs = make_inputs(spec, Case(sizes, 11, distribution))

    for tensor in spec.inputs:
        values = inputs[tensor.name]
        assert values.shape == input_shapes(spec, sizes)[tensor.name]
        assert np.array_equal(values, rounded(values, tensor.dtype))
        assert tensor.low <= values.min() and values.max() <= tensor.high
        assert np.unique(values).size > min(20, values.size - 1)


@pytest.mark.parametrize("mode", CoreMode)
def test_the_standard_plan_has_every_kind_of_shape(mode: CoreMode) -> None:
    cases = plan(CATALOGUE["relu"], Target(core_mode=mode), Level.STANDARD, seed=1)
    shapes = [case.shape for case in cases]

    assert shapes[0] == (32, 32)
    assert any(shape[0] == 32 < shape[1] for shape in shapes), "a row of tiles"
    assert any(shape[1] == 32 < shape[0] for shape in shapes), "a column of tiles"
    assert any(len(shape) == 3 for shape in shapes), "a batch"
    assert any(len(shape) == 4 for shape in shapes), "batches of batches"
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


def test_all_values_of_a_single_input_are_those_of_its_range() -> None:
    (values,) = make_inputs(CATALOGUE["exp"], Case((256, 256), 1, Distribution.EXHAUSTIVE)).values()

    # Both signs, from zero over every binade up to 4: all bfloat16 of the range.
    assert np.unique(np.abs(values)).size == (127 + 2) * 128 + 1


def test_where_nothing_is_rounded_they_are_all_there_are() -> None:
    (values,) = make_inputs(CATALOGUE["abs"], Case((256, 256), 1, Distribution.EXHAUSTIVE)).values()
    bits = np.unique(values.astype(np.float32).view(np.uint32) >> 16)

    assert bits.size == 2**16 - 2 * 127, "all but the NaNs"


@pytest.mark.parametrize("name", ["exp", "sqrt", "add"])
def test_edges_hold_the_ends_of_the_range_and_what_lies_about_one(name: str) -> None:
    spec = CATALOGUE[name]
    values = make_inputs(spec, Case((64, 64), 1, Distribution.EDGES))["a"]
    tensor = spec.inputs[0]

    assert values.min() == tensor.low and values.max() == tensor.high
    assert {1 - 2.0**-8, 1.0, 1 + 2.0**-7} <= set(values.flat)
    assert (name == "sqrt") != ({0.0, 2.0**-126, -(2.0**-126)} <= set(values.flat))


def test_zeros_and_ones_are_compared_exactly_where_nothing_rounds_them() -> None:
    def tolerance(expression: str, distribution: Distribution, **parameters: float) -> object:
        spec = resolve(OperationRequest(expression=expression, parameters=parameters))
        case = Case((32, 32), 1, distribution, tuple(parameters.items()))
        return truth_of(spec, case).tolerance

    assert tolerance("a + b", Distribution.BINARY) == EXACT.tolerance
    assert tolerance("a * b - a", Distribution.BINARY) == EXACT.tolerance
    assert tolerance("k * a", Distribution.BINARY, k=0.3) != EXACT.tolerance
    assert tolerance("a + b", Distribution.NOMINAL) != EXACT.tolerance


def test_a_parameter_without_a_range_is_varied_where_the_formula_allows_it() -> None:
    def values(expression: str, **parameters: float) -> set[float]:
        spec = resolve(OperationRequest(expression=expression, parameters=parameters))
        cases = plan(spec, Target(), Level.STANDARD, seed=1)
        assert cases[0].parameters == tuple((n, float(np.float32(v))) for n, v in parameters.items())
        return {case.parameters[0][1] for case in cases}

    assert len(values("a * k", k=0.3)) > 3
    assert len(values("a + k", k=0.0)) > 3
    assert max(values("a * sqrt(1.125 - k)", k=1.0)) <= 1.125, "more has no square root"


def test_kernels_run_in_another_order_in_each_case_but_the_first() -> None:
    spec = next(iter(CATALOGUE.values()))
    cases = plan(spec, Target(), Level.STANDARD, seed=1)
    schedules = [case.schedule for case in cases]

    assert schedules[0] == 0 and len(set(schedules)) == len(cases)
    assert f"schedule {schedules[1]}" in cases[1].label and "schedule" not in cases[0].label
    assert plan(spec, Target(), Level.STANDARD, seed=1) == cases


def _product() -> OperationSpec:
    return OperationSpec(
        name="product",
        description="matrix product",
        inputs=(TensorSpec(name="a", shape=("batch", "m", "k")), TensorSpec(name="b", shape=("k", "n"))),
        outputs=(TensorSpec(name="out"),),
        reference=PythonReference(path=Path("product.py")),
    )


def test_named_dimensions_are_each_long_once_and_all_padded_once() -> None:
    sizes = [case.shape for case in plan(_product(), Target(), Level.STANDARD, seed=1)]

    assert sizes[0] == (1, 32, 32, 32)
    for long in (1, 2, 3):
        assert any(
            all((size > 32) == (place == long) for place, size in enumerate(each) if place) for each in sizes
        )
    assert any(all(size % 32 for size in each[1:]) for each in sizes), "padding in every dimension"
    assert any(each[1] * each[3] > 72 * 32 * 32 for each in sizes), "more tiles than cores"
    assert any(
        each[0] > 1 for each in sizes + [c.shape for c in plan(_product(), Target(), Level.STANDARD, 2)]
    )


def test_inputs_of_named_dimensions_have_shapes_that_fit() -> None:
    inputs = make_inputs(_product(), Case((2, 32, 64, 96), 1, Distribution.RAMP))

    assert inputs["a"].shape == (2, 32, 64) and inputs["b"].shape == (64, 96)
