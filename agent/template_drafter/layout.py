"""Circular buffers and element types of a generated program."""

from dataclasses import dataclass

from tilesmith.agent.spec import DType, OperationSpec, TensorSpec
from tilesmith.agent.template_drafter.errors import TemplateError

_FIRST_OUTPUT = 16
_FIRST_SPILL = 24
_SPILL_BUFFERS = 8


@dataclass(frozen=True)
class Element:
    """How the elements of a tensor are called: on the host, in the program, and by the device."""

    type: str
    """C++ type on the host."""
    bytes: str
    """Name of the constant that holds a tile's size."""
    format: str
    """`tt::DataFormat`."""


ELEMENTS = {
    DType.BFLOAT16: Element("tilesmith::BFloat16", "bfloat16_tile_bytes", "Float16_b"),
    DType.FLOAT32: Element("float", "float32_tile_bytes", "Float32"),
}


@dataclass(frozen=True)
class Buffer:
    """A circular buffer, and the tensor in it."""

    name: str
    cb: str
    dtype: DType

    @property
    def element(self) -> Element:
        """Its element type."""
        return ELEMENTS[self.dtype]


def require_floats(spec: OperationSpec) -> None:
    """The templates have no integer functions.

    Raises:
        TemplateError: a tensor holds integers.
    """
    for tensor in (*spec.inputs, *spec.outputs):
        if tensor.dtype.is_integer:
            raise TemplateError(
                f"the templates write bfloat16 and float32, and {tensor.name} is {tensor.dtype}: "
                "let a model draft it (--model)"
            )


def input_buffers(spec: OperationSpec) -> tuple[Buffer, ...]:
    """`c_0`, `c_1` ... for the inputs.

    Raises:
        TemplateError: there are more inputs than circular buffers for them.
    """
    if len(spec.inputs) > _FIRST_OUTPUT:
        raise TemplateError(
            f"{len(spec.inputs)} input tensors do not fit the {_FIRST_OUTPUT} circular buffers for inputs: "
            "split the operation"
        )
    return tuple(Buffer(tensor.name, f"c_{n}", tensor.dtype) for n, tensor in enumerate(spec.inputs))


def output_buffer(tensor: TensorSpec) -> Buffer:
    """`c_16`."""
    return Buffer(tensor.name, f"c_{_FIRST_OUTPUT}", tensor.dtype)


def spill_buffers(spec: OperationSpec, dtype: DType) -> tuple[Buffer, ...]:
    """`c_24` .. `c_31`, under names that no tensor has."""
    tensors = {tensor.name for tensor in (*spec.inputs, *spec.outputs)}
    names = [f"partial_{n}" for n in range(_SPILL_BUFFERS + len(tensors))]
    free = [name for name in names if name not in tensors][:_SPILL_BUFFERS]
    return tuple(Buffer(name, f"c_{_FIRST_SPILL + n}", dtype) for n, name in enumerate(free))
