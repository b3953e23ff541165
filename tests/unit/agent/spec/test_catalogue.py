import numpy as np
import pytest

from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.shapes import dimensions, input_shapes

WANTED = {
    *("add", "subtract", "multiply", "divide", "maximum", "relu", "exp", "sigmoid", "tanh", "gelu", "silu"),
    *("softplus", "sqrt", "reciprocal", "square", "abs", "negative", "diode_equation", "copy"),
    *("matmul", "transpose", "reduce_sum_row", "reduce_sum_col", "reduce_max_row", "reduce_max_col"),
    *(f"{op}_bcast_{along}" for op in ("add", "sub", "mul") for along in ("rows", "cols", "scalar")),
}


def draw(spec, seed=0):
    """Inputs of `spec` within their ranges, bf16-representable as on the device."""
    generator = np.random.default_rng(seed)
    shapes = input_shapes(spec, (64, 64, 96)[: len(dimensions(spec)) or 2])
    values = {
        t.name: generator.uniform(t.low, t.high, shapes[t.name]).astype(np.float32) for t in spec.inputs
    }
    return {
        name: (array.view(np.uint32) & np.uint32(0xFFFF0000)).view(np.float32).astype(np.float64)
        for name, array in values.items()
    }


def ulp_errors(output, expected):
    """Errors in units of the last place of a bf16 number of the size of the expected value."""
    exponent = np.floor(np.log2(np.maximum(np.abs(expected), 2.0**-126)))
    return np.abs(output - expected) / 2.0 ** (exponent - 7)


def passes(spec, output, expected):
    floor = spec.tolerance.absolute_floor * np.abs(expected).max()
    near = (ulp_errors(output, expected) <= spec.tolerance.max_ulp) | (np.abs(output - expected) <= floor)
    norm = np.linalg.norm(output - expected) / np.linalg.norm(expected)
    return bool(near.all()) and norm <= spec.tolerance.norm_relative


def test_the_catalogue_has_what_was_promised():
    assert set(CATALOGUE) == WANTED


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
class TestEachOperation:
    def test_its_golden_is_finite_on_its_ranges(self, spec):
        assert np.isfinite(golden(spec, draw(spec), {})["out"]).all()

    def test_an_exactly_rounded_result_passes(self, spec):
        expected = golden(spec, draw(spec), {})["out"]
        bits = expected.astype(np.float32).view(np.uint32)
        rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) & np.uint32(0xFFFF0000)).view(np.float32)
        assert passes(spec, rounded.astype(np.float64), expected)

    def test_programs_that_compute_nothing_fail(self, spec):
        inputs = draw(spec)
        expected = golden(spec, inputs, {})["out"]
        assert not passes(spec, np.zeros_like(expected), expected)
        assert not passes(spec, np.ones_like(expected), expected)
        if spec.name != "copy":
            copies = [array for array in inputs.values() if array.shape == expected.shape]
            assert not any(passes(spec, array, expected) for array in copies)

    def test_every_parameter_matters_over_its_range(self, spec):
        inputs = draw(spec)
        expected = golden(spec, inputs, {})["out"]
        for parameter in spec.parameters:
            other = golden(spec, inputs, {parameter.name: parameter.high})["out"]
            assert not passes(spec, other, expected)
