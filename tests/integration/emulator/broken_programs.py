"""The broken reference programs: for each, the fault that its description says was planted, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What must be named first, on both architectures."""

    check: str
    at: str = ""
    """The text of the line to be named; empty where the fault is the host's."""
    kernel: str = "compute.cpp"
    words: str = ""
    """A part of the message, or of what is expected, by which nobody can take it for another fault."""
    core: tuple[int, int] = (0, 0)
    status: str = "ok"
    """How the run ends."""
    waits: tuple[str, str, str] | None = None
    """Of a hang: the kernel, the text of the line where it is stuck, and what it says it waits for."""


_ADD = "add_tiles(cb_a, cb_b, 0, 0, 0);"
_SRC0 = "const auto src0 = TensorAccessor("
_SRC1 = "const auto src1 = TensorAccessor("
_READ0 = "noc_async_read_tile(page, src0"
_WRITE = "noc_async_write_tile(page, dst"

_BUFFERS = {
    "missing_push_back": Fault(
        "cb_never_pushed",
        "cb_reserve_back(1, 1)",
        "reader.cpp",
        "CB 1 are reserved and never pushed",
        status="hang",
        waits=("compute.cpp", "cb_wait_front(cb_b, 1)", "holds 0, capacity 2; producer reader.cpp"),
    ),
    "missing_pop_front": Fault(
        "cb_never_popped",
        "cb_wait_front(cb_a, 1)",
        words="CB 0 are waited for and never popped",
        status="hang",
        waits=("reader.cpp", "cb_reserve_back(0, 1)", "0 free of 2; consumer compute.cpp has popped 0 pages"),
    ),
    "missing_pop_front_large_cb": Fault(
        "cb_not_drained", "cb_wait_front(cb_a, 1)", words="3 pushed, 0 popped"
    ),
    "missing_pop_front_writer": Fault(
        "cb_never_popped",
        "cb_wait_front(16, 1)",
        "writer.cpp",
        "CB 16 are waited for and never popped",
        status="hang",
        waits=("compute.cpp", "cb_reserve_back(cb_out, 1)", "consumer writer.cpp has popped 0 pages"),
    ),
    "missing_wait_front_compute": Fault("cb_read_without_wait", _ADD, words="has waited for 0 pages"),
    "missing_wait_front_writer": Fault(
        "cb_read_without_wait", _WRITE, "writer.cpp", "before it was waited for"
    ),
    "push_more_than_reserved": Fault(
        "push_without_reserve", "cb_push_back(0, 2)", "reader.cpp", "has reserved 1 page", status="hang"
    ),
    "wait_more_than_capacity": Fault(
        "cb_capacity", "cb_wait_front(cb_a, 4)", words="the buffer has only 2 pages", status="hang"
    ),
    "reserve_more_than_capacity": Fault(
        "cb_capacity", "cb_reserve_back(0, 4)", "reader.cpp", "the buffer has only 2 pages", status="hang"
    ),
    "reader_pushes_too_few": Fault(
        "cb_too_few_pages",
        "cb_wait_front(cb_a, 1)",
        words="reader.cpp has pushed 2 pages and has finished",
        status="hang",
        waits=(
            "compute.cpp",
            "cb_wait_front(cb_a, 1)",
            "producer reader.cpp has pushed 2 pages and has finished",
        ),
    ),
    "writer_expects_too_many": Fault(
        "cb_too_few_pages",
        "cb_wait_front(16, 1)",
        "writer.cpp",
        "compute.cpp has pushed 3 pages and has finished",
        status="hang",
        waits=(
            "writer.cpp",
            "cb_wait_front(16, 1)",
            "producer compute.cpp has pushed 3 pages and has finished",
        ),
    ),
    "wrong_count_on_one_core_hang": Fault(
        "cb_too_few_pages",
        "cb_wait_front(0, 1)",
        "writer.cpp",
        "reader.cpp has pushed 2 pages and has finished",
        core=(1, 0),
        status="hang",
        waits=("writer.cpp", "cb_wait_front(0, 1)", "producer reader.cpp has pushed 2 pages"),
    ),
    "wrong_output_cb": Fault(
        "cb_not_created",
        "compute_kernel_hw_startup(cb_a, cb_b, cb_out)",
        words="circular buffer 17",
        status="fault",
    ),
    "writer_wrong_cb": Fault(
        "cb_two_consumers",
        "cb_wait_front(0, 1)",
        "writer.cpp",
        "waits for pages of CB 0, which compute.cpp consumes",
        status="hang",
        waits=(
            "compute.cpp",
            "cb_reserve_back(cb_out, 1)",
            "no other kernel of this core has popped from it",
        ),
    ),
    "cb_not_on_core": Fault(
        "cb_not_created", _SRC0, "reader.cpp", "that core (0,0) does not have", status="fault"
    ),
    "cb_format_mismatch": Fault(
        "accessor_page_size", _SRC0, "reader.cpp", "CB 0, which the host declared as Float32"
    ),
    "cb_too_large": Fault("cb_l1_overflow", words="beyond max L1 size", status="fault"),
}

