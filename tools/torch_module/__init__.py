"""PyTorch in a process of its own, inside the sandbox: what the module of a problem file computes.

Nothing of it is imported here; `serving.py` runs inside and is given the text of the file, never its place.
"""

from tilesmith.tools.torch_module.described import Argument, Described
from tilesmith.tools.torch_module.process import (
    ModuleFailedError,
    TorchMissingError,
    TorchProcess,
    torch_process,
)

__all__ = [
    "Argument",
    "Described",
    "ModuleFailedError",
    "TorchMissingError",
    "TorchProcess",
    "torch_process",
]
