"""A folder that holds a program: `program.json`, its kernels, inputs and perhaps measured outputs."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tilesmith.agent.spec import Arch
from tilesmith.errors import TilesmithError, reason_of

PROGRAM_FILE = "program.json"
_SUFFIXES = {Arch.WORMHOLE_B0: "wh", Arch.BLACKHOLE: "bh"}

Array = NDArray[np.float64]


class ProgramError(TilesmithError):
    """A folder that holds no program that can be run."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class Tensor(_Part):
    """A buffer of the program."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    output: bool = False


class Kernel(_Part):
    """A kernel of the program."""

    source: str
    kind: str


class Golden(_Part):
    """What the program shall compute."""

    formula: str = ""


class _Description(_Part):
    """The members of `program.json` that are read here; the emulator reads the others."""

    name: str = ""
    category: str = ""
    fault: str = ""
    golden: Golden = Golden()
    buffers: tuple[Tensor, ...] = Field(min_length=1)
    kernels: tuple[Kernel, ...] = Field(min_length=1)


@dataclass(frozen=True)
class ReplayProgram:
    """A program that the emulator can run."""

    folder: Path
    description: _Description
    raw: dict[str, Any]

    @property
    def name(self) -> str:
        """How reports call it."""
        return self.description.name or self.folder.name

    @property
    def category(self) -> str:
        """The heading under which its collection lists it."""
        return self.description.category

    @property
    def outputs(self) -> tuple[Tensor, ...]:
        """The tensors that it writes."""
        return tuple(tensor for tensor in self.description.buffers if tensor.output)

    @cached_property
    def kernel_text(self) -> str:
        """The sources of its kernels, one after the other."""
        names = dict.fromkeys(kernel.source for kernel in self.description.kernels)
        return "\n".join((self.folder / name).read_text(errors="replace") for name in names)

    @property
    def computes(self) -> bool:
        """Whether it has a compute kernel."""
        return any(kernel.kind == "compute" for kernel in self.description.kernels)

    def inputs(self) -> dict[str, Array]:
        """The input tensors by name, in float64."""
        return {
            tensor.name: np.load(self.folder / f"{tensor.name}.npy", allow_pickle=False).astype(np.float64)
            for tensor in self.description.buffers
            if not tensor.output
        }

    def was_measured(self, tensor: Tensor, arch: Arch) -> bool:
        """Whether the folder holds what was measured of the output `tensor` on `arch`."""
        return self._measured_file(tensor, arch).is_file()

    def measured(self, tensor: Tensor, arch: Arch) -> Array | None:
        """What was measured of the output `tensor` on `arch`; None when nothing was.

        Raises:
            ProgramError: the file is not an array.
        """
        return read_array(self._measured_file(tensor, arch)) if self.was_measured(tensor, arch) else None

    def _measured_file(self, tensor: Tensor, arch: Arch) -> Path:
        return self.folder / f"{tensor.name}.{_SUFFIXES[arch]}.npy"

    def measured_error(self, arch: Arch) -> float | None:
        """The largest distance of the measured output from the golden, as the description records it."""
        recorded = self.raw.get("golden", {}).get(arch.value, {})
        value = recorded.get("max_abs_err") if isinstance(recorded, dict) else None
        return float(value) if isinstance(value, int | float) else None


def read_array(path: Path) -> Array:
    """The array in `path` as float64.

    Raises:
        ProgramError: it is not a `.npy` file of numbers.
    """
    try:
        array: Array = np.load(path, allow_pickle=False).astype(np.float64)
    except (OSError, ValueError, EOFError) as error:
        raise ProgramError(f"{path} is not a .npy file of numbers: {reason_of(error)}") from error
    return array


def load_program(folder: Path) -> ReplayProgram:
    """The program in `folder`.

    Raises:
        ProgramError: it has no readable `program.json`, or a kernel or an input is missing.
    """
    path = folder / PROGRAM_FILE
    if not path.is_file():
        raise ProgramError(
            f"{folder} holds no {PROGRAM_FILE}: name the folder of a program, or one that holds such folders"
        )
    try:
        raw = json.loads(path.read_text())
        description = _Description.model_validate(raw)
    except (ValueError, OSError) as error:
        raise ProgramError(f"{path} does not describe a program: {_first_problem(error)}") from error
    program = ReplayProgram(folder, description, raw)
    needed = [
        *(kernel.source for kernel in description.kernels),
        *(f"{tensor.name}.npy" for tensor in description.buffers if not tensor.output),
    ]
    missing = [name for name in dict.fromkeys(needed) if not (folder / name).is_file()]
    if missing:
        raise ProgramError(f"{folder} lacks {', '.join(missing)}, which its {PROGRAM_FILE} names")
    return program


def programs_below(folder: Path) -> list[Path]:
    """The folders of programs in `folder` and below, in order; `folder` itself when it is one."""
    return sorted(path.parent for path in folder.rglob(PROGRAM_FILE))


def _first_problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"]))
        return f"{place}: {problem['msg']}" if place else str(problem["msg"])
    return str(error)
