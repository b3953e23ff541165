"""The reference programs measured on a simulator of the chip.

They lie beside the project, in `../shared/ttsim-vectors`; without them the tests that use them are skipped.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tilesmith.agent.spec import Arch
from tilesmith.tools.replay import compare, load_program

VECTORS = Path(__file__).parents[4] / "shared/ttsim-vectors"
ARCHES = {"wormhole_b0": "wh", "blackhole": "bh"}

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Vector:
    """One program folder."""

    folder: Path
    program: dict[str, Any]

    @property
    def category(self) -> str:
        """The heading under which the collection lists it."""
        return str(self.program["category"])

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """The tensors that the program writes."""
        return [buffer for buffer in self.program["buffers"] if buffer.get("output")]

    def measured(self, name: str, arch: str) -> Array:
        """What the simulator's `arch` left in the tensor `name`."""
        measured: Array = np.load(self.folder / f"{name}.{ARCHES[arch]}.npy").astype(np.float64)
        return measured


def load(folder: Path) -> Vector:
    """The program of one folder."""
    return Vector(folder, json.loads((folder / "program.json").read_text()))


def names(of: str = ".") -> list[str]:
    """The folders of the collection (or of its part `of`), in order."""
    base = VECTORS / of
    return sorted(path.parent.name for path in base.glob("*/program.json")) if base.is_dir() else []


def replay(prefix: Path, folder: Path, arch: str, workspace: Path) -> tuple[dict[str, Any], Path]:
    """Run a program on the emulator of `prefix`: its report and the folder of its outputs."""
    outputs = workspace / "outputs"
    outputs.mkdir(parents=True, exist_ok=True)
    report = workspace / "report.json"
    subprocess.run(
        [prefix / "bin/tilesmith-replay", folder, "--arch", arch, "--outputs", outputs],
        env=os.environ
        | {"TILESMITH_REPORT": str(report), "TILESMITH_KERNEL_CACHE": str(workspace.parent / "kernels")},
        capture_output=True,
        check=False,
        timeout=300,
    )
    return json.loads(report.read_text()), outputs


def disagreement(vector: Vector, tensor: dict[str, Any], got: Array, arch: str) -> str:
    """Why the output `tensor` does not agree with what was measured; empty when it does."""
    program = load_program(vector.folder)
    (output,) = (each for each in program.outputs if each.name == tensor["name"])
    return compare(program, output, Arch(arch), got, vector.measured(output.name, arch)).problem
