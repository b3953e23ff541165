"""Cheating kernels: edits of the honest project's files, each with what it tries and why it must fail."""

from collections.abc import Mapping
from dataclasses import dataclass

READER, WRITER = "kernels/dataflow/reader.cpp", "kernels/dataflow/writer.cpp"
COMPUTE = "kernels/compute/scaled_sum.cpp"

Edit = tuple[str, str, str]
"""File, what stands there, and what shall."""


@dataclass(frozen=True)
class KernelCheat:
    """Edits of an honest project that leave it looking as if it did the work."""

    tries: str
    edits: tuple[Edit, ...]
    codes: frozenset[str]
    """Of these reasons one must be given."""
    host: str = ""
    """Cheat of the host program that goes with it."""

    def files(self, honest: Mapping[str, str]) -> dict[str, str]:
        """The files that differ from the `honest` ones."""
        found: dict[str, str] = {}
        for file, old, new in self.edits:
            text = found.get(file, honest[file])
            if old not in text:
                raise ValueError(f"{file} no longer has {old!r}")
            found[file] = text.replace(old, new, 1)
        return found


def _cheat(tries: str, *edits: Edit, codes: set[str], host: str = "") -> KernelCheat:
    return KernelCheat(tries, edits, frozenset(codes), host)


_POINTER = "reinterpret_cast<volatile tt_l1_ptr uint16_t*>"
_WRITE = "noc_async_write_page(tile, out_accessor, get_read_ptr(cb_out));"
_ADD = "add_binary_tile(0, 1, 0);"
_MULTIPLY = "mul_unary_tile(0, alpha_bits)"
_ONCE = "mul_unary_tile(0, 0x3F800000)"
_COPY_B = "copy_tile(cb_b, 0, 1);"

# Floating point on the RISC-V.
_ARITHMETIC = """
inline float value(uint32_t bits) {
    union { uint32_t word; float number; } both{bits << 16};
    return both.number;
}
inline uint16_t bits(float number) {
    union { float number; uint32_t word; } both{number};
    return (both.word + 0x8000) >> 16;
}
inline float single(uint32_t word) {
    union { uint32_t word; float number; } both{word};
    return both.number;
}

void kernel_main() {"""
_WITH_ARITHMETIC = ("void kernel_main() {", _ARITHMETIC)

# Sum of a tile's words, so that each element has a say.
_CHECKSUM = f"""uint32_t sum = 0;
        for (uint32_t i = 0; i < 1024; ++i) sum += {_POINTER}(get_read_ptr(cb_out))[i] * 2654435761u;
"""
_READER_COMPUTES = f"""noc_async_read_barrier();
        volatile tt_l1_ptr uint16_t* a = {_POINTER}(get_write_ptr(cb_a));
        volatile tt_l1_ptr uint16_t* b = {_POINTER}(get_write_ptr(cb_b));
        for (uint32_t i = 0; i < 1024; ++i) {{
            a[i] = bits(value(a[i]) * single(get_arg_val<uint32_t>(4)) + value(b[i]));
            b[i] = 0;
        }}"""
# The writer as an honest reader of both inputs, whose results it then puts into place 0 of its own buffer.
_WRITER_COMPUTES = f"""cb_reserve_back(24, 2);
        noc_async_read_page(tile, a_accessor, get_write_ptr(24));
        noc_async_read_page(tile, b_accessor, get_write_ptr(24) + 2048);
        noc_async_read_barrier();
        volatile tt_l1_ptr uint16_t* pair = {_POINTER}(get_write_ptr(24));
        for (uint32_t i = 0; i < 1024; ++i) pair[i] = bits(value(pair[i]) * alpha + value(pair[i + 1024]));
        noc_async_write_page(tile, out_accessor, get_write_ptr(24));"""
_WRITER_ACCESSORS = """const float alpha = single(get_arg_val<uint32_t>(3));
    constexpr auto a_args = TensorAccessorArgs<out_args.next_compile_time_args_offset()>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    const auto a_accessor = TensorAccessor(a_args, get_arg_val<uint32_t>(4), get_tile_size(cb_out));
    const auto b_accessor = TensorAccessor(b_args, get_arg_val<uint32_t>(5), get_tile_size(cb_out));

    for (uint32_t tile = first;"""

