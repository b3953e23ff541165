"""Mistakes that models are known to make, planted into working projects: each is named with line and remedy.

The numbers are those of the list that the mistakes were collected in. A reply of one line instead of a file
(29), or of files that are not the draft's (30), never becomes a project.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tilesmith.agent.spec import Target
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.verify_project import HowToVerify, how_to_verify, verify_project
from tilesmith.tests.projects import template_project
from tilesmith.tools.verification import Level

ADD = OperationRequest(operation="add")
MINUS_ONE = OperationRequest(expression="a - 1", name="minus")
CHAIN = OperationRequest(expression="sin(a) * tanh(a)", name="chain")
DIODE = OperationRequest(operation="diode_equation")
READER = "kernels/dataflow/reader.cpp"
COMPUTE, HOST = "kernels/compute/add.cpp", "add.cpp"
PROGRAM = "    Program program = CreateProgram();"
PUSH_A = "        cb_push_back(cb_a, 1);"


@dataclass(frozen=True)
class Mistake:
    """Edits, and what is said of them first."""

    number: int
    name: str
    edits: tuple[tuple[str, str, str], ...]
    """File, what stands there, what a model writes instead."""
    at: tuple[str, str] | None
    """File, and words that its line has and no other; None: no line is to blame."""
    says: str
    """A regular expression, for message, hint and evidence together."""
    request: OperationRequest = ADD


MISTAKES = [
    Mistake(
        1,
        "an accessor in the wrong place",
        (
            (HOST, "reader_compile_args;", "reader_compile_args{cb_a, cb_b};"),
            (READER, "TensorAccessorArgs<0>", "TensorAccessorArgs<1>"),
        ),
        (READER, "TensorAccessorArgs<1>"),
        "no tensor accessor starts at compile-time word 1.*next_compile_time_args_offset",
    ),
    Mistake(
        2,
        "one accessor for two tensors",
        ((READER, "TensorAccessor(b_args", "TensorAccessor(a_args"),),
        (READER, "TensorAccessor(a_args, b_address"),
        "used with the address of buf1.*next_compile_time_args_offset",
    ),
    Mistake(
        3,
        "a buffer that nobody fills",
        (
            (COMPUTE, "cb_wait_front(cb_b, 1);", "cb_wait_front(cb_b, 1);\n        cb_wait_front(2, 1);"),
            (
                HOST,
                "    std::vector<uint32_t> reader_compile_args",
                "    CreateCircularBuffer(program, core, CircularBufferConfig(2 * bfloat16_tile_bytes, "
                "{{tt::CBIndex::c_2, tt::DataFormat::Float16_b}})"
                ".set_page_size(tt::CBIndex::c_2, bfloat16_tile_bytes));\n"
                "    std::vector<uint32_t> reader_compile_args",
            ),
        ),
        (COMPUTE, "cb_wait_front(2, 1)"),
        "no kernel pushes pages into it: this kernel hangs.*push into c_2",
    ),
    Mistake(
        4,
        "a compile-time argument too many",
        (
            (
                READER,
                "kernel_main() {",
                "kernel_main() {\n    constexpr auto mode = get_compile_time_arg_val(4);",
            ),
        ),
        (READER, "get_compile_time_arg_val(4)"),
        "compile-time argument 4 is read, but the host passes 4.*pass every argument",
    ),
    Mistake(
        5,
        "a buffer that the host does not create",
        ((READER, "c_1;", "c_2;"), (COMPUTE, "c_1;", "c_2;")),
        (COMPUTE, "cb_wait_front(cb_b"),
        "the host creates no such buffer.*create c_2 in the host.*creates c_0, c_1, c_16",
    ),
    Mistake(
        6,
        "an init that does not exist",
        (("kernels/compute/minus.cpp", "binop_with_scalar_tile_init()", "sub_unary_tile_init()"),),
        ("kernels/compute/minus.cpp", "sub_unary_tile_init"),
        "no sub_unary_tile_init.*binop_with_scalar_tile_init.*binop_with_scalar.h",
        MINUS_ONE,
    ),
    Mistake(
        7,
        "a scalar as an integer",
        (("kernels/compute/minus.cpp", "0x3f800000u", "1"),),
        ("kernels/compute/minus.cpp", "sub_unary_tile(0, 1)"),
        "the scalar 1, which as the bits of a float.*pass the bits of the float",
        MINUS_ONE,
    ),
    Mistake(
        8,
        "all inits before the loop",
        (
            ("kernels/compute/chain.cpp", "        sin_tile_init();\n", ""),
            ("kernels/compute/chain.cpp", "        tanh_tile_init();\n", ""),
            (
                "kernels/compute/chain.cpp",
                "    for (",
                "    sin_tile_init();\n    tanh_tile_init();\n    for (",
            ),
        ),
        ("kernels/compute/chain.cpp", "        sin_tile("),
        "call sin_tile_init again between tanh_tile_init and sin_tile",
        CHAIN,
    ),
    Mistake(
        9,
        "a function without its header",
        ((COMPUTE, '#include "api/compute/eltwise_binary.h"\n', ""),),
        (COMPUTE, "add_init("),
        'declared in "api/compute/eltwise_binary.h": add #include',
    ),
    Mistake(
        10,
        "a push before the barrier",
        (
            (READER, "        noc_async_read_barrier();\n", ""),
            (READER, "cb_push_back(cb_b, 1);", "cb_push_back(cb_b, 1);\n        noc_async_read_barrier();"),
        ),
        (READER, "cb_push_back(cb_a, 1)"),
        "has not arrived.*noc_async_read_barrier",
    ),
    Mistake(
        11,
        "a float stored as an integer",
        (
            (
                READER,
                PUSH_A,
                "        auto* ptr = reinterpret_cast<volatile tt_l1_ptr uint16_t*>(get_write_ptr(cb_a));\n"
                f"        ptr[0] = 1.0f;\n{PUSH_A}",
            ),
        ),
        (READER, "ptr[0] = 1.0f"),
        "makes it the integer 1.*0x3F80 for 1.0f",
    ),
    Mistake(
        12,
        "floats in a tile of bfloat16",
        (
            (
                READER,
                PUSH_A,
                "        auto* ptr = reinterpret_cast<volatile tt_l1_ptr float*>(get_write_ptr(cb_a));\n"
                f"        for (uint32_t i = 0; i < 1024; ++i) {{ ptr[i] = 1.0f; }}\n{PUSH_A}",
            ),
        ),
        (READER, "ptr[i] = 1.0f"),
        "c_0 holds bfloat16, two bytes an element.*2,048 bytes",
    ),
    Mistake(
        13,
        "a helper below its use",
        (
            (READER, "void kernel_main() {", "void kernel_main() {\n    prepare();"),
            (
                READER,
                "cb_push_back(cb_b, 1);\n    }\n}",
                "cb_push_back(cb_b, 1);\n    }\n}\n\nvoid prepare() {}",
            ),
        ),
        (READER, "    prepare();"),
        "prepare is defined below, at line 3.: move its definition above",
    ),
    Mistake(
        14,
        "a page past the end",
        ((READER, "noc_async_read_page(tile, a_accessor", "noc_async_read_page(tile + 1, a_accessor"),),
        (READER, "tile + 1, a_accessor"),
        "page 1 of buf0 .*does not exist.*check the first page and the page count",
    ),
    Mistake(
        15,
        "a kernel path from a template",
        ((HOST, "kernels/dataflow/reader.cpp", "path/to/kernel_reader.cpp"),),
        (HOST, "KernelHandle reader = CreateKernel("),
        "no kernel file path/to/kernel_reader.cpp.*kernels of this project: .*reader.cpp",
    ),
    Mistake(
        16,
        "run-time arguments left out",
        ((HOST, "{a_address, b_address, first, count}", "{a_address}"),),
        (READER, "get_arg_val<uint32_t>(1)"),
        "runtime argument 1 is read, but the host passes 1.*pass every argument",
    ),
    Mistake(
        17,
        "a constant over an input",
        (
            (
                HOST,
                "    distributed::MeshWorkload workload;",
                "    distributed::EnqueueWriteMeshBuffer(cq, a_buffer, std::vector<tilesmith::BFloat16>("
                "tiles * constants::TILE_HW, tilesmith::BFloat16(1.0f)), true);\n"
                "    distributed::MeshWorkload workload;",
            ),
        ),
        None,
        "the buffer of input a is written again.*a buffer of its own",
    ),
    Mistake(
        18,
        "an output as the device holds it",
        (
            (
                HOST,
                'tilesmith::untilize(out_tiles, arguments.input("a").shape);',
                '{arguments.input("a").shape, {}};\n'
                '    for (std::size_t i = 0; i < arguments.input("a").values.size(); ++i) {\n'
                '        results.outputs["out"].values.push_back(static_cast<float>(out_tiles[i]));\n    }',
            ),
        ),
        None,
        "in the order of tiles and faces.*tilesmith::untilize",
    ),
    Mistake(
        19,
        "bfloat16 arithmetic on the host",
        ((HOST, PROGRAM, f"{PROGRAM}\n    const tilesmith::BFloat16 one(1.0f), two = one + one;"),),
        (HOST, "two = one + one"),
        r"no match for 'operator\+'.*convert to float first",
    ),
    Mistake(
        20,
        "a message glued together",
        (
            (
                HOST,
                PROGRAM,
                f'{PROGRAM}\n    TT_FATAL(!arguments.inputs.empty(), "wrong: " + std::to_string(seed));',
            ),
            (HOST, "tilesmith::Results run_on_device", "int seed = 1;\n\ntilesmith::Results run_on_device"),
        ),
        (HOST, "TT_FATAL("),
        r"TT_FATAL takes a format literal and its arguments, as in TT_FATAL\(condition, ",
    ),
    Mistake(
        21,
        "the API before meshes",
        ((HOST, PROGRAM, f"{PROGRAM}\n    IDevice* device = CreateDevice(0);"),),
        (HOST, "CreateDevice(0)"),
        "CreateDevice belongs to the API before meshes: use distributed::MeshDevice::create_unit_mesh",
    ),
    Mistake(
        23,
        "addresses for compute",
        ((HOST, "compute, core, {count}", "compute, core, {a_address, b_address, out_address, count}"),),
        (HOST, "{a_address, b_address, out_address, count}"),
        "is given a_address, the address of a buffer in DRAM.*give addresses to reader and writer",
    ),
    Mistake(
        24,
        "a parameter dropped",
        (("diode_equation.cpp", 'arguments.parameter("isat")', "1.0"),),
        None,
        r"is what isat = 1 gives.*arguments.parameter\(\"isat\"\)",
        DIODE,
    ),
    Mistake(
        25,
        "no start-up",
        ((COMPUTE, "    compute_kernel_hw_startup(cb_a, cb_b, cb_out);", ""),),
        (COMPUTE, "add_init("),
        "comes before compute_kernel_hw_startup.*call compute_kernel_hw_startup once",
    ),
    Mistake(
        26,
        "a pop too many",
        (
            (
                COMPUTE,
                "        cb_pop_front(cb_a, 1);",
                "        cb_pop_front(cb_a, 1);\n        cb_pop_front(cb_a, 1 );",
            ),
        ),
        (COMPUTE, "cb_pop_front(cb_a, 1 )"),
        "this kernel has waited for 0 pages.*wait for as many pages as are read and popped",
    ),
    Mistake(
        27,
        "a pointer taken for a buffer",
        ((HOST, "a_buffer->address()", "a_buffer.address()"),),
        (HOST, "a_buffer.address()"),
        "has no member named 'address'.*write -> instead of",
    ),
    Mistake(
        28,
        "a header that moved",
        ((READER, '"api/dataflow/dataflow_api.h"', '"dataflow_api.h"'),),
        (READER, '"dataflow_api.h"'),
        'It moved: #include "api/dataflow/dataflow_api.h"',
    ),
]


@pytest.fixture(scope="module")
def how() -> HowToVerify:
    return how_to_verify(Level.QUICK, seed=3)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.number} {mistake.name}")
def test_a_known_mistake_is_named_with_its_line_and_remedy(
    mistake: Mistake, how: HowToVerify, tmp_path: Path
) -> None:
    spec = resolve(mistake.request)
    files = dict(template_project(spec).files)
    for file, old, new in mistake.edits:
        assert old in files[file], f"{file} no longer has {old!r}"
        files[file] = files[file].replace(old, new)
    for file, text in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)

    found = verify_project(tmp_path, spec, Target(), how)

    assert not found.verdict.verified
    first = found.failures[0]
    said = " ".join((first.message, first.hint, *first.evidence))
    assert re.search(mistake.says, said), said
    if mistake.at is not None:
        file, words = mistake.at
        lines = [number for number, line in enumerate(files[file].splitlines(), 1) if words in line]
        assert (first.file, first.line) == (file, lines[0])


def test_what_this_release_still_has_is_no_mistake(how: HowToVerify, tmp_path: Path) -> None:
    """22: the older generator of addresses is declared in the headers of 0.81.1, and its program is right."""
    spec = resolve(ADD)
    files = dict(template_project(spec).files)
    old = "const auto a_accessor = TensorAccessor(a_args, a_address, get_tile_size(cb_a));"
    assert old in files[READER]
    files[READER] = files[READER].replace(
        old,
        "const InterleavedAddrGenFast<true> a_accessor = {.bank_base_address = a_address, "
        ".page_size = get_tile_size(cb_a), .data_format = get_dataformat(cb_a)};",
    )
    for file, text in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    assert verify_project(tmp_path, spec, Target(), how).verdict.verified