_COMPUTE = {
    "missing_tile_regs_acquire": Fault("missing_acquire", _ADD, words="comes without tile_regs_acquire"),
    "missing_tile_regs_commit": Fault(
        "missing_commit",
        "tile_regs_wait()",
        words="math has committed none",
        status="hang",
        waits=("compute.cpp", "tile_regs_wait()", "tile_regs_commit"),
    ),
    "missing_tile_regs_wait": Fault(
        "missing_wait", "pack_tile(0, cb_out)", words="comes without tile_regs_wait"
    ),
    "missing_tile_regs_release": Fault(
        "missing_release",
        "tile_regs_wait()",
        words="has not released the section of DST",
        status="hang",
        waits=("compute.cpp", "tile_regs_acquire()", "tile_regs_release"),
    ),
    "dst_index_8": Fault(
        "dst_index", "add_tiles(cb_a, cb_b, 0, 0, 8)", words="tile 8 of DST", status="fault"
    ),
    "pack_wrong_dst": Fault("pack_not_written", "pack_tile(1, cb_out)", words="packs tile 1 of DST"),
    "missing_hw_startup": Fault(
        "missing_hw_startup", "add_init(cb_a, cb_b)", words="before compute_kernel_hw_startup"
    ),
    "missing_add_init": Fault("missing_init", _ADD, words="add_tiles without add_init"),
    "missing_copy_init": Fault("missing_init", "copy_tile(cb_in, 0, 0)", words="copy_tile without copy_init"),
    "missing_recip_init": Fault("missing_init", "recip_tile(0)", words="recip_tile without recip_tile_init"),
    "wrong_init_mul": Fault("wrong_init", _ADD, words="set up by mul_init (line 14)"),
    "wrong_init_sub": Fault("wrong_init", _ADD, words="set up by sub_init (line 14)"),
    "swapped_input_cbs": Fault(
        "operands_swapped", "sub_tiles(cb_b, cb_a", words="sub_init (line 14) named them 0, 1"
    ),
    "missing_copy_tile": Fault("dst_not_written", "relu_tile(0)", words="reads tile 0 of DST"),
    "sfpu_after_commit": Fault("math_after_commit", "relu_tile(0)", words="comes after tile_regs_commit"),
    "mul_scalar_not_float_bits": Fault("scalar_not_float_bits", "mul_unary_tile(0, 3)", words="the scalar 3"),
    "unknown_function": Fault(
        "kernel_compile_error", "add_tile(", words="'add_tile' was not declared", status="compile_error"
    ),
    "old_main_macro": Fault("kernel_compile_error", "void MAIN {", words="MAIN", status="compile_error"),
}

_NOC = {
    "missing_read_barrier": Fault(
        "push_before_read_barrier",
        "cb_push_back(0, 1)",
        "reader.cpp",
        "the read at line 18 that has not arrived",
    ),
    "missing_write_barrier": Fault(
        "pop_before_write_flush",
        "cb_pop_front(16, 1)",
        "writer.cpp",
        "the write at line 14 before it has left",
    ),
    "page_id_one_past_end": Fault("page_out_of_range", _READ0, "reader.cpp", "page 3 of in0"),
    "misaligned_l1_destination": Fault("noc_alignment", _READ0, "reader.cpp", "does not match"),
    "misaligned_dram_source": Fault(
        "noc_alignment", "noc_async_read(src0.get_noc_addr(page, 4)", "reader.cpp", "does not match"
    ),
    "multicast_wrong_dest_count": Fault(
        "multicast_destinations",
        "noc_async_write_multicast(l1",
        "sender.cpp",
        "num_dests is 3, but the rectangle",
        status="hang",
        waits=(
            "sender.cpp",
            "noc_semaphore_wait(ready, receivers)",
            "noc_semaphore_wait(semaphore 0, 3): holds 4",
        ),
    ),
    "multicast_short_rectangle": Fault(
        "multicast_destinations",
        "noc_async_write_multicast(l1",
        "sender.cpp",
        "num_dests is 4, but the rectangle",
        status="hang",
    ),
    "multicast_flag_before_data": Fault(
        "data_after_publication",
        "noc_async_write_multicast(l1",
        "sender.cpp",
        "after that core has pushed the page",
    ),
    "semaphore_never_signalled": Fault(
        "semaphore_never_signalled",
        "noc_semaphore_wait(valid, 1)",
        "receiver.cpp",
        "semaphore 1 holds 0, and 1 is waited for",
        core=(1, 0),
        status="hang",
        waits=("receiver.cpp", "noc_semaphore_wait(valid, 1)", "noc_semaphore_wait(semaphore 1, 1): holds 0"),
    ),
}

_HOST = {
    "accessor_offset_same_layout": Fault(
        "accessor_of_other_tensor", _SRC1, "reader.cpp", "TensorAccessorArgs<0> was made from in0"
    ),
    "accessor_offset_other_layout": Fault(
        "accessor_memory", _SRC1, "reader.cpp", "TensorAccessorArgs<0> says L1, but in1 (DRAM"
    ),
    "swapped_runtime_args_addresses": Fault(
        "accessor_of_other_tensor", _SRC0, "reader.cpp", "is used with the address of in1"
    ),
    "swapped_runtime_args_addr_count": Fault(
        "dram_address_out_of_range", _WRITE, "writer.cpp", "DRAM address 0x3", status="fault"
    ),
    "missing_runtime_arg": Fault(
        "runtime_arg_missing",
        "get_arg_val<uint32_t>(2)",
        "writer.cpp",
        "was given 2 runtime arguments",
        status="hang",
    ),
    "missing_core_args": Fault(
        "runtime_arg_missing",
        "get_arg_val<uint32_t>(0)",
        "reader.cpp",
        "core (2,0) was given no runtime arguments",
        core=(2, 0),
    ),
    "wrong_page_size": Fault(
        "accessor_page_size", _SRC0, "reader.cpp", "the accessor has pages of 4096 bytes"
    ),
    "two_kernels_same_processor": Fault("kernel_overlap", words="both run on riscv_1 at 0-0", status="fault"),
}

FAULTS: dict[str, Fault] = _BUFFERS | _COMPUTE | _NOC | _HOST
