"""A change of one input element changes the output elements that it should, also where shapes differ."""

from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec.python_file import load_spec
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.verification import Case, Distribution
from tilesmith.tools.verification.dependence import wrong_dependence
from tilesmith.tools.verification.device_numbers import Array, rounded
from tilesmith.tools.verification.null_programs import null_programs
from tilesmith.tools.verification.truth import Truth, truth_with

OPERATIONS = {
    "matmul": ("def reference(a, b): return a @ b", {"a": (64, 96), "b": (96, 32)}),
    "row_sum": ("def reference(a): return a.sum(axis=-1, keepdims=True)", {"a": (64, 96)}),
    "add_row": ("def reference(a, b): return a + b", {"a": (64, 96), "b": (1, 96)}),
    "transpose": ("def reference(a): return a.T", {"a": (64, 96)}),
}


@pytest.fixture(params=OPERATIONS)
def truth(request: pytest.FixtureRequest, tmp_path: Path) -> Truth:
    text, shapes = OPERATIONS[request.param]
    file = tmp_path / f"{request.param}.py"
    file.write_text(f"import numpy as np\n\n{text}\n")
    spec = load_spec(file)
    source = np.random.default_rng(1)
    inputs = {name: source.uniform(-2, 2, shape) for name, shape in shapes.items()}
    case = Case((64, 96), 1, Distribution.NOMINAL)
    return truth_with(Truth(spec, case, {}, {}), inputs)


def _outputs(truth: Truth) -> Array:
    tensor = truth.spec.outputs[0]
    return rounded(truth.golden[tensor.name], tensor.dtype)


def _changed(truth: Truth, place: int = 5) -> Truth:
    values = truth.inputs["a"].copy()
    values.flat[place] += 50
    return truth_with(truth, {**truth.inputs, "a": values})


def _found(truth: Truth, changed: Truth, before: Array, after: Array) -> Diagnostic | None:
    return wrong_dependence("a", "out", before, after, truth, changed)


def test_the_operation_itself_is_right(truth: Truth) -> None:
    changed = _changed(truth)

    assert _found(truth, changed, _outputs(truth), _outputs(changed)) is None


def test_an_element_that_should_stay_but_changes_is_found(truth: Truth) -> None:
    changed = _changed(truth)
    after = _outputs(changed)
    stays = np.argwhere(truth.golden["out"] == changed.golden["out"])[-1]
    after[tuple(stays)] += 2.0**-7
    found = _found(truth, changed, _outputs(truth), after)

    assert found is not None and found.check == "wrong_dependence"
    assert "1 elements changed that should not" in found.evidence[0]


def test_nothing_changing_is_found(truth: Truth) -> None:
    before = _outputs(truth)
    found = _found(truth, _changed(truth), before, before)

    assert found is not None and "changes nothing" in found.message


def test_null_programs_have_the_shape_of_the_output(truth: Truth) -> None:
    for name, outputs in null_programs(truth):
        for values in outputs.values():
            assert values.shape == truth.golden["out"].shape, name
