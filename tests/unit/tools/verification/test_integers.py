"""Integers in specifications, inputs and comparisons."""

from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec import CoreMode, DType, OperationSpec, Target, Tolerance
from tilesmith.agent.spec.python_file import SpecFileError, load_spec
from tilesmith.agent.spec.tolerances import EXACT
from tilesmith.agent.template_drafter import template_project
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.tools.verification import Case, Distribution, compare
from tilesmith.tools.verification.distributions import tried
from tilesmith.tools.verification.explain import Wrong, explain
from tilesmith.tools.verification.inputs import make_inputs
from tilesmith.tools.verification.layouts import layouts
from tilesmith.tools.verification.truth import IntegerResultError, truth_of


def spec_of(folder: Path, dtype: str, body: str = "a * 2", more: str = "") -> OperationSpec:
    file = folder / "twice.py"
    file.write_text(f'dtype = "{dtype}"\n{more}\n\n\ndef twice(a):\n    return {body}\n')
    return load_spec(file)


@pytest.mark.parametrize(
    ("dtype", "low", "high"), [("int32", -1000, 1000), ("uint32", 0, 1000), ("uint16", 0, 1000)]
)
def test_a_file_names_the_type_and_results_are_exact(
    tmp_path: Path, dtype: str, low: float, high: float
) -> None:
    spec = spec_of(tmp_path, dtype)
    assert (spec.inputs[0].low, spec.inputs[0].high) == (low, high)
    assert spec.tolerance == EXACT.tolerance


@pytest.mark.parametrize(
    ("dtype", "more", "said"),
    [
        ("int8", "", "dtype is 'int8', but must be one of bfloat16, float32, int32, uint32, uint16"),
        ("int32", 'tolerance = {"max_ulp": 2}', "results of int32 are exact: leave out tolerance"),
        ("uint16", 'inputs = {"a": (-1, 5)}', "a range of uint16 lies within 0 .. 65535"),
        ("int32", 'inputs = {"a": (0, 2**25)}', "a range of int32 lies within"),
    ],
)
def test_what_a_type_cannot_hold_is_said(tmp_path: Path, dtype: str, more: str, said: str) -> None:
    with pytest.raises(SpecFileError, match=said.replace(".", r"\.")):
        spec_of(tmp_path, dtype, more=more)


@pytest.mark.parametrize("distribution", list(Distribution)[:3])
def test_inputs_are_whole_numbers_of_the_range(tmp_path: Path, distribution: Distribution) -> None:
    values = make_inputs(spec_of(tmp_path, "int32"), Case((40, 50), 3, distribution))["a"]
    assert np.array_equal(values, np.rint(values))
    assert -1000 <= values.min() < 0 < values.max() <= 1000
    assert np.unique(values).size > 50


def test_edges_are_powers_of_two_their_neighbours_and_the_ends(tmp_path: Path) -> None:
    values = make_inputs(spec_of(tmp_path, "int32"), Case((64, 64), 3, Distribution.EDGES))["a"]
    assert {0, 1, -1, 255, 256, 257, -513, 1000, -1000} <= set(values.flat)


def test_integers_are_not_scaled(tmp_path: Path) -> None:
    found = list(tried(spec_of(tmp_path, "int32"), Case((32, 32), 3, Distribution.NOMINAL)))
    assert found == [Distribution.NOMINAL, Distribution.RAMP, Distribution.MAGNITUDES, Distribution.EDGES]


@pytest.mark.parametrize(("body", "said"), [("a / 2", "whole numbers"), ("a * 2**20", "smaller range")])
def test_results_must_be_integers_of_the_type(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(IntegerResultError, match=said):
        truth_of(spec_of(tmp_path, "int32", body), Case((32, 32), 3, Distribution.NOMINAL))


def test_no_tolerance_lets_a_wrong_integer_pass() -> None:
    expected = np.arange(1024.0)
    off = expected.copy()
    off[7] += 1
    loose = Tolerance(max_ulp=100, absolute_floor=1, pcc=-1, norm_relative=1)
    assert compare(expected, expected, DType.INT32, loose).passed
    assert not compare(off, expected, DType.INT32, loose).passed


@pytest.mark.parametrize(
    ("dtype", "words"), [(DType.INT32, np.int32), (DType.UINT32, np.uint32), (DType.UINT16, np.uint16)]
)
def test_integers_are_found_in_the_device_s_memory(dtype: DType, words: type) -> None:
    values = np.arange(32.0 * 32).reshape(32, 32)
    data = values.astype(words).tobytes()
    layout = next(each for each in layouts((32, 32), dtype) if each.holds(data, values))
    assert layout.name == "rows"
    assert layout.dtype.bytes == dtype.bytes
    assert np.array_equal(layout.values(layout.with_values(data, values + 5)), values + 5)


def test_negative_numbers_come_back() -> None:
    values = -np.arange(1024.0).reshape(32, 32)
    layout = next(layouts((32, 32), DType.INT32))
    assert np.array_equal(layout.values(layout.with_values(bytes(4096), values)), values)


def test_memory_that_nobody_wrote_is_told_by_its_pattern() -> None:
    output = np.zeros((32, 32))
    output[16:] = np.float32(0x7FD27FD2)
    found = explain(Wrong(output, np.ones((32, 32)), {}, DType.INT32, EXACT.tolerance))
    assert found.check == "unwritten"


def test_the_templates_leave_integers_to_a_model(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="a is int32"):
        template_project(spec_of(tmp_path, "int32"), Target(core_mode=CoreMode.MULTI))
