"""Faults in data movement: barriers, addresses, pages, alignment, multicasts."""

from collections.abc import Callable

from .model import Edit, Plant, cut
from .programs import Program

_READ_ROW = "noc_async_read_page(row, in, l1);"
_MULTICAST = (
    "        noc_async_write_multicast(l1, get_noc_multicast_addr(x0, y0, x1, y1, l1), "
    "get_tile_size(0), receivers);\n"
)
_WRITE_ROW = "noc_async_write_page(row, out, l1);"


def _argument(source: str, core: str, position: int, value: object) -> Callable[[Program], None]:
    def change(program: Program) -> None:
        for entry in program["kernels"]:
            if entry["source"] == source:
                entry["runtime_args"][core][position] = value

    return change


PLANTS = [
    # Barriers.
    Plant(
        "a_kernel_ends_without_waiting_for_its_reads",
        "rows",
        "read_not_awaited",
        ("kernel.cpp", "last read"),
        (
            Edit(
                "kernel.cpp",
                "        noc_async_write_barrier();\n    }\n",
                "        noc_async_write_barrier();\n    }\n"
                "    noc_async_read_page(0, in, l1);  // last read\n",
            ),
        ),
    ),
    Plant(
        "a_kernel_ends_without_waiting_for_its_writes",
        "rows",
        "write_not_awaited",
        ("kernel.cpp", "noc_async_write_page"),
        (
            Edit("kernel.cpp", "row < 4", "row < 1"),
            cut("kernel.cpp", "noc_async_write_barrier();"),
        ),
    ),
    Plant(
        "words_are_used_before_they_have_arrived",
        "rows",
        "access_before_read_barrier",
        ("kernel.cpp", "words[i] * 3"),
        (cut("kernel.cpp", "noc_async_read_barrier();"),),
    ),
    Plant(
        "the_barrier_comes_after_the_words_were_used",
        "rows",
        "access_before_read_barrier",
        ("kernel.cpp", "words[i] * 3"),
        (
            cut("kernel.cpp", "        noc_async_read_barrier();\n"),
            Edit(
                "kernel.cpp",
                f"        {_WRITE_ROW}",
                f"        noc_async_read_barrier();\n        {_WRITE_ROW}",
            ),
        ),
    ),
    Plant(
        "data_is_sent_before_it_has_arrived",
        "relay",
        "write_before_read_barrier",
        ("sender.cpp", "noc_async_write(l1"),
        (cut("sender.cpp", "noc_async_read_barrier();"),),
    ),
    Plant(
        "a_row_is_read_over_one_that_has_not_been_sent",
        "rows",
        "write_source_overwritten",
        ("kernel.cpp", "noc_async_read_page"),
        (cut("kernel.cpp", "noc_async_write_barrier();"),),
    ),
    Plant(
        "words_are_changed_before_they_have_been_sent",
        "rows",
        "write_source_overwritten",
        ("kernel.cpp", "words[0] = 0"),
        (Edit("kernel.cpp", f"        {_WRITE_ROW}\n", f"        {_WRITE_ROW}\n        words[0] = 0;\n"),),
    ),
    Plant(
        "a_kernel_ends_without_waiting_for_its_increments",
        "relay",
        "atomic_not_awaited",
        ("receiver.cpp", "noc_semaphore_inc"),
        (cut("receiver.cpp", "noc_async_atomic_barrier();"),),
        severity="warning",
    ),
    # Between cores.
    Plant(
        "the_signal_comes_before_the_data",
        "multicast",
        "data_after_publication",
        ("sender.cpp", "noc_async_write_multicast"),
        (
            Edit(
                "sender.cpp",
                _MULTICAST,
                "",
            ),
            Edit(
                "sender.cpp",
                "        noc_async_write_barrier();",
                f"{_MULTICAST}        noc_async_write_barrier();",
            ),
        ),
    ),
    Plant(
        "the_increment_comes_before_the_data",
        "relay",
        "data_after_publication",
        ("sender.cpp", "noc_async_write(l1"),
        (
            cut("sender.cpp", "        noc_semaphore_inc(arrived, 1);\n"),
            Edit(
                "sender.cpp",
                "        noc_async_write(l1",
                "        noc_semaphore_inc(arrived, 1);\n        noc_async_write(l1",
            ),
        ),
    ),
    Plant(
        "the_sender_does_not_wait_until_there_is_room",
        "relay",
        "data_before_reserve",
        ("sender.cpp", "noc_async_write(l1"),
        (
            cut("sender.cpp", "noc_semaphore_wait(room, 1);"),
            Edit("sender.cpp", "tile < count", "tile < 1"),
            Edit("receiver.cpp", "tile < count", "tile < 1"),
            Edit("writer.cpp", "first + count;", "first + 1;"),
        ),
    ),
    Plant(
        "num_dests_is_one_too_many",
        "multicast",
        "multicast_destinations",
        ("sender.cpp", "noc_async_write_multicast"),
        (Edit("sender.cpp", "get_tile_size(0), receivers)", "get_tile_size(0), receivers + 1)"),),
    ),
    Plant(
        "the_rectangle_is_one_core_short",
        "multicast",
        "multicast_destinations",
        ("sender.cpp", "noc_async_write_multicast"),
        change=_argument("sender.cpp", "0,0", 4, {"noc_x": [2, 0]}),
    ),
    Plant(
        "the_corners_of_the_rectangle_are_exchanged",
        "multicast",
        "multicast_rectangle_reversed",
        ("sender.cpp", "noc_async_write_multicast"),
        (
            Edit(
                "sender.cpp",
                "get_noc_multicast_addr(x0, y0, x1, y1, l1)",
                "get_noc_multicast_addr(x1, y1, x0, y0, l1)",
            ),
        ),
    ),
    Plant(
        "the_signal_goes_to_another_rectangle",
        "multicast",
        "multicast_misses_core",
        ("sender.cpp", "noc_semaphore_set_multicast"),
        (
            Edit(
                "sender.cpp",
                "get_noc_multicast_addr(x0, y0, x1, y1, valid)",
                "get_noc_multicast_addr(x0 + 1, y0, x1 + 1, y1, valid)",
            ),
        ),
        core=(0, 0),
    ),
    # Pages and sizes.
    Plant(
        "one_page_too_many_is_read",
        "sfpu",
        "page_out_of_range",
        ("reader.cpp", "noc_async_read_tile"),
        (Edit("reader.cpp", "noc_async_read_tile(tile,", "noc_async_read_tile(tile + 1,"),),
    ),
    Plant(
        "the_writer_starts_past_the_end",
        "add",
        "page_out_of_range",
        ("writer.cpp", "noc_async_write_tile"),
        change=_argument("writer.cpp", "1,0", 1, 4),
        core=(1, 0),
    ),
    Plant(
        "two_cores_write_the_same_pages",
        "add",
        "page_written_twice",
        ("writer.cpp", "noc_async_write_tile"),
        change=_argument("writer.cpp", "1,0", 1, 2),
    ),
    Plant(
        "the_last_page_is_never_written",
        "add",
        "pages_not_written",
        ("writer.cpp", "noc_async_write_tile"),
        (
            Edit("reader.cpp", "tile < first + count", "tile < first + count - 1"),
            Edit("compute.cpp", "tile < count", "tile < count - 1"),
            Edit("writer.cpp", "tile < first + count", "tile < first + count - 1"),
        ),
        severity="warning",
    ),
    Plant(
        "a_read_of_two_pages_at_once",
        "rows",
        "transfer_exceeds_page",
        ("kernel.cpp", "noc_async_read("),
        (Edit("kernel.cpp", _READ_ROW, "noc_async_read(in.get_noc_addr(row), l1, 128);"),),
    ),
    Plant(
        "a_read_runs_into_the_next_buffer",
        "add",
        "cb_write_without_reserve",
        ("reader.cpp", "get_write_ptr(0) + 1024"),
        (Edit("reader.cpp", "get_write_ptr(0));", "get_write_ptr(0) + 1024);"),),
    ),
    Plant(
        "a_scratch_buffer_is_too_small_for_what_is_read",
        "relay",
        "transfer_exceeds_buffer",
        ("sender.cpp", "noc_async_read_tile"),
        (Edit("sender.cpp", "noc_async_read_tile(tile, in, l1)", "noc_async_read_tile(tile, in, l1 + 64)"),),
        lambda program: program["circular_buffers"].append(program["circular_buffers"][0] | {"index": 1}),
    ),
    Plant(
        "another_core_is_read_past_the_end_of_its_buffer",
        "relay",
        "transfer_exceeds_buffer",
        ("sender.cpp", "noc_async_read("),
        (
            Edit(
                "sender.cpp",
                "noc_async_read_tile(tile, in, l1)",
                "noc_async_read(get_noc_addr(peer_x, peer_y, l1 + 1024), l1, 2048)",
            ),
        ),
    ),
    # Addresses.
    Plant(
        "the_source_is_off_by_four_bytes",
        "sfpu",
        "noc_alignment",
        ("reader.cpp", "noc_async_read_tile"),
        (Edit("reader.cpp", "get_write_ptr(0))", "get_write_ptr(0), 4)"),),
    ),
    Plant(
        "a_wormhole_offset_on_blackhole",
        "rows",
        "noc_alignment",
        ("kernel.cpp", "noc_async_read_page"),
        (Edit("kernel.cpp", _READ_ROW, "noc_async_read_page(row, in, l1 + 32);"),),
        arch="blackhole",
    ),
    Plant(
        "address_and_count_are_exchanged",
        "add",
        "dram_address_out_of_range",
        ("writer.cpp", "noc_async_write_tile"),
        (
            Edit("writer.cpp", "address = get_arg_val<uint32_t>(0)", "address = get_arg_val<uint32_t>(2)"),
            Edit("writer.cpp", "count = get_arg_val<uint32_t>(2)", "count = get_arg_val<uint32_t>(0)"),
        ),
    ),
    Plant(
        "a_local_address_outside_l1",
        "rows",
        "l1_address_out_of_range",
        ("kernel.cpp", "noc_async_read_page"),
        (Edit("kernel.cpp", _READ_ROW, "noc_async_read_page(row, in, 0x200000);"),),
    ),
    Plant(
        "logical_coordinates_on_the_noc",
        "relay",
        "noc_coordinate_invalid",
        ("receiver.cpp", "noc_semaphore_inc"),
        change=_argument("receiver.cpp", "1,0", 1, 7),
    ),
    Plant(
        "a_bank_that_does_not_exist",
        "rows",
        "bank_out_of_range",
        ("kernel.cpp", "get_noc_addr_from_bank_id"),
        (
            Edit(
                "kernel.cpp",
                _READ_ROW,
                "noc_async_read(get_noc_addr_from_bank_id<true>(row + 12, in_address), l1, 64);",
            ),
        ),
    ),
    Plant(
        "the_compute_kernel_reads_over_the_noc",
        "sfpu",
        "noc_in_compute_kernel",
        ("compute.cpp", "noc_async_read_barrier"),
        (Edit("compute.cpp", "    copy_init(0);", "    copy_init(0);\n    noc_async_read_barrier();"),),
    ),
    # Memory that holds nothing.
    Plant(
        "memory_of_another_core_is_read_before_it_is_filled",
        "relay",
        "uninitialised_data",
        ("sender.cpp", "noc_async_read("),
        (
            Edit(
                "sender.cpp",
                "noc_async_read_tile(tile, in, l1)",
                "noc_async_read(get_noc_addr(peer_x, peer_y, l1), l1, get_tile_size(0))",
            ),
        ),
    ),
    Plant(
        "a_table_is_read_that_nobody_wrote",
        "rows",
        "uninitialised_data",
        ("kernel.cpp", "words[16]"),
        (Edit("kernel.cpp", "words[i] * 3;", "words[i] * 3 + words[16];"),),
    ),
    Plant(
        "half_a_tile_is_read",
        "sfpu",
        "uninitialised_data",
        ("compute.cpp", "copy_tile(0, 0, 0)"),
        (
            Edit(
                "reader.cpp",
                "noc_async_read_tile(tile, in, get_write_ptr(0))",
                "noc_async_read(in.get_noc_addr(tile), get_write_ptr(0), 1024)",
            ),
        ),
        severity="warning",
    ),
    Plant(
        "a_dram_address_is_taken_for_a_pointer",
        "rows",
        "l1_unallocated",
        ("kernel.cpp", "dram[i]"),
        (
            Edit("kernel.cpp", "words[i] = words[i] * 3;", "words[i] = dram[i] * 3;"),
            Edit(
                "kernel.cpp",
                "    for (uint32_t row = 0",
                "    auto* dram = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(in_address);\n"
                "    for (uint32_t row = 0",
            ),
        ),
    ),
    Plant(
        "a_dram_address_is_the_destination_of_a_read",
        "rows",
        "l1_unallocated",
        ("kernel.cpp", "noc_async_read_page"),
        (Edit("kernel.cpp", _READ_ROW, "noc_async_read_page(row, in, in_address);"),),
    ),
    Plant(
        "scratch_memory_that_was_not_allocated",
        "rows",
        "l1_unallocated",
        ("kernel.cpp", "noc_async_read_page"),
        (
            Edit(
                "kernel.cpp",
                "const uint32_t l1 = get_write_ptr(0)",
                "const uint32_t l1 = get_write_ptr(0) + 0x8000",
            ),
        ),
        severity="warning",
    ),
]
