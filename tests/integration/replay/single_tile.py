"""A program of one tile: what a compute kernel makes of tile 0 of DST in place."""

import json
from pathlib import Path

import numpy as np

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.replay import Emulation, emulate, load_program

from .description import READER, WRITER, buffer, compute, kernel

MOVE = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto tensor = TensorAccessor(args, get_arg_val<uint32_t>(0), 4096);
    @BODY@
}
"""
READ = """cb_reserve_back(0, 1);
    noc_async_read_page(0, tensor, get_write_ptr(0));
    noc_async_read_barrier();
    cb_push_back(0, 1);"""
WRITE = """cb_wait_front(16, 1);
    noc_async_write_page(0, tensor, get_read_ptr(16));
    noc_async_write_barrier();
    cb_pop_front(16, 1);"""
MAIN = """void kernel_main() {
    compute_kernel_hw_startup(0, 16);
    copy_init(0);
    cb_wait_front(0, 1);
    cb_reserve_back(16, 1);
    tile_regs_acquire();
    copy_tile(0, 0, 0);
    @MATH@
    tile_regs_commit();
    tile_regs_wait();
    pack_tile(0, 16);
    tile_regs_release();
    cb_pop_front(0, 1);
    cb_push_back(16, 1);
}
"""
INPUT = ((np.arange(1024, dtype=np.float32).reshape(32, 32) % 97) / 16 - 3).astype(np.float32)


def run_compute(folder: Path, head: str, math: str, *, fp32: bool = True) -> tuple[Emulation, np.ndarray]:
    """Run `math` on a float32 tile; `head` stands in front of the kernel. Gives the run and the result."""
    write_compute(folder, head, math, fp32=fp32)
    result = emulate(load_program(folder), Arch.WORMHOLE_B0, emulator_prefix(), outputs=folder / "out")
    out = folder / "out/out0.npy"
    return result, np.load(out) if out.is_file() else np.zeros(0)


def write_compute(folder: Path, head: str, math: str, *, fp32: bool = True) -> None:
    """Write that program to `folder`."""
    (folder / "reader.cpp").write_text(MOVE.replace("@BODY@", READ))
    (folder / "writer.cpp").write_text(MOVE.replace("@BODY@", WRITE))
    (folder / "compute.cpp").write_text(head + MAIN.replace("@MATH@", math))
    np.save(folder / "in0.npy", INPUT)
    cb = {"cores": [[0, 0], [0, 0]], "num_pages": 1, "page_size": 4096, "dtype": "float32"}
    description = {
        "buffers": [
            buffer("in0", "float32", [32, 32], 4096),
            buffer("out0", "float32", [32, 32], 4096, output=True),
        ],
        "circular_buffers": [cb | {"index": 0}, cb | {"index": 16}],
        "kernels": [
            kernel("reader.cpp", READER, "in0"),
            kernel("writer.cpp", WRITER, "out0"),
            compute("compute.cpp", fp32=fp32),
        ],
    }
    (folder / "program.json").write_text(json.dumps(description))
