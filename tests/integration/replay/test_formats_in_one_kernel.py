"""Operands of different formats in one kernel, accumulation and relu in the packer, blocks: against numpy."""

import json
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.replay import emulate, load_program

from .description import READER, WRITER, buffer, compute, kernel

BYTES = {"float32": 4096, "bfloat16": 2048, "bfloat8_b": 1088}
RANDOM = np.random.default_rng(11)
# Multiples of 1/8 below 8: exact in every one of the formats, and so are their sums.
A = (RANDOM.integers(-63, 64, (64, 64)) / 8).astype(np.float32)
B = (RANDOM.integers(-63, 64, (64, 64)) / 8).astype(np.float32)

READ = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto a_args = TensorAccessorArgs<0>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    const auto a = TensorAccessor(a_args, get_arg_val<uint32_t>(0));
    const auto b = TensorAccessor(b_args, get_arg_val<uint32_t>(1));
    cb_reserve_back(0, 4);
    cb_reserve_back(1, 4);
    for (uint32_t page = 0; page < 4; ++page) {
        noc_async_read_page(page, a, get_write_ptr(0) + page * get_tile_size(0));
        noc_async_read_page(page, b, get_write_ptr(1) + page * get_tile_size(1));
    }
    noc_async_read_barrier();
    cb_push_back(0, 4);
    cb_push_back(1, 4);
}
"""
WRITE = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto out = TensorAccessor(args, get_arg_val<uint32_t>(0));
    cb_wait_front(16, 4);
    for (uint32_t page = 0; page < 4; ++page) {
        noc_async_write_page(page, out, get_read_ptr(16) + page * get_tile_size(16));
    }
    noc_async_write_barrier();
    cb_pop_front(16, 4);
}
"""
COMPUTE = """#include "api/compute/compute_kernel_hw_startup.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/eltwise_binary.h"
#include "api/compute/matmul.h"
#include "api/compute/pack.h"
#include "api/compute/pack_untilize.h"
#include "api/compute/reconfig_data_format.h"
#include "api/compute/cb_api.h"
void kernel_main() {
    compute_kernel_hw_startup<SrcOrder::@ORDER@>(0, 1, 16);
    cb_wait_front(0, 4);
    cb_wait_front(1, 4);
    cb_reserve_back(16, 4);
    @MATH@
    cb_push_back(16, 4);
    cb_pop_front(0, 4);
    cb_pop_front(1, 4);
}
"""


def computed(
    folder: Path,
    formats: tuple[str, str, str],
    math: str,
    *,
    order: str = "Regular",
    wide: bool = True,
    untilized: bool = False,
) -> np.ndarray:
    """What `math` makes of A in CB 0 and B in CB 1, four tiles each, in the four tiles of CB 16."""
    a, b, out = formats
    for name, text in (
        ("reader", READ),
        ("writer", WRITE),
        ("compute", COMPUTE.replace("@MATH@", math).replace("@ORDER@", order)),
    ):
        (folder / f"{name}.cpp").write_text(text)
    np.save(folder / "in0.npy", A)
    np.save(folder / "in1.npy", B)
    result = buffer("out0", out, [64, 64], BYTES[out], output=True)
    reader = kernel("reader.cpp", READER) | {
        "compile_args": [{"accessor": "in0"}, {"accessor": "in1"}],
        "runtime_args": {"0,0": [{"address": "in0"}, {"address": "in1"}]},
    }
    description = {
        "buffers": [
            buffer("in0", a, [64, 64], BYTES[a]),
            buffer("in1", b, [64, 64], BYTES[b]),
            result | ({"layout": "row_major", "page_size": BYTES[out]} if untilized else {}),
        ],
        "circular_buffers": [
            {
                "index": i,
                "cores": [[0, 0], [0, 0]],
                "num_pages": 4,
                "page_size": BYTES[dtype],
                "dtype": dtype,
            }
            for i, dtype in ((0, a), (1, b), (16, out))
        ],
        "kernels": [
            reader,
            kernel("writer.cpp", WRITER, "out0"),
            compute("compute.cpp", fp32=False) | {"fp32_dest_acc_en": wide},
        ],
    }
    (folder / "program.json").write_text(json.dumps(description))
    run = emulate(load_program(folder), Arch.WORMHOLE_B0, emulator_prefix(), outputs=folder / "out")
    assert (run.status, run.findings) == ("ok", ())
    return np.load(folder / "out/out0.npy")


def every_tile(body: str) -> str:
    """`body` computes tile i into tile 0 of DST, which is packed."""
    return f"""for (uint32_t i = 0; i < 4; ++i) {{
        tile_regs_acquire();
        {body}
        tile_regs_commit();
        tile_regs_wait();
        pack_tile<true>(0, 16, i);
        tile_regs_release();
    }}"""


