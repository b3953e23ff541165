"""No task of ours lets a program pass that does not do the work, whatever its tolerance."""

import numpy as np
import pytest

from tilesmith.agent.spec import (
    CoreMode,
    ExpressionReference,
    OperationSpec,
    Target,
    TensorSpec,
    Tolerance,
)
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.evals.tasks import spec_of, suite
from tilesmith.tools.verification import Case, Distribution, Level, compare, plan
from tilesmith.tools.verification.null_programs import WeakTaskError, null_programs, require_telling
from tilesmith.tools.verification.truth import truth_of


def _evaluated() -> dict[str, OperationSpec]:
    """The operations that models are evaluated on, those of the catalogue among them."""
    return {spec.name: spec for spec in map(spec_of, suite("core"))}


TASKS = pytest.mark.parametrize("spec", _evaluated().values(), ids=lambda spec: spec.name)


def _passing(spec: OperationSpec, case: Case) -> set[str]:
    truth = truth_of(spec, case)
    return {
        name
        for name, outputs in null_programs(truth)
        if all(
            tensor.name in outputs
            and compare(outputs[tensor.name], truth.golden[tensor.name], tensor.dtype, truth.tolerance).passed
            for tensor in spec.outputs
        )
    }


@TASKS
@pytest.mark.parametrize("seed", range(3))
def test_null_programs_fail_in_every_single_case(spec: OperationSpec, seed: int) -> None:
    allowed = {"copies a"} if spec.name in ("copy", "copy_row_major") else set()
    for case in plan(spec, Target(core_mode=CoreMode.MULTI), Level.QUICK, seed):
        assert _passing(spec, case) <= allowed, case.label


@TASKS
def test_each_parameter_is_among_what_they_ignore(spec: OperationSpec) -> None:
    case = plan(spec, Target(), Level.STANDARD, seed=1)[1]
    names = {name for name, _ in null_programs(truth_of(spec, case))}

    for parameter in spec.parameters:
        assert {f"takes {value} for {parameter.name}" for value in ("its default", "0", "1")} <= names


def _task(text: str, low: float, high: float, **tolerance: float) -> OperationSpec:
    return OperationSpec(
        name="task",
        description=text,
        inputs=(TensorSpec(name="a", low=low, high=high),),
        outputs=(TensorSpec(name="out"),),
        reference=ExpressionReference(text=text),
        tolerance=Tolerance(**tolerance),
    )


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (_task("a * 0.001", -1, 1, absolute_floor=2, pcc=-1, norm_relative=2), "writes zeros"),
        (_task("1 + a * 0.0001", -1, 1), "writes ones"),
        (_task("a + 0.001 * a * a", 1, 1.5), "copies a"),
        (_task("100 + a", -0.25, 0.25), "has other inputs"),
    ],
)
def test_a_task_that_lets_one_pass_is_refused(spec: OperationSpec, words: str) -> None:
    with pytest.raises(WeakTaskError, match=words):
        require_telling(spec, plan(spec, Target(), Level.QUICK, seed=1))


@pytest.mark.parametrize("spec", [_task("a", -1, 1), _task("a * 0", -1, 1), _task("maximum(a, 0)", -1, 1)])
def test_a_null_program_that_is_the_operation_is_no_cheat(spec: OperationSpec) -> None:
    require_telling(spec, plan(spec, Target(), Level.QUICK, seed=1))


def test_inputs_of_another_seed_give_another_golden() -> None:
    truth = truth_of(CATALOGUE["exp"], Case((32, 32), 1, Distribution.NOMINAL))
    other = dict(null_programs(truth))["has other inputs"]

    assert not np.array_equal(other["out"], truth.golden["out"])
