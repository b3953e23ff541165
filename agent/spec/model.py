"""The types of an operation: what is computed, on which tensors, and how exact it must be."""

import math
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from tilesmith.agent.spec.communication import Communication, CommunicationKind

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")


def _identifier(name: str) -> str:
    if not _IDENTIFIER.match(name):
        raise ValueError(
            f"{name!r} is not a usable name: write lower case letters, digits and _, a letter first"
        )
    return name


Name = Annotated[str, AfterValidator(_identifier)]


class DType(StrEnum):
    """Element type of a tensor on the device, as tt-metal names it."""

    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"
    INT32 = "int32"
    UINT32 = "uint32"
    UINT16 = "uint16"

    @property
    def is_integer(self) -> bool:
        """Computed exactly."""
        return self not in (DType.BFLOAT16, DType.FLOAT32)

    @property
    def bytes(self) -> int:
        """Of an element."""
        return 2 if self in (DType.BFLOAT16, DType.UINT16) else 4

    @property
    def bounds(self) -> tuple[float, float]:
        """Smallest and largest value; of integers what files of tensors, which are float32, hold exactly."""
        match self:
            case DType.UINT16:
                return 0, 2**16 - 1
            case DType.UINT32:
                return 0, LARGEST_INTEGER
            case DType.INT32:
                return -LARGEST_INTEGER, LARGEST_INTEGER
            case _:
                return -math.inf, math.inf


LARGEST_INTEGER = 2**24
"""Every integer up to here is a float32."""


class CoreMode(StrEnum):
    """On how many Tensix cores the work runs."""

    SINGLE = "single"
    MULTI = "multi"


class Memory(StrEnum):
    """Where the tensors lie."""

    DRAM = "dram"
    """Interleaved: page after page over the banks of DRAM."""
    SHARDED = "sharded"
    """In the L1 of the cores that work on them, the same number of tiles on each."""


class TensorLayout(StrEnum):
    """How the elements of a tensor lie in the pages of its buffer."""

    TILE = "tile"
    """A page is a tile of 32x32."""
    ROW_MAJOR = "row_major"
    """A page is a row of the last dimension, padded to whole multiples of `ROW_ALIGNMENT`."""


ROW_ALIGNMENT = 64
"""Bytes: what a transfer between L1 and DRAM needs on every chip."""


class Arch(StrEnum):
    """Chip generation."""

    WORMHOLE_B0 = "wormhole_b0"
    BLACKHOLE = "blackhole"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(_Frozen):
    """Where an operation shall run."""

    core_mode: CoreMode = CoreMode.SINGLE
    arch: Arch = Arch.WORMHOLE_B0
    memory: Memory = Memory.DRAM


class TensorSpec(_Frozen):
    """One input or output tensor; shapes are chosen by the verification."""

    name: Name
    dtype: DType = DType.BFLOAT16
    layout: TensorLayout = TensorLayout.TILE
    low: float = -2.0
    """Smallest value of an input; the range must lie inside the operation's domain."""
    high: float = 2.0
    """Largest value of an input."""
    shape: tuple[str, ...] = ()
    """Names of an input's dimensions, outermost first, such as ("m", "k"), or numbers; inputs that name none
    all have one shape (see `agent.spec.shapes`).
    """

    @model_validator(mode="after")
    def _dimensions_have_names(self) -> Self:
        for name in self.shape:
            if not (name.isdigit() and int(name) > 0) and not _IDENTIFIER.match(name):
                raise ValueError(f"tensor {self.name}: {name!r} is no dimension: write a name or a number")
        return self

    @model_validator(mode="after")
    def _range_is_not_empty(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"tensor {self.name}: low ({self.low:g}) must be less than high ({self.high:g})")
        low, high = self.dtype.bounds
        if not low <= self.low or not self.high <= high:
            raise ValueError(f"tensor {self.name}: a range of {self.dtype} lies within {low:g} .. {high:g}")
        return self