@pytest.mark.parametrize("a", BYTES)
@pytest.mark.parametrize("b", BYTES)
def test_source_registers_take_a_format_each(tmp_path: Path, a: str, b: str) -> None:
    out = computed(tmp_path, (a, b, "float32"), "add_init(0, 1);" + every_tile("add_tiles(0, 1, i, i, 0);"))
    assert np.array_equal(out, A + B)


def test_a_copy_of_another_format_needs_a_reconfiguration(tmp_path: Path) -> None:
    """B in bfloat16 first, then A in float32 on top: the unpacker changes its format in between."""
    body = """reconfig_data_format_srca(1); copy_init(1); copy_tile(1, i, 0);
        reconfig_data_format_srca(0); copy_init(0); copy_tile(0, i, 1);
        constexpr auto sub = EltwiseBinaryType::ELWSUB;
        constexpr auto reuse = EltwiseBinaryReuseDestType::DEST_TO_SRCB;
        binary_dest_reuse_tiles_init<sub, reuse>(0);
        binary_dest_reuse_tiles<sub, reuse>(0, i, 0);"""
    out = computed(tmp_path, ("float32", "bfloat16", "float32"), every_tile(body))
    assert np.array_equal(out, A - B)


@pytest.mark.parametrize("out_format", ["float32", "bfloat16"])
def test_the_packer_adds_to_what_l1_holds(tmp_path: Path, out_format: str) -> None:
    first = "copy_init(0);" + every_tile("copy_tile(0, i, 0);")
    second = "copy_init(1);" + every_tile("copy_tile(1, i, 0);")
    out = computed(
        tmp_path,
        ("bfloat16", "bfloat16", out_format),
        first + "pack_reconfig_l1_acc(1);" + second + second + "pack_reconfig_l1_acc(0);",
    )
    assert np.array_equal(out, A + 2 * B)


def test_dst_accumulates_over_calls(tmp_path: Path) -> None:
    body = "add_init(0, 1, true); add_tiles(0, 1, i, i, 0); add_tiles(0, 1, i, 3 - i, 0);"
    out = computed(tmp_path, ("bfloat16", "bfloat16", "float32"), every_tile(body))
    tiles_of_b = B.reshape(2, 32, 2, 32)[::-1, :, ::-1].reshape(64, 64)  # tile 3 - i
    assert np.array_equal(out, A + B + A + tiles_of_b)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("ReluConfig::zero()", np.maximum(A, 0)),
        ("ReluConfig::min_threshold(0x4000)", np.where(A > 2, A, 0)),
        ("ReluConfig::max_threshold(0x4000)", np.clip(A, 0, 2)),
        ("ReluConfig::none()", A),
    ],
)
def test_relu_in_the_packer(tmp_path: Path, config: str, expected: np.ndarray) -> None:
    math = f"pack_relu_config({config}); copy_init(0);" + every_tile("copy_tile(0, i, 0);")
    out = computed(tmp_path, ("bfloat16", "bfloat16", "bfloat16"), math, wide=False)
    assert np.array_equal(out, expected)


@pytest.mark.parametrize("a", ["bfloat16", "bfloat8_b"])
@pytest.mark.parametrize("transpose", [False, True])
def test_a_block_of_products(tmp_path: Path, a: str, transpose: bool) -> None:
    flag = int(transpose)
    math = f"""matmul_block_init(0, 1, {flag}, 2, 2, 2);
    tile_regs_acquire();
    for (uint32_t k = 0; k < 2; ++k) {{
        matmul_block(0, 1, k, 2 * k, 0, {flag}, 2, 2, 2);
    }}
    tile_regs_commit();
    tile_regs_wait();
    for (uint32_t i = 0; i < 4; ++i) {{
        pack_tile(i, 16);
    }}
    tile_regs_release();"""
    right = B.reshape(2, 32, 2, 32).swapaxes(1, 3).reshape(64, 64) if transpose else B  # tile by tile
    out = computed(tmp_path, (a, "bfloat16", "float32"), math, order="Reverse")
    assert np.array_equal(out, A @ right)


@pytest.mark.parametrize("out_format", ["float32", "bfloat16"])
def test_rows_leave_the_packer(tmp_path: Path, out_format: str) -> None:
    """Two rows of tiles, of 64 values a row each: pages of CB 16 hold rows, one after the other."""
    math = """pack_untilize_init<2>(0, 16);
    pack_untilize_block<2>(0, 2, 16);
    pack_untilize_uninit(16);"""
    out = computed(tmp_path, ("bfloat16", "bfloat16", out_format), math, untilized=True)
    assert np.array_equal(out, A)
