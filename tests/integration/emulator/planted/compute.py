"""Faults in compute kernels: start-up, inits, formats, DST."""

from collections.abc import Callable
from typing import Any

from .model import Edit, Plant, cut
from .programs import Program, cb

_ORDERED = """        tile_regs_commit();
        cb_pop_front(0, 1);
        cb_pop_front(1, 1);
"""


def _compute(program: Program) -> Any:
    return next(entry for entry in program["kernels"] if entry["kind"] == "compute")


def _wide_dest(program: Program) -> None:
    _compute(program)["fp32_dest_acc_en"] = True


def _buffer(index: int, **changed: object) -> Callable[[Program], None]:
    def change(program: Program) -> None:
        for entry in program["circular_buffers"]:
            if entry["index"] == index:
                entry |= changed

    return change


def _second_output(program: Program) -> None:
    """Another output buffer, of another format."""
    extra = cb(17, 2, 4096, "float32")
    program["circular_buffers"].append(program["circular_buffers"][0] | extra)


def _second_input(program: Program) -> None:
    """Another buffer for the input, of another format."""
    extra = cb(3, 1, 4096, "float32")
    program["circular_buffers"].append(program["circular_buffers"][0] | extra)


WITH_WELFORD = Edit(
    "compute.cpp",
    '#include "api/compute/tile_move_copy.h"\n',
    '#include "api/compute/tile_move_copy.h"\n#include "api/compute/welford.h"\n',
)