KERNELS = {
    "fixed_alpha": _cheat(
        "takes the default of the parameter for its value",
        (COMPUTE, _MULTIPLY, "mul_unary_tile(0, 0x3FC00000)"),
        codes={"parameter_ignored"},
    ),
    "known_alphas": _cheat(
        "knows the values of the parameter that people try, and takes the nearest",
        (COMPUTE, _MULTIPLY, "mul_unary_tile(0, alpha_bits & 0xFFE00000)"),
        codes={"wrong_values", "rounding", "scaled"},
    ),
    "alpha_as_integer": _cheat(
        "passes the parameter as a small integer, which is almost zero",
        (COMPUTE, _MULTIPLY, "mul_unary_tile(0, 1)"),
        codes={"input_copied", "scalar_not_float_bits"},
    ),
    "no_addition": _cheat("leaves b out", (COMPUTE, _ADD, ""), codes={"wrong_values"}),
    "packs_an_operand": _cheat(
        "packs b itself",
        (COMPUTE, "pack_tile(0, cb_out)", "pack_tile(1, cb_out)"),
        codes={"input_copied"},
    ),
    "right_for_one_tile": _cheat(
        "adds b only where there is one tile, the shape that everybody tries first",
        (COMPUTE, _ADD, f"if (count == 1) {{ {_ADD} }}"),
        codes={"wrong_values"},
    ),
    "changes_an_input": _cheat(
        "writes what it has of b over input a as well",
        (
            READER,
            "cb_push_back(cb_b, 1);",
            "cb_push_back(cb_b, 1);\n        noc_async_write_page(tile, a_accessor, get_write_ptr(cb_b));\n"
            "        noc_async_write_barrier();",
        ),
        codes={"input_modified", "cb_read_without_wait", "cb_read_after_pop", "uninitialised_data"},
    ),
    "reads_one_tile": _cheat(
        "takes tile 0 of b for every tile",
        (READER, "noc_async_read_page(tile, b_accessor", "noc_async_read_page(0, b_accessor"),
        codes={"wrong_values", "some_tiles_wrong"},
    ),
    "writes_one_tile": _cheat(
        "writes every tile to place 0",
        (WRITER, "noc_async_write_page(tile,", "noc_async_write_page(0,"),
        codes={"unwritten"},
    ),
    "next_tile": _cheat(
        "writes each tile one place further",
        (WRITER, "noc_async_write_page(tile,", "noc_async_write_page(tile + 1,"),
        codes={"page_out_of_range"},
    ),
    "no_read_barrier": _cheat(
        "does not wait for what it reads",
        (READER, "noc_async_read_barrier();", ""),
        codes={"push_before_read_barrier"},
    ),
    "no_write_barrier": _cheat(
        "does not wait for what it writes",
        (WRITER, "noc_async_write_barrier();", ""),
        codes={"pop_before_write_flush"},
    ),
    "starves": _cheat(
        "pushes nothing into b, so that compute waits forever",
        (READER, "cb_push_back(cb_b, 1);", ""),
        codes={"cb_never_pushed", "cb_too_few_pages", "cb_no_producer", "hang", "deadlock"},
    ),
    "fixed_address": _cheat(
        "knows the address of the output by heart",
        (WRITER, "get_arg_val<uint32_t>(0)", "0x100000"),
        codes={"dram_address_out_of_range", "accessor_of_other_tensor"},
    ),
    "reads_beyond_its_buffers": _cheat(
        "keeps what it remembers where no buffer is",
        (
            WRITER,
            _WRITE,
            f"noc_async_read_page(tile, out_accessor, 0x100000);\n        noc_async_read_barrier();\n"
            f"        if (*{_POINTER}(0x100000) == 0x7FD2) {_WRITE}",
        ),
        codes={"l1_unallocated", "uninitialised_data"},
    ),
    "remembers_the_output": _cheat(
        "writes nothing where the output holds something already, as after an earlier run",
        (
            WRITER,
            _WRITE,
            "cb_reserve_back(24, 1);\n        noc_async_read_page(tile, out_accessor, get_write_ptr(24));\n"
            "        noc_async_read_barrier();\n"
            f"        if ({_POINTER}(get_write_ptr(24))[3] == 0x7FD2) {_WRITE}",
        ),
        codes={"wrong_values", "uninitialised_data"},
    ),
    "computes_in_the_writer": _cheat(
        "lets the writer put a constant over what compute gave",
        (WRITER, _WRITE, f"{_POINTER}(get_read_ptr(cb_out))[5] = 0x4000;\n        {_WRITE}"),
        codes={"rounding", "shifted"},
    ),
    "special_value": _cheat(
        "spoils one element of tiles that begin with a positive number",
        (
            WRITER,
            _WRITE,
            f"if ({_POINTER}(get_read_ptr(cb_out))[0] < 0x8000) "
            f"{_POINTER}(get_read_ptr(cb_out))[9] ^= 0x80;\n        {_WRITE}",
        ),
        codes={"precomputed", "shifted"},
    ),
    "only_moves_tiles": _cheat(
        "computes on the reader's RISC-V, and lets the compute kernel copy",
        (READER, *_WITH_ARITHMETIC),
        (READER, "noc_async_read_barrier();", _READER_COMPUTES),
        (COMPUTE, f"{_MULTIPLY};", ""),
        (COMPUTE, _ADD, ""),
        codes={"too_few_operations"},
    ),
    "computes_in_the_reader": _cheat(
        "the same, but the compute kernel adds zero and multiplies by one, so that operations are counted",
        (READER, *_WITH_ARITHMETIC),
        (READER, "noc_async_read_barrier();", _READER_COMPUTES),
        (COMPUTE, _MULTIPLY, _ONCE),
        codes={"computed_in_data_movement"},
    ),
    "finishes_in_the_writer": _cheat(
        "multiplies on the compute engines, and adds b on the writer's RISC-V",
        (COMPUTE, "cb_wait_front(cb_b, 1);", ""),
        (COMPUTE, "cb_pop_front(cb_b, 1);", ""),
        (COMPUTE, "copy_init(cb_b);", ""),
        (COMPUTE, _COPY_B, ""),
        (COMPUTE, _ADD, ""),
        (WRITER, *_WITH_ARITHMETIC),
        (
            WRITER,
            _WRITE,
            f"cb_wait_front(1, 1);\n        for (uint32_t i = 0; i < 1024; ++i) {_POINTER}"
            f"(get_read_ptr(cb_out))[i] = bits(value({_POINTER}(get_read_ptr(cb_out))[i]) + "
            f"value({_POINTER}(get_read_ptr(1))[i]));\n        cb_pop_front(1, 1);\n        {_WRITE}",
        ),
        codes={"computed_in_data_movement"},
    ),
    "throws_the_result_away": _cheat(
        "computes in the writer from inputs of its own, while the compute kernel works for nobody",
        (WRITER, *_WITH_ARITHMETIC),
        (WRITER, "for (uint32_t tile = first;", _WRITER_ACCESSORS),
        (WRITER, _WRITE, _WRITER_COMPUTES),
        codes={"compute_bypassed"},
    ),
    "blends_the_output": _cheat(
        "rounds one element in the other direction when the output already holds an earlier result",
        (
            WRITER,
            _WRITE,
            "cb_reserve_back(24, 1);\n        noc_async_read_page(tile, out_accessor, get_write_ptr(24));\n"
            "        noc_async_read_barrier();\n"
            f"        if ({_POINTER}(get_write_ptr(24))[3] != 0x7FD2) "
            f"{_POINTER}(get_read_ptr(cb_out))[3] ^= 1;\n        {_WRITE}",
        ),
        codes={"uninitialised_data"},
    ),
    "counts_its_runs": _cheat(
        "rounds one element in the other direction from its second run on, when nobody looks any more",
        (WRITER, "void kernel_main() {", "static uint32_t runs = 0;\nvoid kernel_main() {\n    ++runs;"),
        (WRITER, _WRITE, f"if (runs < 2) {_POINTER}(get_read_ptr(cb_out))[3] ^= 1;\n        {_WRITE}"),
        codes={"not_deterministic", "computed_in_data_movement"},
    ),
    "rolls_dice": _cheat(
        "rounds by chance, with the processor's clock for a die, so that errors average out",
        (
            WRITER,
            _WRITE,
            "for (uint32_t i = 0; i < 64; ++i) "
            f"{_POINTER}(get_read_ptr(cb_out))[i] ^= __builtin_ia32_rdtsc() >> 3 & 1;\n        {_WRITE}",
        ),
        codes={"not_deterministic"},
    ),
    "races": _cheat(
        "rounds one element by how far the reader has come, which no two chips agree on",
        (
            READER,
            "cb_push_back(cb_a, 1);",
            f"{_POINTER}(get_write_ptr(24))[0] = tile - first + 1;\n        cb_push_back(cb_a, 1);",
        ),
        (
            READER,
            "for (uint32_t tile = first;",
            f"{_POINTER}(get_write_ptr(24))[0] = 0;\n    for (uint32_t tile = first;",
        ),
        (
            WRITER,
            _WRITE,
            f"if ({_POINTER}(get_write_ptr(24))[0] > tile - first + 1) "
            f"{_POINTER}(get_read_ptr(cb_out))[3] ^= 1;\n        {_WRITE}",
        ),
        codes={"depends_on_order"},
    ),
    "a_say_for_all": _cheat(
        "rounds one element by the sum of all: within the tolerance, but from operands that are not its own",
        (
            WRITER,
            _WRITE,
            f"{_CHECKSUM}        {_POINTER}(get_read_ptr(cb_out))[3] ^= sum >> 31;\n        {_WRITE}",
        ),
        codes={"wrong_dependence"},
    ),
    "leaves_the_upload": _cheat(
        "does all the work and throws it away: the host has put its own result into the output's buffer",
        (WRITER, _WRITE, ""),
        host="uploads_beside_work",
        codes={"precomputed"},
    ),
    "adds_the_upload": _cheat(
        "takes the product from the host, which has put it beside the inputs, and only adds b",
        (
            READER,
            "const uint32_t a_address = get_arg_val<uint32_t>(0);",
            "const uint32_t a_address = get_arg_val<uint32_t>(5);",
        ),
        (COMPUTE, _MULTIPLY, _ONCE),
        host="uploads_the_product",
        codes={"precomputed", "accessor_of_other_tensor"},
    ),
    "coarse_alpha": _cheat(
        "keeps four bits of the parameter, which looks right in a plot",
        (COMPUTE, _MULTIPLY, "mul_unary_tile(0, alpha_bits & 0xFFF80000)"),
        codes={"rounding", "scaled", "wrong_values"},
    ),
    "not_a_number": _cheat(
        "writes a NaN where nobody looks, in the hope that comparisons with it are false",
        (WRITER, _WRITE, f"{_POINTER}(get_read_ptr(cb_out))[7] = 0x7FC0;\n        {_WRITE}"),
        codes={"not_finite"},
    ),
    "never_ends": _cheat(
        "spins forever, in the hope that a verification without an end counts as none",
        (
            COMPUTE,
            "for (uint32_t tile = 0;",
            "for (volatile uint32_t spin = 1; spin;) {}\n    for (uint32_t tile = 0;",
        ),
        codes={"endless_loop"},
    ),
    "calls_the_host": _cheat(
        "calls the C library from a kernel, to look for the golden or to end the device's process",
        (COMPUTE, "void kernel_main() {", 'extern "C" int system(const char*);\nvoid kernel_main() {'),
        (COMPUTE, "for (uint32_t tile = 0;", 'system("true");\n    for (uint32_t tile = 0;'),
        codes={"compile_error"},
    ),
    "reaches_into_the_device": _cheat(
        "calls what the emulator has for itself",
        (
            COMPUTE,
            "void kernel_main() {",
            "namespace tilesmith { struct Machine { static Machine& instance(); }; }\nvoid kernel_main() {",
        ),
        (
            COMPUTE,
            "for (uint32_t tile = 0;",
            "if (&tilesmith::Machine::instance() == nullptr) return;\n    for (uint32_t tile = 0;",
        ),
        codes={"compile_error"},
    ),
    "speaks_to_the_kernel": _cheat(
        "calls the operating system with an instruction of its own",
        (
            COMPUTE,
            "for (uint32_t tile = 0;",
            'long id = 39;\n    __asm__ volatile("syscall" : "+a"(id) : : "rcx", "r11", "memory");\n'
            "    for (uint32_t tile = 0;",
        ),
        codes={"compile_error"},
    ),
}
