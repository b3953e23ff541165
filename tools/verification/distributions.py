"""Which values are tried on an operation, from what it does with them."""

from collections.abc import Iterator

import numpy as np

from tilesmith.agent.spec import DType, OperationSpec
from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.shapes import input_shapes
from tilesmith.tools.verification.cases import Case, Distribution
from tilesmith.tools.verification.device_numbers import Array
from tilesmith.tools.verification.inputs import LARGE_SCALE, make_inputs, of_integers

_ALL_BFLOAT16 = 2**16


def tried(spec: OperationSpec, case: Case) -> Iterator[Distribution]:
    """The distributions for the shape and parameters of `case`."""
    yield Distribution.NOMINAL
    yield Distribution.RAMP
    yield Distribution.MAGNITUDES
    yield Distribution.EDGES
    if of_integers(spec):
        return
    inputs = make_inputs(spec, case)
    everywhere = _is_homogeneous(spec, case, inputs, LARGE_SCALE)
    if everywhere or all(tensor.low < 0 < tensor.high for tensor in spec.inputs):
        yield Distribution.SMALL
    if everywhere:
        yield Distribution.LARGE
    if everywhere and all(tensor.low <= 0 and tensor.high >= 1 for tensor in spec.inputs):
        yield Distribution.BINARY
    if _holds_all_values(spec, case):
        yield Distribution.EXHAUSTIVE


def _holds_all_values(spec: OperationSpec, case: Case) -> bool:
    return (
        len(spec.inputs) == 1
        and spec.inputs[0].dtype is DType.BFLOAT16
        and int(np.prod(input_shapes(spec, case.shape)[spec.inputs[0].name])) >= _ALL_BFLOAT16
    )


def _is_homogeneous(spec: OperationSpec, case: Case, inputs: dict[str, Array], scale: float) -> bool:
    """Scaling all inputs scales each output, so that far from the usual range nothing else happens."""
    parameters = dict(case.parameters)
    here = golden(spec, inputs, parameters)
    there = golden(spec, {name: values * scale for name, values in inputs.items()}, parameters)
    return all(_is_one_factor(values, there[name]) for name, values in here.items())


def _is_one_factor(here: Array, there: Array) -> bool:
    used = np.isfinite(here) & np.isfinite(there) & (here != 0)
    if not used.any():
        return False
    factors = there[used] / here[used]
    return bool(np.allclose(factors, factors.flat[0], rtol=1e-12, atol=0) and factors.flat[0] > 0)
