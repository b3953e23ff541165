"""Folders of small programs, written for tests."""

import json
from pathlib import Path

import numpy as np

from tilesmith.tools.replay import ReplayProgram, load_program


def write_program(folder: Path, compute: str = "", **changes: object) -> Path:
    """A program of one bfloat16 input and output; `compute` is its compute kernel, none when empty."""
    kernels = [{"source": "reader.cpp", "kind": "data_movement", "processor": "riscv_1", "noc": 0}]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reader.cpp").write_text("void kernel_main() {}\n")
    if compute:
        kernels.append({"source": "compute.cpp", "kind": "compute"})
        (folder / "compute.cpp").write_text(compute)
    description = {
        "name": folder.name,
        "category": "",
        "golden": {"formula": "in0"},
        "buffers": [
            {"name": "in0", "dtype": "bfloat16", "shape": [32, 32]},
            {"name": "out0", "dtype": "bfloat16", "shape": [32, 32], "output": True},
        ],
        "kernels": kernels,
    }
    (folder / "program.json").write_text(json.dumps(description | changes))
    np.save(folder / "in0.npy", np.ones((32, 32), np.float32))
    return folder


def program(folder: Path, compute: str = "", **changes: object) -> ReplayProgram:
    """The same, loaded."""
    return load_program(write_program(folder, compute, **changes))
