"""How fast the emulator runs: `python benchmarks/emulator/speed.py`.

Prints a table of wall-clock seconds and of peak memory against targets: the first and the later runs of a
program of three kernels, a 512x512x512 bfloat16 matmul on 16 cores, and three kernels on each of 64 cores
with 256 MB of DRAM in use. Programs are written here, as `program.json` folders, and
run by `tilesmith-replay`.
"""

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from tilesmith.tools.emulator.build import emulator_prefix

TILE = 2048

_READER = """#include "api/dataflow/dataflow_api.h"
// Tiles of in0 by rows and of in1 by columns of the output, or the same range of both.
void kernel_main() {
    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    const auto a = TensorAccessor(a_args, get_arg_val<uint32_t>(0), 2048);
    const auto b = TensorAccessor(b_args, get_arg_val<uint32_t>(1), 2048);
    const uint32_t first = get_arg_val<uint32_t>(2), count = get_arg_val<uint32_t>(3);
    const uint32_t inner = get_arg_val<uint32_t>(4), columns = get_arg_val<uint32_t>(5);
    for (uint32_t tile = first; tile < first + count; ++tile) {
        for (uint32_t k = 0; k < inner; ++k) {
            const uint32_t from_a = columns ? tile / columns * inner + k : tile;
            const uint32_t from_b = columns ? k * columns + tile % columns : tile;
            cb_reserve_back(0, 1);
            cb_reserve_back(1, 1);
            noc_async_read_page(from_a, a, get_write_ptr(0));
            noc_async_read_page(from_b, b, get_write_ptr(1));
            noc_async_read_barrier();
            cb_push_back(0, 1);
            cb_push_back(1, 1);
        }
    }
}
"""
_WRITER = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto out = TensorAccessor(args, get_arg_val<uint32_t>(0), 2048);
    const uint32_t first = get_arg_val<uint32_t>(1), count = get_arg_val<uint32_t>(2);
    for (uint32_t tile = first; tile < first + count; ++tile) {
        cb_wait_front(16, 1);
        noc_async_write_page(tile, out, get_read_ptr(16));
        noc_async_write_barrier();
        cb_pop_front(16, 1);
    }
}
"""
_COMPUTE = """#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/eltwise_binary.h"
#include "api/compute/matmul.h"
#include "api/compute/cb_api.h"
#include "api/compute/pack.h"
#include "api/compute/reg_api.h"
void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(0), inner = get_arg_val<uint32_t>(1);
    START
    for (uint32_t tile = 0; tile < count; ++tile) {
        tile_regs_acquire();
        for (uint32_t k = 0; k < inner; ++k) {
            cb_wait_front(0, 1);
            cb_wait_front(1, 1);
            MATH_CALL
            cb_pop_front(0, 1);
            cb_pop_front(1, 1);
        }
        tile_regs_commit();
        tile_regs_wait();
        cb_reserve_back(16, 1);
        pack_tile(0, 16);
        cb_push_back(16, 1);
        tile_regs_release();
    }
}
"""
_MATMUL = (
    "compute_kernel_hw_startup<SrcOrder::Reverse>(0, 1, 16); matmul_init(0, 1);",
    "matmul_tiles(0, 1, 0, 0, 0);",
)
_ADD = ("compute_kernel_hw_startup(0, 1, 16); add_init(0, 1);", "add_tiles(0, 1, 0, 0, 0);")


@dataclass(frozen=True)
class Run:
    """One run of the emulator."""

    seconds: float
    compile_seconds: tuple[float, ...]
    megabytes: float


def main(rounds: Annotated[int, typer.Option(min=1)] = 5) -> None:
    """Measure and print."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="tilesmith-benchmark-") as scratch:
        folder = Path(scratch)
        small = _program(folder / "add", _ADD, (64, 64), (1, 1))
        cold = [_run(small, folder / f"cold{turn}") for turn in range(rounds)]
        warm = [_run(small, folder / "cold0") for _ in range(rounds)]
        matmul = _several(_program(folder / "matmul", _MATMUL, (512, 512), (4, 4)), folder / "m", rounds)
        tall = 256 * 2**20 // 3 // TILE // 64 * 64 * 32  # rows of one tile, in three tensors
        grid = _several(_program(folder / "grid", _ADD, (tall, 32), (8, 8)), folder / "g", 2)
    table = Table("what", "n", "min", "median", "max", "target", box=None, pad_edge=False)
    compiled = [seconds for run in cold for seconds in run.compile_seconds]
    _row(table, "one kernel compiled, s", compiled, 0.4)
    _row(table, "3 kernels, 4 tiles, 1 core, first run, s", [run.seconds for run in cold], None)
    _row(table, "the same, later runs, s", [run.seconds for run in warm], 0.15)
    _row(table, "matmul 512x512x512, 16 cores, s", [run.seconds for run in matmul], 1.0)
    _row(table, "64 cores x 3 kernels, 256 MB of DRAM, s", [run.seconds for run in grid], None)
    _row(table, "the same, peak memory, MB", [run.megabytes for run in grid], 1000)
    ratio = statistics.median(run.seconds for run in cold) / statistics.median(run.seconds for run in warm)
    Console().print(
        table, f"first run over later runs: {ratio:.1f}; load {load:.1f} -> {os.getloadavg()[0]:.1f}"
    )


