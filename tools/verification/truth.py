"""A case with its inputs and its golden, which never leaves this process."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tilesmith.agent.spec import OperationSpec, Tolerance
from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.tolerances import EXACT
from tilesmith.errors import TilesmithError
from tilesmith.tools.verification.cases import Case, Distribution
from tilesmith.tools.verification.device_numbers import Array
from tilesmith.tools.verification.inputs import make_inputs, write_inputs

# Up to here every integer is a bfloat16.
_LARGEST_INTEGER = 256


class IntegerResultError(TilesmithError):
    """A reference that does not give integers of its type."""


@dataclass(frozen=True)
class Truth:
    """What a case puts in and what must come out."""

    spec: OperationSpec
    case: Case
    inputs: dict[str, Array]
    golden: dict[str, Array]

    @property
    def tolerance(self) -> Tolerance:
        """The operation's; none where ones and zeros give small integers, which nothing on the way rounds."""
        if self.case.distribution is Distribution.BINARY and all(
            _are_small_integers(values) for values in self.golden.values()
        ):
            return EXACT.tolerance
        return self.spec.tolerance

    def write_inputs(self, folder: Path) -> None:
        """The inputs and parameters, and nothing else."""
        write_inputs(folder, self.inputs, self.case)


def truth_of(spec: OperationSpec, case: Case) -> Truth:
    """Inputs and golden of `case`.

    Raises:
        SpecFileError: the operation's reference fails.
    """
    inputs = make_inputs(spec, case)
    return _truth(spec, case, inputs)


def truth_with(truth: Truth, inputs: dict[str, Array]) -> Truth:
    """The same case with other inputs."""
    return _truth(truth.spec, truth.case, inputs)


def _truth(spec: OperationSpec, case: Case, inputs: dict[str, Array]) -> Truth:
    expected = golden(spec, inputs, dict(case.parameters))
    for tensor in spec.outputs:
        low, high = tensor.dtype.bounds
        values = expected[tensor.name]
        if tensor.dtype.is_integer and not (np.all(values == np.rint(values)) and _within(values, low, high)):
            raise IntegerResultError(
                f"{spec.name} gives {tensor.name} from {values.min():g} to {values.max():g}, but "
                f"{tensor.dtype} is verified on whole numbers from {low:g} to {high:g}: "
                "give inputs a smaller range, or round"
            )
    return Truth(spec, case, inputs, expected)


def _within(values: Array, low: float, high: float) -> bool:
    return bool(np.all((values >= low) & (values <= high)))


def _are_small_integers(values: Array) -> bool:
    return bool(np.all(values == np.trunc(values)) and np.all(np.abs(values) <= _LARGEST_INTEGER))
