"""Small correct programs. Their kernels lie in `programs/`; here is what the host says of them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Program = dict[str, Any]

SOURCES = Path(__file__).parents[1] / "programs"
TILE_BYTES = 2048
"""A tile of bf16."""
ROW_BYTES = 64
"""A row of 16 int32."""

_PROCESSORS = {"reader": ("riscv_1", 0), "writer": ("riscv_0", 1)}


def tensor(
    name: str, tiles: int, *, dtype: str = "bfloat16", memory: str = "dram_interleaved"
) -> dict[str, Any]:
    """A row of tiles."""
    size = {"bfloat16": TILE_BYTES, "float32": 2 * TILE_BYTES, "int32": 2 * TILE_BYTES}[dtype]
    shape = [32, 32 * tiles]
    return {
        "name": name,
        "dtype": dtype,
        "shape": shape,
        "layout": "tile",
        "memory": memory,
        "page_size": size,
        "output": name.startswith("out"),
    }


def rows(name: str) -> dict[str, Any]:
    """Four rows of 16 int32."""
    return tensor(name, 1) | {
        "dtype": "int32",
        "shape": [4, 16],
        "layout": "row_major",
        "page_size": ROW_BYTES,
    }


def cb(index: int, pages: int = 2, page_size: int = TILE_BYTES, dtype: str = "bfloat16") -> dict[str, Any]:
    """A circular buffer on the cores of the program."""
    return {"index": index, "num_pages": pages, "page_size": page_size, "dtype": dtype}


def kernel(source: str, role: str, args: dict[str, list[Any]], accessors: tuple[str, ...]) -> dict[str, Any]:
    """A data movement kernel; `role` gives its processor, `args` its runtime arguments by core."""
    processor, noc = _PROCESSORS[role]
    return {
        "source": source,
        "kind": "data_movement",
        "processor": processor,
        "noc": noc,
        "compile_args": [{"accessor": name} for name in accessors],
        "named_compile_args": {},
        "defines": {},
        "runtime_args": args,
        "common_runtime_args": [],
    }


def compute(args: dict[str, list[Any]]) -> dict[str, Any]:
    """The compute kernel."""
    return kernel("compute.cpp", "reader", args, ()) | {
        "kind": "compute",
        "math_fidelity": "HiFi4",
        "fp32_dest_acc_en": False,
        "math_approx_mode": False,
    }


def _placed(kernels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each kernel on the rectangle of the cores that have arguments for it."""
    for entry in kernels:
        cores = [[int(part) for part in core.split(",")] for core in entry["runtime_args"]]
        entry["cores"] = [np.min(cores, axis=0).tolist(), np.max(cores, axis=0).tolist()]
    return kernels


def _program(
    buffers: list[dict[str, Any]],
    cbs: list[dict[str, Any]],
    kernels: list[dict[str, Any]],
    semaphores: int = 0,
) -> Program:
    placed = _placed(kernels)
    corners = [corner for entry in placed for corner in entry["cores"]]
    cores = [np.min(corners, axis=0).tolist(), np.max(corners, axis=0).tolist()]
    return {
        "buffers": buffers,
        "circular_buffers": [{"cores": cores} | entry for entry in cbs],
        "semaphores": [{"id": index, "cores": cores, "initial": 0} for index in range(semaphores)],
        "kernels": placed,
    }


def _address(name: str) -> dict[str, str]:
    return {"address": name}


def _at(x: int, y: int) -> list[dict[str, list[int]]]:
    """The NoC coordinates of a core, as two arguments."""
    return [{"noc_x": [x, y]}, {"noc_y": [x, y]}]


def add() -> Program:
    """Two cores add three tiles each: reader, compute, writer."""
    firsts = {"0,0": 0, "1,0": 3}
    reader = {core: [_address("in0"), _address("in1"), first, 3] for core, first in firsts.items()}
    writer = {core: [_address("out0"), first, 3] for core, first in firsts.items()}
    return _program(
        [tensor("in0", 6), tensor("in1", 6), tensor("out0", 6)],
        [cb(0), cb(1), cb(16)],
        [
            kernel("reader.cpp", "reader", reader, ("in0", "in1")),
            compute({core: [3] for core in firsts}),
            kernel("writer.cpp", "writer", writer, ("out0",)),
        ],
    )


