"""Faults in a kernel's own code, and in what the host describes."""

from .model import Edit, Plant
from .programs import Program

_TREBLE = "            words[i] = words[i] * 3;"


def _vast_buffer(program: Program) -> None:
    program["circular_buffers"][0]["num_pages"] = 1000


def _both_on_one_processor(program: Program) -> None:
    program["kernels"][2] |= {"processor": "riscv_1", "noc": 0}


PLANTS = [
    Plant(
        "a_pointer_outside_l1_is_read",
        "rows",
        "wild_pointer",
        ("kernel.cpp", "words[i + 0x100000]"),
        (Edit("kernel.cpp", "words[i] * 3", "words[i + 0x100000]"),),
    ),
    Plant(
        "a_null_pointer_is_written",
        "rows",
        "wild_pointer",
        ("kernel.cpp", "nullptr"),
        (Edit("kernel.cpp", _TREBLE, "            *static_cast<volatile uint32_t*>(nullptr) = words[i];"),),
    ),
    Plant(
        "memory_of_the_process_is_written",
        "rows",
        "wild_pointer",
        ("kernel.cpp", "&my_x[0]"),
        (Edit("kernel.cpp", _TREBLE, "            *const_cast<volatile uint8_t*>(&my_x[0]) = 1;"),),
    ),
    Plant(
        "a_copy_that_ends_outside_l1",
        "rows",
        "wild_pointer",
        ("kernel.cpp", "memcpy"),
        (
            Edit(
                "kernel.cpp",
                _TREBLE,
                "            memcpy(reinterpret_cast<void*>(0x16df80), const_cast<uint32_t*>(words), 256);",
            ),
        ),
    ),
    Plant(
        "an_array_that_does_not_fit_on_the_stack",
        "rows",
        "stack_overflow",
        ("kernel.cpp", "void kernel_main()"),
        (
            Edit(
                "kernel.cpp",
                "    for (uint32_t row",
                "    volatile uint32_t big[1 << 18]; big[0] = 1;\n    for (uint32_t row",
            ),
        ),
    ),
    Plant(
        "a_recursion_without_end",
        "rows",
        "stack_overflow",
        ("kernel.cpp", "sink = sum"),
        (
            Edit(
                "kernel.cpp",
                "void kernel_main() {",
                "volatile uint32_t sink;\nuint32_t deeper(uint32_t sum) {\n    sink = sum;\n"
                "    return deeper(sum + 1) + sink;\n}\nvoid kernel_main() {\n    sink = deeper(0);",
            ),
        ),
    ),
    Plant(
        "a_division_by_zero",
        "rows",
        "division_by_zero",
        ("kernel.cpp", "words[i] / row"),
        (Edit("kernel.cpp", "words[i] * 3", "words[i] / row"),),
    ),
    Plant(
        "an_assertion_of_the_kernel",
        "rows",
        "kernel_assertion",
        ("kernel.cpp", "ASSERT"),
        (Edit("kernel.cpp", "    const uint32_t l1", "    ASSERT(in_address == 0);\n    const uint32_t l1"),),
    ),
    Plant(
        "a_loop_that_nobody_ends",
        "rows",
        "endless_loop",
        ("kernel.cpp", "while"),
        (
            Edit(
                "kernel.cpp",
                "    const uint32_t l1",
                "    auto* flag = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(0));\n"
                "    while (*flag == 0) {}\n    const uint32_t l1",
            ),
        ),
    ),
    Plant(
        "a_name_that_does_not_exist",
        "add",
        "kernel_compile_error",
        ("compute.cpp", "add_tile("),
        (Edit("compute.cpp", "add_tiles(", "add_tile("),),
    ),
    Plant(
        "a_function_that_is_declared_and_not_defined",
        "rows",
        "kernel_compile_error",
        None,
        (
            Edit("kernel.cpp", "void kernel_main() {", "uint32_t treble(uint32_t);\nvoid kernel_main() {"),
            Edit("kernel.cpp", "words[i] * 3", "treble(words[i])"),
        ),
    ),
    # The host's description.
    Plant("buffers_that_do_not_fit", "add", "cb_l1_overflow", None, change=_vast_buffer),
    Plant("two_kernels_on_one_processor", "add", "kernel_overlap", None, change=_both_on_one_processor),
    Plant(
        "no_place_for_compiled_kernels",
        "add",
        "launch_refused",
        None,
        environment={"TILESMITH_KERNEL_CACHE": "/dev/null/kernels", "TMPDIR": "/dev/null"},
    ),
]
