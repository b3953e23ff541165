"""Orders of the kernels: the same seed gives the same run, and another seed shows a race."""

import json
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.replay import Emulation, emulate, load_program
from tilesmith.tools.runner import RunOptions

from .description import READER, buffer, kernel

# The left core sends a tile into the right core's circular buffer, and the right one passes it on.
SENDER = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto in = TensorAccessor(args, get_arg_val<uint32_t>(0), 2048);
    const uint32_t x = get_arg_val<uint32_t>(1), y = get_arg_val<uint32_t>(2);
    noc_async_read_page(0, in, get_write_ptr(0));
    noc_async_read_barrier();
    noc_async_write(get_write_ptr(0), get_noc_addr(x, y, get_write_ptr(0)), 2048);
    noc_async_write_barrier();
    noc_semaphore_inc(get_noc_addr(x, y, get_semaphore(0)), 1);
    noc_async_atomic_barrier();
}
"""
RECEIVER = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    const auto out = TensorAccessor(args, get_arg_val<uint32_t>(0), 2048);
    noc_semaphore_wait(reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(0)), 1);
    noc_async_write_page(0, out, get_write_ptr(0));
    noc_async_write_barrier();
}
"""
WAIT = "    noc_semaphore_wait(reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(0)), 1);\n"
SEEDS = range(1, 9)
TENSOR = np.arange(1024, dtype=np.float32).reshape(32, 32) % 128


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    both = [[0, 0], [1, 0]]
    description = {
        "name": "pass_on",
        "category": "multi-core",
        "buffers": [
            buffer("in0", "bfloat16", [32, 32], 2048),
            buffer("out0", "bfloat16", [32, 32], 2048, output=True),
        ],
        "circular_buffers": [
            {"index": 0, "cores": both, "num_pages": 1, "page_size": 2048, "dtype": "bfloat16"}
        ],
        "semaphores": [{"id": 0, "cores": both, "initial": 0}],
        "kernels": [
            kernel("sender.cpp", READER, "in0", {"noc_x": [1, 0]}, {"noc_y": [1, 0]}),
            kernel("receiver.cpp", READER, "out0", column=1),
        ],
    }
    (tmp_path / "program.json").write_text(json.dumps(description))
    (tmp_path / "sender.cpp").write_text(SENDER)
    (tmp_path / "receiver.cpp").write_text(RECEIVER)
    np.save(tmp_path / "in0.npy", TENSOR)
    np.save(tmp_path / "out0.wh.npy", TENSOR)
    return tmp_path


def run(folder: Path, seed: int) -> Emulation:
    options = RunOptions(schedule_seed=seed)
    return emulate(load_program(folder), Arch.WORMHOLE_B0, emulator_prefix(), options=options)


def test_a_right_program_is_right_in_every_order(folder: Path) -> None:
    assert all(run(folder, seed).good for seed in (0, *SEEDS))


def test_a_race_shows_in_some_order_only(folder: Path) -> None:
    (folder / "receiver.cpp").write_text(RECEIVER.replace(WAIT, ""))

    assert run(folder, 0).matches, "in the natural order the tile is there by luck"
    shown = [result for seed in SEEDS if not (result := run(folder, seed)).good]
    assert shown
    assert all(finding["file"] == "receiver.cpp" for finding in shown[0].findings)


def test_a_seed_gives_the_same_run_again(folder: Path) -> None:
    (folder / "receiver.cpp").write_text(RECEIVER.replace(WAIT, ""))

    first, second = (run(folder, 5).as_json() for _ in range(2))
    del first["seconds"], second["seconds"]
    assert first == second