class Parameter(_Frozen):
    """A scalar of the operation, a run-time argument of the host program."""

    name: Name
    value: float
    """What the generated program uses when it is run alone."""
    low: float | None = None
    """Smallest value that verification tries; None: only `value` is tried."""
    high: float | None = None
    """Largest value that verification tries; None: only `value` is tried."""

    @model_validator(mode="after")
    def _range_holds_value(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError(f"parameter {self.name}: give both low and high, or neither")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(
                f"parameter {self.name}: {self.value:g} is outside {self.low:g} .. {self.high:g}"
            )
        return self


class Tolerance(_Frozen):
    """How far an output may be from the golden; an output must satisfy every field.

    The defaults are those of a chain of operations (see `agent.spec.tolerances`).
    """

    max_ulp: float = Field(default=4.5, gt=0)
    """Largest error of an element, in units of the last place of the output type at the golden value."""
    absolute_floor: float = Field(default=1e-3, ge=0)
    """Error that always passes, as a fraction of the largest finite magnitude of the golden."""
    pcc: float = Field(default=0.999, le=1)
    """Least Pearson correlation with the golden; not asked of constant tensors."""
    norm_relative: float = Field(default=0.02, gt=0)
    """Largest |output - golden| / |golden| in the Euclidean norm."""


class ExpressionReference(_Frozen):
    """The golden is an expression over the names of inputs and parameters (see `agent.spec.expression`)."""

    kind: Literal["expression"] = "expression"
    text: str


class PythonReference(_Frozen):
    """The golden is a numpy function in the user's own Python file."""

    kind: Literal["python"] = "python"
    path: Path
    function: str = "reference"


class TorchReference(_Frozen):
    """The golden is a PyTorch module in a problem file (see `agent.spec.kernelbench`)."""

    kind: Literal["torch"] = "torch"
    path: Path
    names: dict[str, str]
    """Of tensors and parameters: what the file calls them."""
    sizes: dict[str, str]
    """Of dimensions: the file's constant that sets them."""
    constants: dict[str, int]
    """What the file's other constants are set to."""


class OperationSpec(_Frozen):
    """One operation: what a kernel for it must compute and how exactly."""

    name: Name
    description: str
    inputs: tuple[TensorSpec, ...] = Field(min_length=1)
    outputs: tuple[TensorSpec, ...] = Field(min_length=1)
    parameters: tuple[Parameter, ...] = ()
    reference: Annotated[ExpressionReference | PythonReference | TorchReference, Field(discriminator="kind")]
    tolerance: Tolerance = Tolerance()
    communication: Communication | None = None
    """How the cores shall work together; None: as they like."""
    notes: tuple[str, ...] = ()
    """What a reader of the report has to know of where it comes from, in sentences."""

    @model_validator(mode="after")
    def _shapes_are_complete(self) -> Self:
        without = [tensor.name for tensor in self.inputs if not tensor.shape]
        if without and len(without) < len(self.inputs):
            raise ValueError(f"{', '.join(without)}: give the dimensions of all inputs or of none")
        if not without and all(name.isdigit() for tensor in self.inputs for name in tensor.shape):
            raise ValueError(
                "at least one dimension of an input needs a name, so that several sizes are tried"
            )
        return self

    @model_validator(mode="after")
    def _communication_is_of_inputs(self) -> Self:
        asked = self.communication
        if asked is None:
            return self
        by_name = {tensor.name: tensor.shape.count(asked.along) for tensor in self.inputs}
        if asked.along.isdigit() or set(by_name.values()) not in ({1}, {0, 1}):
            raise ValueError(
                f"communication: along = {asked.along!r} must be a dimension that an input has once"
            )
        multicast = asked.kind is CommunicationKind.MULTICAST
        if multicast and by_name.get(asked.of) != 0:
            raise ValueError(f"communication: of must name an input to multicast that has no {asked.along!r}")
        if asked.of and not multicast:
            raise ValueError(f"communication: of is for a multicast, not for a {asked.kind}")
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        tensors = [tensor.name for tensor in (*self.inputs, *self.outputs)]
        names = [*tensors, *(parameter.name for parameter in self.parameters)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)}: each tensor and parameter needs a name of its own")
        return self

    @property
    def row_major(self) -> tuple[str, ...]:
        """Names of the tensors whose pages are rows."""
        tensors = (*self.inputs, *self.outputs)
        return tuple(tensor.name for tensor in tensors if tensor.layout is TensorLayout.ROW_MAJOR)
