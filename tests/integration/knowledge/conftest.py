"""A small tt-metal tree and an own cache for every test."""

from pathlib import Path

import pytest

from tilesmith.tools.sdk import Sdk, SdkOrigin

ADD = """#pragma once
namespace ckernel {
/**
 * Performs element-wise addition of two tiles from two circular buffers.
 */
ALWI void add_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst) {}

/** Prepares the unpacker and the math engine for add_tiles. */
ALWI void add_init(uint32_t icb0, uint32_t icb1) {}
}
"""
CB = """/** Blocks until the circular buffer holds enough tiles. */
ALWI void cb_wait_front(uint32_t cb, uint32_t tiles) {}
/** Frees tiles at the front of the circular buffer. */
ALWI void cb_pop_front(uint32_t cb, uint32_t tiles) {}
"""
COMPUTE = """#include "api/compute/eltwise_binary.h"
void kernel_main() {
    add_init(0, 1);
    cb_wait_front(0, 1);
    tile_regs_acquire();
    add_tiles(0, 1, 0, 0, 0);
    cb_pop_front(0, 1);
}
"""
READER = """#include "api/dataflow/dataflow_api.h"
// Reads interleaved tiles of one tensor.
void kernel_main() {
    noc_async_read_tile(0, accessor, 0);
    noc_async_read_barrier();
}
"""
HOST = """namespace tt::tt_metal {
// Adds a kernel to a program.
KernelHandle CreateKernel(Program& program, const std::string& file_name);
}
"""
FILES = {
    "tt_metal/hw/inc/api/compute/eltwise_binary.h": ADD,
    "tt_metal/hw/inc/api/compute/cb_api.h": CB,
    "ttnn/cpp/ttnn/operations/eltwise/binary/device/kernels/compute/eltwise_binary.cpp": COMPUTE,
    "ttnn/cpp/ttnn/operations/eltwise/binary/device/kernels/dataflow/reader_binary.cpp": READER,
    "tt_metal/api/tt-metalium/host_api.hpp": HOST,
    "METALIUM_GUIDE.md": "# Guide\nKernels wait for circular buffers.\n",
}


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sdk:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in FILES.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Sdk(
        version="1234567890ab",
        root=tmp_path / "tree",
        origin=SdkOrigin.TT_METAL_HOME,
        identity="checkout-test",
    )