PLANTS = [
    # Start-up and inits.
    Plant(
        "no_start_up",
        "add",
        "missing_hw_startup",
        ("compute.cpp", "add_init"),
        (cut("compute.cpp", "compute_kernel_hw_startup(0, 1, 16);"),),
    ),
    Plant(
        "two_start_ups",
        "add",
        "repeated_hw_startup",
        ("compute.cpp", "add_init"),
        (
            Edit(
                "compute.cpp",
                "    add_init(0, 1);",
                "    compute_kernel_hw_startup(0, 1, 16); add_init(0, 1);",
            ),
        ),
    ),
    Plant(
        "an_operation_of_the_matrix_unit_without_its_init",
        "add",
        "missing_init",
        ("compute.cpp", "add_tiles"),
        (cut("compute.cpp", "add_init(0, 1);"),),
    ),
    Plant(
        "a_copy_without_its_init",
        "sfpu",
        "missing_init",
        ("compute.cpp", "copy_tile(0"),
        (cut("compute.cpp", "copy_init(0);"),),
    ),
    Plant(
        "the_first_vector_operation_without_its_init",
        "sfpu",
        "missing_init",
        ("compute.cpp", "mul_unary_tile"),
        (cut("compute.cpp", "        binop_with_scalar_tile_init();\n"),),
    ),
    Plant(
        "the_init_of_another_operation",
        "add",
        "wrong_init",
        ("compute.cpp", "add_tiles"),
        (Edit("compute.cpp", "add_init(0, 1)", "mul_init(0, 1)"),),
    ),
    Plant(
        "an_init_between_the_init_and_the_operation",
        "add",
        "wrong_init",
        ("compute.cpp", "add_tiles"),
        (Edit("compute.cpp", "    add_init(0, 1);", "    add_init(0, 1);\n    copy_init(0);"),),
    ),
    Plant(
        "the_operation_changed_and_the_init_did_not",
        "add",
        "wrong_init",
        ("compute.cpp", "sub_tiles"),
        (Edit("compute.cpp", "add_tiles(", "sub_tiles("),),
    ),
    Plant(
        "a_vector_operation_after_the_init_of_another",
        "sfpu",
        "wrong_init",
        ("compute.cpp", "recip_tile(0)"),
        (cut("compute.cpp", "        recip_tile_init();\n"),),
    ),
    Plant(
        "all_vector_inits_hoisted_out_of_the_loop",
        "sfpu",
        "wrong_init",
        ("compute.cpp", "exp_tile(0)"),
        (
            cut("compute.cpp", "        exp_tile_init();\n"),
            cut("compute.cpp", "        recip_tile_init();\n"),
            Edit(
                "compute.cpp",
                "    copy_init(0);\n",
                "    copy_init(0);\n    exp_tile_init();\n    recip_tile_init();\n",
            ),
        ),
    ),
    Plant(
        "a_reduction_along_another_dimension_than_its_init",
        "reduce",
        "wrong_init",
        ("compute.cpp", "reduce_tile"),
        (
            Edit(
                "compute.cpp",
                "reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>",
                "reduce_tile<PoolType::SUM, ReduceDim::REDUCE_COL>",
            ),
        ),
    ),
    Plant(
        "a_broadcast_along_another_dimension_than_its_init",
        "reduce",
        "wrong_init",
        ("compute.cpp", "sub_tiles_bcast_rows"),
        (Edit("compute.cpp", "sub_tiles_bcast_cols", "sub_tiles_bcast_rows"),),
    ),
    Plant(
        "a_vector_operation_between_statistics_and_their_use",
        "sfpu",
        "statistics_overwritten",
        ("compute.cpp", "welford_save_state(1)"),
        (
            WITH_WELFORD,
            Edit(
                "compute.cpp",
                "        recip_tile_init();\n        recip_tile(0);\n",
                "        welford_init();\n        welford_update<0>(0, 0, {});\n"
                "        recip_tile_init();\n        recip_tile(0);\n        welford_save_state(1);\n",
            ),
        ),
    ),
    Plant(
        "statistics_of_rows_past_the_tile",
        "sfpu",
        "argument_out_of_range",
        ("compute.cpp", "welford_update_rows"),
        (
            WITH_WELFORD,
            Edit(
                "compute.cpp",
                "        recip_tile_init();\n",
                "        welford_init();\n        welford_update_rows<0>(0, 0, 20, 13, {});\n"
                "        recip_tile_init();\n",
            ),
        ),
    ),
    Plant(
        "the_packer_still_masks_for_a_reduction",
        "reduce",
        "missing_uninit",
        ("compute.cpp", "pack_tile(0, 16)"),
        (cut("compute.cpp", "reduce_uninit();"),),
    ),
    Plant(
        "the_unpacker_still_tilizes",
        "tilize",
        "missing_uninit",
        ("compute.cpp", "add_init(24, 24)"),
        (cut("compute.cpp", "tilize_uninit(0, 24);"),),
    ),
    Plant(
        "operands_the_other_way_round",
        "reduce",
        "operands_swapped",
        ("compute.cpp", "sub_tiles_bcast_cols"),
        (
            Edit(
                "compute.cpp", "sub_tiles_bcast_cols(0, 24, 0, 0, 0)", "sub_tiles_bcast_cols(24, 0, 0, 0, 0)"
            ),
        ),
    ),
    Plant(
        "an_integer_where_the_bits_of_a_float_belong",
        "sfpu",
        "scalar_not_float_bits",
        ("compute.cpp", "mul_unary_tile"),
        (Edit("compute.cpp", "0x40400000", "3"),),
    ),
    # Formats and pages.
    Plant(
        "the_unpacker_is_set_up_for_another_format",
        "sfpu",
        "format_not_configured",
        ("compute.cpp", "copy_tile(0, 0, 0)"),
        (Edit("compute.cpp", "compute_kernel_hw_startup(0, 0, 16)", "compute_kernel_hw_startup(3, 3, 16)"),),
        _second_input,
    ),
    Plant(
        "the_packer_is_set_up_for_another_format",
        "add",
        "format_not_configured",
        ("compute.cpp", "pack_tile(0, 16)"),
        (Edit("compute.cpp", "compute_kernel_hw_startup(0, 1, 16)", "compute_kernel_hw_startup(0, 1, 17)"),),
        _second_output,
    ),
    Plant(
        "a_page_that_is_too_small_for_a_tile",
        "add",
        "tile_exceeds_page",
        ("compute.cpp", "pack_tile(0, 16)"),
        change=_buffer(16, page_size=1024, num_pages=4),
    ),
    # DST.
    Plant(
        "a_ninth_tile_of_dst",
        "add",
        "dst_index",
        ("compute.cpp", "add_tiles"),
        (Edit("compute.cpp", "add_tiles(0, 1, 0, 0, 0)", "add_tiles(0, 1, 0, 0, 8)"),),
    ),
    Plant(
        "a_fifth_tile_of_a_wide_dst",
        "sfpu",
        "dst_index",
        ("compute.cpp", "copy_tile(0, 0, 4)"),
        (Edit("compute.cpp", "copy_tile(0, 0, 0)", "copy_tile(0, 0, 4)"),),
        _wide_dest,
    ),
    Plant(
        "a_vector_operation_on_an_empty_tile",
        "sfpu",
        "dst_not_written",
        ("compute.cpp", "mul_unary_tile"),
        (Edit("compute.cpp", "copy_tile(0, 0, 0)", "copy_tile(0, 0, 1)"),),
    ),
    Plant(
        "another_tile_is_packed",
        "add",
        "pack_not_written",
        ("compute.cpp", "pack_tile(1, 16)"),
        (Edit("compute.cpp", "pack_tile(0, 16)", "pack_tile(1, 16)"),),
    ),
    Plant(
        "no_acquire",
        "add",
        "missing_acquire",
        ("compute.cpp", "add_tiles"),
        (cut("compute.cpp", "tile_regs_acquire();"),),
    ),
    Plant(
        "an_acquire_after_the_operation",
        "add",
        "missing_acquire",
        ("compute.cpp", "add_tiles"),
        (
            cut("compute.cpp", "        tile_regs_acquire();\n"),
            Edit(
                "compute.cpp",
                "        tile_regs_commit();",
                "        tile_regs_acquire();\n        tile_regs_commit();",
            ),
        ),
    ),
    Plant(
        "two_acquires",
        "add",
        "repeated_acquire",
        ("compute.cpp", "tile_regs_acquire(); // again"),
        (
            Edit(
                "compute.cpp",
                "        tile_regs_acquire();",
                "        tile_regs_acquire();\n        tile_regs_acquire(); // again",
            ),
        ),
    ),
    Plant(
        "no_commit",
        "add",
        "missing_commit",
        ("compute.cpp", "tile_regs_wait"),
        (cut("compute.cpp", "tile_regs_commit();"),),
    ),
    Plant(
        "a_pack_before_the_commit",
        "add",
        "missing_commit",
        ("compute.cpp", "pack_tile(0, 16)"),
        (
            cut("compute.cpp", "        tile_regs_commit();\n"),
            cut("compute.cpp", "        tile_regs_wait();\n"),
            Edit(
                "compute.cpp",
                "        tile_regs_release();",
                "        tile_regs_commit();\n        tile_regs_wait();\n        tile_regs_release();",
            ),
        ),
    ),
    Plant(
        "an_operation_after_the_commit",
        "sfpu",
        "math_after_commit",
        ("compute.cpp", "recip_tile(0)"),
        (
            cut("compute.cpp", "        recip_tile(0);\n"),
            Edit(
                "compute.cpp",
                "        tile_regs_commit();",
                "        tile_regs_commit();\n        recip_tile(0);",
            ),
        ),
    ),
    Plant(
        "no_wait",
        "add",
        "missing_wait",
        ("compute.cpp", "pack_tile"),
        (cut("compute.cpp", "tile_regs_wait();"),),
    ),
    Plant(
        "a_wait_after_the_pack",
        "add",
        "missing_wait",
        ("compute.cpp", "pack_tile"),
        (
            cut("compute.cpp", "        tile_regs_wait();\n"),
            Edit(
                "compute.cpp",
                "        tile_regs_release();",
                "        tile_regs_wait();\n        tile_regs_release();",
            ),
        ),
    ),
    Plant(
        "no_release_with_one_tile",
        "add",
        "missing_release",
        ("compute.cpp", "tile_regs_wait"),
        (
            cut("compute.cpp", "tile_regs_release();"),
            Edit("reader.cpp", "tile < first + count", "tile < first + 1"),
            Edit("compute.cpp", "tile < count", "tile < 1"),
            Edit("writer.cpp", "tile < first + count", "tile < first + 1"),
        ),
    ),
    Plant(
        "no_release_with_three_tiles",
        "add",
        "missing_release",
        ("compute.cpp", "tile_regs_wait"),
        (cut("compute.cpp", "tile_regs_release();"),),
    ),
    Plant(
        "two_releases",
        "add",
        "release_without_commit",
        ("compute.cpp", "tile_regs_release(); // again"),
        (
            Edit(
                "compute.cpp",
                "        tile_regs_release();",
                "        tile_regs_release();\n        tile_regs_release(); // again",
            ),
        ),
    ),
    Plant(
        "a_pack_after_the_release",
        "add",
        "pack_after_release",
        ("compute.cpp", "pack_tile"),
        (
            cut("compute.cpp", "        pack_tile(0, 16);\n"),
            Edit(
                "compute.cpp",
                "        tile_regs_release();",
                "        tile_regs_release();\n        pack_tile(0, 16);",
            ),
        ),
    ),
]
