"""Programs that do not do the work, and whether a task would let one of them pass."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tilesmith.agent.spec import OperationSpec
from tilesmith.agent.spec.golden import golden
from tilesmith.errors import TilesmithError
from tilesmith.tools.verification.cases import Case, Shape
from tilesmith.tools.verification.compare import compare
from tilesmith.tools.verification.device_numbers import Array, rounded
from tilesmith.tools.verification.inputs import make_inputs
from tilesmith.tools.verification.truth import Truth, truth_of, truth_with

Outputs = dict[str, Array]


class WeakTaskError(TilesmithError):
    """A task whose tolerance or ranges admit a program that does not do the work."""


def require_telling(spec: OperationSpec, cases: Sequence[Case]) -> None:
    """See to it that no null program passes all `cases`: "verified" would mean nothing.

    A null program that is the operation itself, such as a copy, may pass.

    Raises:
        WeakTaskError: one does.
    """
    left: dict[str, bool] | None = None
    for case in cases:
        truth = truth_of(spec, case)
        passing = {name: _is_right(truth, outputs) for name, outputs in null_programs(truth)}
        found = {name: exact for name, exact in passing.items() if exact is not None}
        left = found if left is None else {n: left[n] and found[n] for n in left.keys() & found.keys()}
        if not left:
            return
    if names := sorted(name for name, exact in (left or {}).items() if not exact):
        raise WeakTaskError(
            f"a program for {spec.name} that does not do the work would pass ({', '.join(names)}): "
            "give a smaller tolerance, or ranges of inputs and parameters on which results differ"
        )


def null_programs(truth: Truth) -> Iterator[tuple[str, Outputs]]:
    """What programs that do not do the work would give for `truth`, by what they do."""
    whole = truth.golden
    yield "writes zeros", {name: np.zeros_like(values) for name, values in whole.items()}
    yield "writes ones", {name: np.ones_like(values) for name, values in whole.items()}
    yield "writes the mean", {name: np.full_like(values, _mean(values)) for name, values in whole.items()}
    for name, values in truth.inputs.items():
        copies = {output: _fitted(values, golden.shape) for output, golden in whole.items()}
        yield f"copies {name}", {output: copy for output, copy in copies.items() if copy is not None}
    yield "has other inputs", _with_other_inputs(truth)
    yield from _with_other_parameters(truth)


def _with_other_inputs(truth: Truth) -> Outputs:
    case = replace(truth.case, seed=truth.case.seed + 1)
    shapes = {name: values.shape for name, values in truth.inputs.items()}
    return truth_with(truth, make_inputs(truth.spec, case, shapes)).golden


def _with_other_parameters(truth: Truth) -> Iterator[tuple[str, Outputs]]:
    """Each parameter ignored: at its default, at 0, and at 1."""
    for name, value in truth.case.parameters:
        default = next(each.value for each in truth.spec.parameters if each.name == name)
        for words, other in (("its default", default), ("0", 0.0), ("1", 1.0)):
            if np.float32(other) != np.float32(value):
                parameters = dict(truth.case.parameters) | {name: other}
                yield f"takes {words} for {name}", golden(truth.spec, truth.inputs, parameters)


def _is_right(truth: Truth, outputs: Outputs) -> bool | None:
    """None: an output is wrong or missing; else whether all are exactly the golden."""
    exact = True
    for tensor in truth.spec.outputs:
        if tensor.name not in outputs:
            return None
        expected = truth.golden[tensor.name]
        output = outputs[tensor.name]
        if not compare(rounded(output, tensor.dtype), expected, tensor.dtype, truth.tolerance).passed:
            return None
        exact = exact and bool(np.array_equal(output, expected, equal_nan=True))
    return exact


def _mean(values: Array) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if finite.size else 0.0


def _fitted(values: Array, shape: Shape) -> Array | None:
    """`values` repeated or cut to `shape`."""
    if values.ndim != len(shape):
        return None
    repeats = [-(-wanted // there) for wanted, there in zip(shape, values.shape, strict=True)]
    return np.tile(values, repeats)[tuple(slice(size) for size in shape)]