def _several(folder: Path, cache: Path, rounds: int) -> list[Run]:
    """Runs with kernels that are compiled already."""
    _run(folder, cache)
    return [_run(folder, cache) for _ in range(rounds)]


def _run(folder: Path, cache: Path) -> Run:
    report = folder / "report.json"
    env = os.environ | {"TILESMITH_REPORT": str(report), "TILESMITH_KERNEL_CACHE": str(cache)}
    started = time.perf_counter()
    process = subprocess.Popen([emulator_prefix() / "bin/tilesmith-replay", folder], env=env)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    said = json.loads(report.read_text())
    if status != 0 or said["status"] != "ok" or said["findings"]:
        raise SystemExit(f"{folder.name} did not run: {said['status']} {said['findings'][:1]}")
    compiled = tuple(kernel["seconds"] for kernel in said["kernel_compile"] if not kernel["cached"])
    return Run(seconds, compiled, usage.ru_maxrss / 1024)


def _program(folder: Path, compute: tuple[str, str], shape: tuple[int, int], grid: tuple[int, int]) -> Path:
    """A program over tensors of `shape`, in equal shares on `grid` cores."""
    folder.mkdir()
    start, math = compute
    tiles = shape[0] // 32 * shape[1] // 32
    inner, columns = (shape[1] // 32, shape[1] // 32) if math.startswith("matmul") else (1, 0)
    (folder / "reader.cpp").write_text(_READER)
    (folder / "writer.cpp").write_text(_WRITER)
    (folder / "compute.cpp").write_text(_COMPUTE.replace("START", start).replace("MATH_CALL", math))
    for name in ("in0", "in1"):
        np.save(folder / f"{name}.npy", np.ones(shape, np.float32))
    cores = [(x, y) for y in range(grid[1]) for x in range(grid[0])]
    share = tiles // len(cores)
    arguments = {f"{x},{y}": (place * share, share) for place, (x, y) in enumerate(cores)}
    corners = [[0, 0], [grid[0] - 1, grid[1] - 1]]
    description = {
        "buffers": [_buffer(name, shape, output=name == "out0") for name in ("in0", "in1", "out0")],
        "circular_buffers": [
            {"index": index, "cores": corners, "num_pages": 2, "page_size": TILE, "dtype": "bfloat16"}
            for index in (0, 1, 16)
        ],
        "kernels": [
            _kernel("reader.cpp", corners, ("in0", "in1"), arguments, lambda at: [*at, inner, columns])
            | {"kind": "data_movement", "processor": "riscv_1", "noc": 0},
            _kernel("writer.cpp", corners, ("out0",), arguments, list)
            | {"kind": "data_movement", "processor": "riscv_0", "noc": 1},
            _kernel("compute.cpp", corners, (), arguments, lambda at: [at[1], inner])
            | {
                "kind": "compute",
                "math_fidelity": "HiFi4",
                "fp32_dest_acc_en": False,
                "math_approx_mode": False,
            },
        ],
    }
    (folder / "program.json").write_text(json.dumps(description))
    return folder


def _buffer(name: str, shape: tuple[int, int], *, output: bool) -> dict[str, object]:
    return {
        "name": name,
        "dtype": "bfloat16",
        "shape": shape,
        "layout": "tile",
        "memory": "dram_interleaved",
        "page_size": TILE,
        "output": output,
    }


def _kernel(
    source: str,
    cores: list[list[int]],
    tensors: tuple[str, ...],
    arguments: dict[str, tuple[int, int]],
    words: Callable[[tuple[int, int]], list[int]],
) -> dict[str, object]:
    addresses: list[object] = [{"address": tensor} for tensor in tensors]
    return {
        "source": source,
        "cores": cores,
        "compile_args": [{"accessor": tensor} for tensor in tensors],
        "named_compile_args": {},
        "defines": {},
        "runtime_args": {core: [*addresses, *words(at)] for core, at in arguments.items()},
        "common_runtime_args": [],
    }


def _row(table: Table, what: str, values: list[float], target: float | None) -> None:
    cells = (f"{value:.3f}" for value in (min(values), statistics.median(values), max(values)))
    table.add_row(what, str(len(values)), *cells, f"{target:g}" if target else "")


if __name__ == "__main__":
    typer.run(main)
