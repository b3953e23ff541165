"""Vector functions that keep a state between tiles, and DST as a kernel's own code sees it."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.replay import Emulation, emulate, load_program

from .description import READER, WRITER, buffer, compute, kernel

READ = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto in = TensorAccessor(args, get_arg_val<uint32_t>(0), 4096);
    for (uint32_t tile = 0; tile < 2; ++tile) {
        cb_reserve_back(0, 1);
        noc_async_read_page(tile, in, get_write_ptr(0));
        noc_async_read_barrier();
        cb_push_back(0, 1);
    }
}
"""
WRITE = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto out = TensorAccessor(args, get_arg_val<uint32_t>(0), 4096);
    for (uint32_t tile = 0; tile < 2; ++tile) {
        cb_wait_front(16, 1);
        noc_async_write_page(tile, out, get_read_ptr(16));
        noc_async_write_barrier();
        cb_pop_front(16, 1);
    }
}
"""
COMPUTE = """#include "api/compute/compute_kernel_api.h"
#include "api/compute/compute_kernel_api_debug.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/ema.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/cb_api.h"
#include "api/compute/reg_api.h"
#include "api/compute/pack.h"
void kernel_main() {
    compute_kernel_hw_startup(0, 16);
    copy_init(0);
    @BEFORE@
    for (uint32_t tile = 0; tile < 2; ++tile) {
        cb_wait_front(0, 1);
        cb_reserve_back(16, 1);
        tile_regs_acquire();
        copy_tile(0, 0, 0);
        @MATH@
        tile_regs_commit();
        tile_regs_wait();
        pack_tile(1, 16);
        tile_regs_release();
        cb_pop_front(0, 1);
        cb_push_back(16, 1);
    }
}
"""
INPUT = (np.arange(2048, dtype=np.float32).reshape(64, 32) % 97) / 8


def run(folder: Path, math: str, before: str = "") -> tuple[Emulation, np.ndarray]:
    """Run a program that makes tile 1 of DST from tile 0, for two tiles in turn."""
    cb = {"cores": [[0, 0], [0, 0]], "num_pages": 2, "page_size": 4096, "dtype": "float32"}
    description = {
        "buffers": [
            buffer("in0", "float32", [64, 32], 4096),
            buffer("out0", "float32", [64, 32], 4096, output=True),
        ],
        "circular_buffers": [cb | {"index": 0}, cb | {"index": 16}],
        "kernels": [
            kernel("reader.cpp", READER, "in0"),
            kernel("writer.cpp", WRITER, "out0"),
            compute("compute.cpp"),
        ],
    }
    (folder / "program.json").write_text(json.dumps(description))
    (folder / "reader.cpp").write_text(READ)
    (folder / "writer.cpp").write_text(WRITE)
    (folder / "compute.cpp").write_text(COMPUTE.replace("@BEFORE@", before).replace("@MATH@", math))
    np.save(folder / "in0.npy", INPUT)
    result = emulate(load_program(folder), Arch.BLACKHOLE, emulator_prefix(), outputs=folder / "out")
    out = folder / "out/out0.npy"
    return result, np.load(out) if out.is_file() else np.zeros(0)


def bits(value: float) -> str:
    return hex(struct.unpack("<I", struct.pack("<f", value))[0])


def test_moving_averages_go_on_from_tile_to_tile(tmp_path: Path) -> None:
    start = f"ema_init({bits(0.75)}, {bits(0.25)}); ema_clear_previous_output();"
    result, out = run(tmp_path, "ema_tile(0);", start)

    expected, average = np.zeros_like(INPUT), np.zeros(32)
    for row, values in enumerate(INPUT):
        average = 0.75 * average + 0.25 * values
        expected[row] = average
    assert (result.status, result.findings) == ("ok", ())
    assert np.allclose(out, expected, rtol=1e-6)


def test_moving_averages_need_their_weights(tmp_path: Path) -> None:
    result, _ = run(tmp_path, "ema_tile(0);")
    assert [finding["check"] for finding in result.findings] == ["missing_init"]


def test_a_kernel_reads_and_writes_tiles_of_dst(tmp_path: Path) -> None:
    math = """float values[1024];
        dbg_read_dest_tile<DataFormat::Float32>(0, values);
        for (float& value : values) value *= 2;
        dbg_write_dest_tile<DataFormat::Float32>(1, values);"""
    result, out = run(tmp_path, math)

    assert (result.status, result.findings) == ("ok", ())
    assert np.array_equal(out, 2 * INPUT)


@pytest.mark.parametrize(
    "call", ["two_pass_stats_clear();", "dbg_read_dest_tile<DataFormat::Bfp8_b>(0, nullptr);"]
)
def test_what_the_emulator_lacks_does_not_count_against_the_kernel(tmp_path: Path, call: str) -> None:
    result, _ = run(tmp_path, call)

    assert result.status == "unsupported" and result.reason
    assert not result.matches or not result.comparisons