def relay() -> Program:
    """Core (0,0) sends three tiles to core (1,0), which writes them."""
    return _program(
        [tensor("in0", 3), tensor("out0", 3)],
        [cb(0, 1)],
        [
            kernel("sender.cpp", "writer", {"0,0": [_address("in0"), 3, *_at(1, 0)]}, ("in0",)),
            kernel("receiver.cpp", "reader", {"1,0": [3, *_at(0, 0)]}, ()),
            kernel("writer.cpp", "writer", {"1,0": [_address("out0"), 0, 3]}, ("out0",)),
        ],
        semaphores=2,
    )


def multicast() -> Program:
    """Core (0,0) sends two tiles to each of (1,0), (2,0) and (3,0), which write them."""
    receivers = ["1,0", "2,0", "3,0"]
    sender = [_address("in0"), 2, *_at(1, 0), *_at(3, 0), 3]
    writers = {core: [_address("out0"), 2 * place, 2] for place, core in enumerate(receivers)}
    return _program(
        [tensor("in0", 2), tensor("out0", 6)],
        [cb(0, 1)],
        [
            kernel("sender.cpp", "reader", {"0,0": sender}, ("in0",)),
            kernel("receiver.cpp", "reader", {core: [2, *_at(0, 0)] for core in receivers}, ()),
            kernel("writer.cpp", "writer", writers, ("out0",)),
        ],
        semaphores=2,
    )


def _one_input(cbs: list[dict[str, Any]], in0: dict[str, Any]) -> Program:
    return _program(
        [in0, tensor("out0", 2)],
        cbs,
        [
            kernel("reader.cpp", "reader", {"0,0": [_address("in0"), 2]}, ("in0",)),
            compute({"0,0": [2]}),
            kernel("writer.cpp", "writer", {"0,0": [_address("out0"), 0, 2]}, ("out0",)),
        ],
    )


def sfpu() -> Program:
    """A chain of vector operations on two tiles."""
    return _one_input([cb(0), cb(16)], tensor("in0", 2))


def reduce() -> Program:
    """Row sums and a broadcast of them, on two tiles."""
    return _one_input([cb(0), cb(2, 1), cb(16), cb(24, 1)], tensor("in0", 2))


def tilize() -> Program:
    """Two blocks of rows become tiles."""
    blocks = tensor("in0", 2) | {"shape": [64, 32], "layout": "row_major"}
    return _one_input([cb(0), cb(16), cb(24, 1)], blocks)


def row_copy() -> Program:
    """One data movement kernel that trebles four rows."""
    args = {"0,0": [_address("in0"), _address("out0")]}
    return _program(
        [rows("in0"), rows("out0")],
        [cb(0, 2, ROW_BYTES, "int32")],
        [kernel("kernel.cpp", "reader", args, ("in0", "out0"))],
        semaphores=1,
    )


PROGRAMS: dict[str, Callable[[], Program]] = {
    "add": add,
    "relay": relay,
    "multicast": multicast,
    "sfpu": sfpu,
    "reduce": reduce,
    "tilize": tilize,
    "rows": row_copy,
}


def write(program: Program, sources: Path, folder: Path) -> None:
    """Put the program, copies of the kernels of `sources` and inputs into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "program.json").write_text(json.dumps(program))
    for source in sources.glob("*.cpp"):
        shutil.copy(source, folder)
    for entry in program["buffers"]:
        if not entry["output"] and "int" in entry["dtype"]:
            values = np.arange(np.prod(entry["shape"]), dtype=np.int32)
            np.save(folder / f"{entry['name']}.npy", values.reshape(entry["shape"]))
        elif not entry["output"]:
            small = np.arange(np.prod(entry["shape"])) % 64
            np.save(folder / f"{entry['name']}.npy", (small / 32).reshape(entry["shape"]).astype(np.float32))
