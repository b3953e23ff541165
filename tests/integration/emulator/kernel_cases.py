"""Programs of one data movement kernel, written to a folder and run on the emulator."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

PAGE = 64
"""Bytes of a page of the buffers `in0` and `out0`: one row of 16 int32."""


@dataclass(frozen=True)
class Case:
    """One kernel on core (0,0): riscv_1, NoC 0, CB 0 of two pages, semaphore 0, four rows in and out."""

    source: str
    runtime_args: list[Any] = field(default_factory=lambda: [{"address": "in0"}, {"address": "out0"}])
    environment: dict[str, str] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    """Members of the program's description instead of the usual ones."""


@dataclass(frozen=True)
class Outcome:
    """What a run left."""

    exit_code: int
    report: dict[str, Any]
    stderr: str
    outputs: Path

    def checks(self) -> list[tuple[str, int]]:
        """Check and line of each finding."""
        return [(entry["check"], entry["line"]) for entry in self.report["findings"]]

    def rows(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The output tensor."""
        rows: np.ndarray[Any, np.dtype[np.int32]] = np.load(self.outputs / "out0.npy")
        return rows


def _tensor(name: str, output: bool) -> dict[str, Any]:
    return {
        "name": name,
        "dtype": "int32",
        "shape": [4, 16],
        "layout": "row_major",
        "memory": "dram_interleaved",
        "page_size": PAGE,
        "output": output,
    }


def _program(case: Case) -> dict[str, Any]:
    core = [[0, 0], [0, 0]]
    kernel = {
        "source": "kernel.cpp",
        "kind": "data_movement",
        "processor": "riscv_1",
        "noc": 0,
        "cores": core,
        "compile_args": [{"accessor": "in0"}, {"accessor": "out0"}],
        "named_compile_args": {},
        "defines": {},
        "runtime_args": {"0,0": case.runtime_args},
        "common_runtime_args": [],
    }
    return {
        "buffers": [_tensor("in0", False), _tensor("out0", True)],
        "circular_buffers": [
            {"index": 0, "cores": core, "num_pages": 2, "page_size": PAGE, "dtype": "int32"}
        ],
        "semaphores": [{"id": 0, "cores": core, "initial": 0}],
        "kernels": [kernel],
    } | case.description


def run(case: Case, prefix: Path, folder: Path) -> Outcome:
    """Run the case in `folder`. The input holds 0..63."""
    (folder / "program.json").write_text(json.dumps(_program(case)))
    (folder / "kernel.cpp").write_text(case.source)
    np.save(folder / "in0.npy", np.arange(64, dtype=np.int32).reshape(4, 16))
    report = folder / "report.json"
    done = subprocess.run(
        [prefix / "bin/tilesmith-replay", folder, "--outputs", folder / "outputs"],
        env=os.environ
        | {"TILESMITH_REPORT": str(report), "TILESMITH_KERNEL_CACHE": str(folder.parent / "kernels")}
        | case.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Outcome(done.returncode, json.loads(report.read_text()), done.stderr, folder / "outputs")
