"""Ranges over a tensor's pages, as kernels loop over them."""

import json
from pathlib import Path

import numpy as np

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.replay import emulate, load_program

from .description import READER, kernel

# What a kernel notes goes into a page of 1,024 words.
NOTES = """#include "api/dataflow/dataflow_api.h"
#include "api/tensor/tensor_accessor.h"
void kernel_main() {
    constexpr auto out_args = TensorAccessorArgs<0>();
    const auto out = TensorAccessor(out_args, get_arg_val<uint32_t>(0));
    constexpr auto args = TensorAccessorArgs<out_args.next_compile_time_args_offset()>();
    const auto tensor = TensorAccessor(args, 0x20000);
    cb_reserve_back(0, 1);
    auto* note = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(0));
    for (uint32_t i = 0; i < 1024; ++i) note[i] = 9999;
    @LOOP@
    noc_async_write_page(0, out, get_write_ptr(0));
    noc_async_write_barrier();
    cb_push_back(0, 1);
    cb_wait_front(0, 1);
    cb_pop_front(0, 1);
}
"""
# 3 x 5 pages in shards of 2 x 3, dealt in turn to the cores (1,1) and (2,1): sharded, in L1, page size 64.
TENSOR, SHARD, BANKS, PAGE = (3, 5), (2, 3), ((1, 1), (2, 1)), 64
WORDS = [1, PAGE, 2, 2, *TENSOR, *SHARD, (1 << 8 | 1) | (2 << 8 | 1) << 16]


def noted(folder: Path, loop: str, words: list[int]) -> list[int]:
    """The words that the kernel wrote, up to the last."""
    (folder / "notes.cpp").write_text(NOTES.replace("@LOOP@", loop))
    description = {
        "buffers": [
            {
                "name": "out0",
                "dtype": "uint32",
                "shape": [1, 1024],
                "layout": "row_major",
                "memory": "dram_interleaved",
                "page_size": 4096,
                "output": True,
            }
        ],
        "circular_buffers": [
            {"index": 0, "cores": [[0, 0], [0, 0]], "num_pages": 1, "page_size": 4096, "dtype": "uint32"}
        ],
        "kernels": [kernel("notes.cpp", READER, "out0") | {"compile_args": [{"accessor": "out0"}, *words]}],
    }
    (folder / "program.json").write_text(json.dumps(description))
    result = emulate(load_program(folder), Arch.WORMHOLE_B0, emulator_prefix(), outputs=folder / "out")
    assert (result.status, result.findings) == ("ok", ())
    values = np.load(folder / "out/out0.npy").reshape(-1)
    return [int(value) for value in values if value != 9999]


def place(row: int, column: int) -> tuple[int, int, tuple[int, int], int]:
    """Shard, place in it, core and L1 address of a page, worked out by hand from the layout."""
    shard = row // 2 * 2 + column // 3
    inside = row % 2 * 3 + column % 3
    return shard, inside, BANKS[shard % 2], 0x20000 + (shard // 2 * 6 + inside) * PAGE


def test_all_pages_of_a_sharded_tensor_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    loop = """uint32_t at = 0;
    for (const auto& page : tensor.pages()) {
        note[at++] = page.page_id();
        note[at++] = static_cast<uint32_t>(page.noc_addr());
        note[at++] = page.noc_addr() == tensor.get_noc_addr(page.page_id());
    }"""
    pages = [(row * 5 + column, place(row, column)[3], 1) for row in range(3) for column in range(5)]

    assert noted(tmp_path, loop, WORDS) == [word for page in pages for word in page]


def test_the_pages_of_a_shard_come_as_its_bank_holds_them_without_what_the_tensor_lacks(
    tmp_path: Path,
) -> None:
    loop = """uint32_t at = 0;
    for (auto pages : tensor.strided_shard_pages()) {
        for (const auto& page : pages) {
            note[at++] = page.shard_id();
            note[at++] = page.page_in_shard();
            note[at++] = page.page_id();
            note[at++] = static_cast<uint32_t>(page.noc_addr());
        }
    }"""
    pages = sorted(
        (place(row, column)[:2], row * 5 + column, place(row, column)[3])
        for row in range(3)
        for column in range(5)
    )

    expected = [word for (shard, inside), page, address in pages for word in (shard, inside, page, address)]
    assert noted(tmp_path, loop, WORDS) == expected


def test_a_range_has_a_beginning_and_an_end_and_its_iterator_jumps(tmp_path: Path) -> None:
    loop = """uint32_t at = 0;
    for (const auto& page : tensor.pages(3, 6)) note[at++] = page.page_id();
    auto some = tensor.shard_pages(1, 1).begin();
    note[at++] = some->page_id();
    note[at++] = (some + 1)->page_id();
    note[at++] = some[2].page_id();
    note[at++] = tensor.pages(4, 4).begin() == tensor.pages(4, 4).end();"""

    # Shard 1 holds the columns 3 and 4 of the rows 0 and 1; its third column is beyond the tensor.
    assert noted(tmp_path, loop, WORDS) == [3, 4, 5, 4, 8, 9, 1]


def test_an_interleaved_tensor_is_told_how_far_to_go(tmp_path: Path) -> None:
    loop = """uint32_t at = 0;
    for (const auto& page : tensor.pages(2, 5)) {
        note[at++] = page.page_id();
        note[at++] = page.noc_addr() == tensor.get_noc_addr(page.page_id());
    }
    for (const auto& page : tensor.strided_pages(2)) note[at++] = page.page_id();
    const auto tensors = std::make_tuple(tensor);
    const auto wrappers = make_abstract_tensor_accessor_wrappers(tensors);
    note[at++] = wrappers[0].get_noc_addr(1) == PageView(tensor).get_noc_addr(1, 0, noc_index);"""

    assert noted(tmp_path, loop, [2, 64]) == [2, 1, 3, 1, 4, 1, 0, 1, 1]
