"""What a user asks for: an operation, its tensors, parameters, reference and tolerance."""

from tilesmith.agent.spec.model import (
    Arch,
    CoreMode,
    DType,
    ExpressionReference,
    Memory,
    OperationSpec,
    Parameter,
    PythonReference,
    Target,
    TensorLayout,
    TensorSpec,
    Tolerance,
    TorchReference,
)

__all__ = [
    "Arch",
    "CoreMode",
    "DType",
    "ExpressionReference",
    "Memory",
    "OperationSpec",
    "Parameter",
    "PythonReference",
    "Target",
    "TensorLayout",
    "TensorSpec",
    "Tolerance",
    "TorchReference",
]
