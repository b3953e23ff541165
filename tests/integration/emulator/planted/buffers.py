"""Faults in the use of circular buffers, and the hangs that they cause."""

from collections.abc import Callable

from .model import Edit, Plant, cut
from .programs import Program

_RESERVE = "        cb_reserve_back(0, 1);\n"
_WAIT = "        cb_wait_front(16, 1);\n"


def _resize(index: int, pages: int) -> Callable[[Program], None]:
    def change(program: Program) -> None:
        for entry in program["circular_buffers"]:
            if entry["index"] == index:
                entry["num_pages"] = pages

    return change


def _for_core(source: str, core: str, position: int, value: int) -> Callable[[Program], None]:
    """Another runtime argument for one core."""

    def change(program: Program) -> None:
        for entry in program["kernels"]:
            if entry["source"] == source:
                entry["runtime_args"][core][position] = value

    return change


def _without_buffer_on_first_core(program: Program) -> None:
    program["circular_buffers"][1]["cores"] = [[1, 0], [1, 0]]


PLANTS = [
    # Reservations and pushes.
    Plant(
        "a_push_without_any_reservation_in_a_later_lap",
        "add",
        "push_without_reserve",
        ("reader.cpp", "cb_push_back(0, 1)"),
        (cut("reader.cpp", _RESERVE),),
    ),
    Plant(
        "one_page_reserved_two_pushed",
        "add",
        "push_without_reserve",
        ("reader.cpp", "cb_push_back(1, 2)"),
        (Edit("reader.cpp", "cb_push_back(1, 1)", "cb_push_back(1, 2)"),),
    ),
    Plant(
        "the_compute_kernel_packs_without_reserving",
        "add",
        "cb_write_without_reserve",
        ("compute.cpp", "pack_tile(0, 16)"),
        (cut("compute.cpp", "cb_reserve_back(16, 1);"),),
    ),
    Plant(
        "two_tiles_are_packed_one_is_reserved",
        "add",
        "cb_write_without_reserve",
        ("compute.cpp", "pack_tile<true>(0, 16, 1)"),
        (
            Edit(
                "compute.cpp",
                "        pack_tile(0, 16);",
                "        pack_tile(0, 16); pack_tile<true>(0, 16, 1);",
            ),
        ),
    ),
    Plant(
        "two_tiles_are_read_one_is_reserved",
        "sfpu",
        "cb_write_without_reserve",
        ("reader.cpp", "get_write_ptr(0) + 2048"),
        (
            Edit(
                "reader.cpp",
                "        noc_async_read_barrier();",
                "        noc_async_read_tile(tile, in, get_write_ptr(0) + 2048);\n"
                "        noc_async_read_barrier();",
            ),
        ),
    ),
    Plant(
        "a_page_is_pushed_before_it_is_read",
        "sfpu",
        "cb_overwrite",
        ("reader.cpp", "noc_async_read_tile"),
        (
            Edit("reader.cpp", "        cb_push_back(0, 1);\n", ""),
            Edit(
                "reader.cpp",
                "        noc_async_read_tile",
                "        cb_push_back(0, 1);\n        noc_async_read_tile",
            ),
            Edit("reader.cpp", "get_write_ptr(0)", "l1"),
            Edit("reader.cpp", _RESERVE, f"{_RESERVE}        const uint32_t l1 = get_write_ptr(0);\n"),
        ),
    ),
    Plant(
        "a_page_is_changed_after_it_was_pushed",
        "reduce",
        "cb_overwrite",
        ("reader.cpp", "ones[0] = 0"),
        (
            Edit(
                "reader.cpp",
                "    cb_push_back(2, 1);",
                "    cb_push_back(2, 1);\n    ones[0] = 0;",
            ),
        ),
    ),
    Plant(
        "a_page_is_pushed_without_reading_into_it",
        "add",
        "push_without_data",
        ("reader.cpp", "cb_push_back(1, 1)"),
        (cut("reader.cpp", "noc_async_read_tile(tile, in1, get_write_ptr(1));"),),
    ),
    Plant(
        "a_page_is_pushed_without_packing_into_it",
        "add",
        "push_without_data",
        ("compute.cpp", "cb_push_back(16, 1)"),
        (cut("compute.cpp", "pack_tile(0, 16);"),),
    ),
    Plant(
        "the_reader_reads_into_the_other_buffer",
        "add",
        "push_without_data",
        ("reader.cpp", "cb_push_back(1, 1)"),
        (Edit("reader.cpp", "in1, get_write_ptr(1)", "in1, get_write_ptr(0)"),),
    ),
    Plant(
        "a_page_is_published_before_its_data_has_arrived",
        "add",
        "push_before_read_barrier",
        ("reader.cpp", "cb_push_back(0, 1)"),
        (cut("reader.cpp", "noc_async_read_barrier();"),),
    ),
    Plant(
        "the_barrier_comes_after_the_push",
        "sfpu",
        "push_before_read_barrier",
        ("reader.cpp", "cb_push_back(0, 1)"),
        (
            cut("reader.cpp", "        noc_async_read_barrier();\n"),
            Edit(
                "reader.cpp",
                "        cb_push_back(0, 1);\n",
                "        cb_push_back(0, 1);\n        noc_async_read_barrier();\n",
            ),
        ),
    ),
    Plant(
        "the_barrier_is_that_of_the_other_noc",
        "sfpu",
        "push_before_read_barrier",
        ("reader.cpp", "cb_push_back(0, 1)"),
        (Edit("reader.cpp", "noc_async_read_barrier()", "noc_async_read_barrier(1)"),),
    ),
    # Waits and pops.
    Plant(
        "the_compute_kernel_does_not_wait_for_its_second_input",
        "add",
        "cb_read_without_wait",
        ("compute.cpp", "add_tiles"),
        (cut("compute.cpp", "cb_wait_front(1, 1);"),),
    ),
    Plant(
        "the_writer_does_not_wait",
        "add",
        "cb_read_without_wait",
        ("writer.cpp", "noc_async_write_tile"),
        (cut("writer.cpp", _WAIT),),
    ),
    Plant(
        "the_second_tile_is_used_one_was_waited_for",
        "add",
        "cb_read_without_wait",
        ("compute.cpp", "add_tiles"),
        (Edit("compute.cpp", "add_tiles(0, 1, 0, 0, 0)", "add_tiles(0, 1, 0, 1, 0)"),),
    ),
    Plant(
        "the_writer_takes_its_page_from_the_write_pointer",
        "add",
        "cb_read_without_wait",
        ("writer.cpp", "noc_async_write_tile"),
        (Edit("writer.cpp", "get_read_ptr(16)", "get_write_ptr(16) + 2048"),),
    ),
    Plant(
        "a_tile_is_copied_after_it_was_popped",
        "sfpu",
        "cb_read_without_wait",
        ("compute.cpp", "copy_tile(0, 0, 0)"),
        (
            cut("compute.cpp", "        cb_pop_front(0, 1);\n"),
            Edit(
                "compute.cpp",
                "        tile_regs_acquire();",
                "        cb_pop_front(0, 1);\n        tile_regs_acquire();",
            ),
        ),
    ),
    Plant(
        "the_writer_pops_before_it_writes",
        "add",
        "cb_read_after_pop",
        ("writer.cpp", "noc_async_write_tile"),
        (
            cut("writer.cpp", "        cb_pop_front(16, 1);\n"),
            Edit(
                "writer.cpp",
                _WAIT,
                f"{_WAIT}        const uint32_t l1 = get_read_ptr(16);\n        cb_pop_front(16, 1);\n",
            ),
            Edit("writer.cpp", "out, get_read_ptr(16)", "out, l1"),
        ),
    ),
    Plant(
        "two_pages_are_popped_one_was_waited_for",
        "add",
        "pop_without_wait",
        ("compute.cpp", "cb_pop_front(0, 2)"),
        (Edit("compute.cpp", "cb_pop_front(0, 1)", "cb_pop_front(0, 2)"),),
    ),
    Plant(
        "a_page_is_freed_before_the_write_from_it_has_left",
        "add",
        "pop_before_write_flush",
        ("writer.cpp", "cb_pop_front"),
        (cut("writer.cpp", "noc_async_write_barrier();"),),
    ),
    Plant(
        "the_inputs_are_never_popped_and_the_buffer_holds_all",
        "add",
        "cb_not_drained",
        ("compute.cpp", "cb_wait_front(0, 1)"),
        (cut("compute.cpp", "cb_pop_front(0, 1);"),),
        _resize(0, 4),
    ),
    # Sizes and indices.
    Plant(
        "more_pages_are_waited_for_than_there_are",
        "add",
        "cb_capacity",
        ("compute.cpp", "cb_wait_front(1, 3)"),
        (Edit("compute.cpp", "cb_wait_front(1, 1)", "cb_wait_front(1, 3)"),),
    ),
    Plant(
        "more_pages_are_reserved_than_there_are",
        "add",
        "cb_capacity",
        ("reader.cpp", "cb_reserve_back(1, 3)"),
        (Edit("reader.cpp", "cb_reserve_back(1, 1)", "cb_reserve_back(1, 3)"),),
    ),
    Plant(
        "pages_do_not_add_up_to_a_lap",
        "sfpu",
        "cb_pointer_overrun",
        ("reader.cpp", "cb_push_back(0, 2)"),
        (
            Edit("reader.cpp", "cb_reserve_back(0, 1)", "cb_reserve_back(0, 2)"),
            Edit("reader.cpp", "cb_push_back(0, 1)", "cb_push_back(0, 2)"),
            Edit(
                "reader.cpp",
                "get_write_ptr(0));",
                "get_write_ptr(0));\n        noc_async_read_tile(tile, in, get_write_ptr(0) + 2048);",
            ),
            Edit("compute.cpp", "cb_wait_front(0, 1)", "cb_wait_front(0, 2)"),
            Edit("compute.cpp", "cb_pop_front(0, 1)", "cb_pop_front(0, 2)"),
        ),
        _resize(0, 3),
    ),
    Plant(
        "a_tile_index_past_the_end_of_the_buffer",
        "add",
        "cb_page_out_of_range",
        ("compute.cpp", "add_tiles"),
        (Edit("compute.cpp", "add_tiles(0, 1, 0, 0, 0)", "add_tiles(0, 1, 2, 0, 0)"),),
    ),
    Plant(
        "an_index_that_does_not_exist",
        "add",
        "cb_index_out_of_range",
        ("writer.cpp", "cb_wait_front(32, 1)"),
        (Edit("writer.cpp", "cb_wait_front(16, 1)", "cb_wait_front(32, 1)"),),
    ),
    Plant(
        "a_buffer_that_the_host_did_not_create",
        "add",
        "cb_not_created",
        ("writer.cpp", "cb_wait_front(17, 1)"),
        (Edit("writer.cpp", "cb_wait_front(16, 1)", "cb_wait_front(17, 1)"),),
    ),
    Plant(
        "a_compute_call_names_a_buffer_that_the_host_did_not_create",
        "add",
        "cb_not_created",
        ("compute.cpp", "compute_kernel_hw_startup"),
        (Edit("compute.cpp", "compute_kernel_hw_startup(0, 1, 16)", "compute_kernel_hw_startup(0, 1, 17)"),),
    ),
    Plant(
        "a_buffer_that_exists_on_another_core_only",
        "add",
        "cb_not_created",
        ("reader.cpp", "cb_reserve_back(1, 1)"),
        change=_without_buffer_on_first_core,
        core=(0, 0),
    ),
    Plant(
        "reader_and_writer_push_to_the_same_buffer",
        "add",
        "cb_two_producers",
        ("writer.cpp", "cb_push_back(1, 1)"),
        (
            Edit(
                "writer.cpp",
                "        cb_pop_front(16, 1);",
                "        cb_pop_front(16, 1);\n        cb_reserve_back(1, 1);\n        cb_push_back(1, 1);",
            ),
        ),
    ),
    Plant(
        "writer_and_compute_pop_from_the_same_buffer",
        "add",
        "cb_two_consumers",
        ("writer.cpp", "cb_wait_front(1, 1)"),
        (
            Edit(
                "writer.cpp",
                "        cb_pop_front(16, 1);",
                "        cb_pop_front(16, 1);\n        cb_wait_front(1, 1);\n        cb_pop_front(1, 1);",
            ),
        ),
    ),
    # Hangs.
    Plant(
        "the_second_input_is_never_pushed",
        "add",
        "cb_never_pushed",
        ("reader.cpp", "cb_reserve_back(1, 1)"),
        (cut("reader.cpp", "cb_push_back(1, 1);"),),
    ),
    Plant(
        "the_result_is_never_pushed",
        "add",
        "missing_push_back",
        ("compute.cpp", "cb_reserve_back(16, 1)"),
        (cut("compute.cpp", "cb_push_back(16, 1);"),),
    ),
    Plant(
        "the_second_input_is_never_popped",
        "add",
        "cb_never_popped",
        ("compute.cpp", "cb_wait_front(1, 1)"),
        (cut("compute.cpp", "cb_pop_front(1, 1);"),),
    ),
    Plant(
        "the_writer_never_pops",
        "add",
        "cb_never_popped",
        ("writer.cpp", "cb_wait_front"),
        (cut("writer.cpp", "cb_pop_front(16, 1);"),),
    ),
    Plant(
        "the_reader_of_one_core_delivers_too_few",
        "add",
        "cb_too_few_pages",
        ("compute.cpp", "cb_wait_front(0, 1)"),
        change=_for_core("reader.cpp", "1,0", 3, 2),
        core=(1, 0),
    ),
    Plant(
        "the_writer_of_one_core_expects_too_many",
        "add",
        "cb_too_few_pages",
        ("writer.cpp", "cb_wait_front"),
        change=_for_core("writer.cpp", "0,0", 2, 4),
        core=(0, 0),
    ),
    Plant(
        "the_compute_kernel_takes_one_tile_of_six",
        "add",
        "cb_too_many_pages",
        ("reader.cpp", "cb_reserve_back(0, 1)"),
        (
            Edit("reader.cpp", "first + count;", "first + 2 * count;"),
            Edit("reader.cpp", "noc_async_read_tile(tile, in0", "noc_async_read_tile(tile % 6, in0"),
            Edit("reader.cpp", "noc_async_read_tile(tile, in1", "noc_async_read_tile(tile % 6, in1"),
        ),
    ),
    Plant(
        "the_compute_kernel_waits_for_a_buffer_that_nobody_fills",
        "add",
        "cb_no_producer",
        ("compute.cpp", "cb_wait_front(2, 1)"),
        (Edit("compute.cpp", "cb_wait_front(1, 1)", "cb_wait_front(2, 1)"),),
        lambda program: program["circular_buffers"].append(program["circular_buffers"][0] | {"index": 2}),
    ),
    Plant(
        "the_result_goes_to_a_buffer_that_nobody_empties",
        "add",
        "cb_no_consumer",
        ("compute.cpp", "cb_reserve_back(17, 1)"),
        (
            Edit("compute.cpp", "cb_reserve_back(16, 1)", "cb_reserve_back(17, 1)"),
            Edit("compute.cpp", "pack_tile(0, 16)", "pack_tile(0, 17)"),
            Edit("compute.cpp", "cb_push_back(16, 1)", "cb_push_back(17, 1)"),
            cut("writer.cpp", "        cb_wait_front(16, 1);\n"),
            cut("writer.cpp", "        cb_pop_front(16, 1);\n"),
            cut("writer.cpp", "        noc_async_write_tile(tile, out, get_read_ptr(16));\n"),
        ),
        lambda program: program["circular_buffers"].append(program["circular_buffers"][0] | {"index": 17}),
    ),
    Plant(
        "reader_and_compute_wait_for_each_other",
        "add",
        "deadlock",
        ("reader.cpp", "cb_wait_front(16, 1)"),
        (
            Edit(
                "reader.cpp",
                "        cb_reserve_back(0, 1);",
                "        cb_wait_front(16, 1);\n        cb_reserve_back(0, 1);",
            ),
        ),
    ),
]
