"""How files are cut."""

import pytest

from tilesmith.knowledge.chunks import Chunk, Chunker, Kind
from tilesmith.knowledge.chunks.kernel_role import kernel_role
from tilesmith.knowledge.sources import Role

API = "tt_metal/hw/inc/api/compute/eltwise_binary.h"
HEADER = b"""// SPDX-License-Identifier: Apache-2.0

#pragma once
namespace ckernel {

// clang-format off
/**
 * Adds two tiles.
 *
 * | Argument | Description      |
 * |----------|------------------|
 * | icb0     | The first operand |
 */
// clang-format on
ALWI void add_tiles(uint32_t icb0, uint32_t icb1) { MATH((llk_add<true>(icb0, icb1))); }

template <bool full>
ALWI void add_init(uint32_t icb0) {}

struct Config {
    int pages;
    int size() const { return pages; }
};

#define TWICE(x) (2 * (x))
}  // namespace ckernel
"""


def cut(path: str, role: Role, text: bytes) -> list[Chunk]:
    return Chunker().chunks(path, role, text)


def test_each_declaration_of_a_header_is_a_chunk() -> None:
    chunks = cut(API, Role.API_DEVICE, HEADER)

    assert [(chunk.kind, chunk.name) for chunk in chunks] == [
        (Kind.FUNCTION, "add_tiles"),
        (Kind.FUNCTION, "add_init"),
        (Kind.TYPE, "Config"),
        (Kind.FUNCTION, "Config::size"),
        (Kind.MACRO, "TWICE"),
    ]


def test_a_function_carries_its_comment_signature_calls_and_lines() -> None:
    add = cut(API, Role.API_DEVICE, HEADER)[0]

    assert add.doc == "Adds two tiles.\nArgument Description\nicb0 The first operand"
    assert add.signature == "void add_tiles(uint32_t icb0, uint32_t icb1)"
    assert add.calls == ("MATH", "llk_add")
    assert (add.first_line, add.line, add.last_line) == (6, 15, 15)
    assert add.text.startswith("// clang-format off")


def test_each_public_method_of_the_api_is_a_chunk_beside_its_class() -> None:
    text = b"""class CircularBuffer {
public:
    CircularBuffer(int id);
    ~CircularBuffer();
    /// Waits for pages.
    void wait_front(int pages) { wait(id_, pages); }
private:
    void secret();
};
"""

    chunks = {chunk.name: chunk for chunk in cut(API, Role.API_DEVICE, text)}

    assert set(chunks) == {"CircularBuffer", "CircularBuffer::wait_front"}
    wait = chunks["CircularBuffer::wait_front"]
    assert (wait.doc, wait.signature, wait.line) == ("Waits for pages.", "void wait_front(int pages)", 6)
    assert [chunk.name for chunk in cut("k.hpp", Role.LLK, text)] == ["CircularBuffer"]


def test_the_licence_is_nobodys_comment() -> None:
    chunk = cut(API, Role.API_DEVICE, b"// SPDX-License-Identifier: X\nvoid f();\n")[0]

    assert chunk.doc == ""


def test_lines_above_do_not_change_a_chunks_id() -> None:
    first = cut(API, Role.API_DEVICE, HEADER)
    moved = cut(API, Role.API_DEVICE, b"\n\n" + HEADER)

    assert [chunk.id for chunk in first] == [chunk.id for chunk in moved]
    assert moved[0].line == first[0].line + 2


def test_a_kernel_is_one_chunk_with_its_role() -> None:
    text = b"""// SPDX
#include "api/dataflow/dataflow_api.h"
// Reads tiles in order.
void kernel_main() {
    cb_reserve_back(0, 1);
    noc_async_read_tile(0, s, 0);
    noc_async_read_barrier();
}
"""
    (kernel,) = cut("ttnn/cpp/ttnn/operations/copy/device/kernels/dataflow/fetch.cpp", Role.DATAFLOW, text)

    assert (kernel.kind, kernel.role, kernel.name, kernel.line) == (Kind.KERNEL, Role.READER, "fetch", 4)
    assert kernel.doc == "Reads tiles in order."
    assert "noc_async_read_barrier" in kernel.calls


def test_kernels_of_the_old_entry_are_kernels_too() -> None:
    text = b'#include "compute_kernel_api.h"\nnamespace NAMESPACE {\nvoid MAIN { tile_regs_acquire(); }\n}\n'

    (kernel,) = cut("ttnn/cpp/x/kernels/compute/old.cpp", Role.DATAFLOW, text)

    assert (kernel.kind, kernel.role) == (Kind.KERNEL, Role.COMPUTE)


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("k/dataflow/reader_unary.cpp", "", Role.READER),
        ("k/dataflow/writer_unary.cpp", "noc_async_read(a, b, c);", Role.WRITER),
        ("k/dataflow/move.cpp", "noc_async_read(a, b, c); noc_async_write(a, b, c);", Role.DATAFLOW),
        ("k/dataflow/drain.cpp", "noc_async_write(a, b, c);", Role.WRITER),
        ("k/sum.cpp", "tile_regs_acquire();", Role.COMPUTE),
    ],
)
def test_the_role_of_a_kernel(path: str, text: str, role: Role) -> None:
    assert kernel_role(path, text) is role


def test_long_functions_are_cut_into_parts_that_cover_them() -> None:
    body = "\n".join(f"    step_{number}();" for number in range(300))
    text = f"void build() {{\n{body}\n}}\n".encode()

    parts = cut("ttnn/cpp/x/device/a_program_factory.cpp", Role.HOST, text)

    assert len(parts) == 3
    assert "".join(part.text for part in parts) == text.decode().rstrip("\n")
    assert [(part.first_line, part.last_line) for part in parts] == [(1, 120), (121, 240), (241, 302)]


def test_members_of_long_classes_are_found_one_by_one() -> None:
    fields = "\n".join(f"    int field_{number};" for number in range(100))
    text = f"class Device {{\npublic:\n    void close();\n{fields}\n}};\n".encode()

    chunks = cut("tt_metal/api/tt-metalium/device.hpp", Role.API_HOST, text)

    assert [chunk.name for chunk in chunks] == ["Device", "Device::close"]


def test_sections_of_a_page_carry_the_titles_above_them() -> None:
    page = b"Intro\n\n# Guide\ntext\n## Kernels\n```\n# not a heading\n```\n## Host\nmore\n"

    sections = cut("METALIUM_GUIDE.md", Role.DOC, page)

    assert [(chunk.name, chunk.first_line, chunk.last_line) for chunk in sections] == [
        ("METALIUM_GUIDE", 1, 2),
        ("Guide", 3, 4),
        ("Guide > Kernels", 5, 8),
        ("Guide > Host", 9, 10),
    ]


def test_underlined_titles_of_restructured_text_are_headings() -> None:
    page = b"Kernel APIs\n===========\n\ntext\n\nCompute\n-------\n\nmore\n"

    sections = cut("docs/source/tt-metalium/apis.rst", Role.DOC, page)

    assert [chunk.name for chunk in sections] == ["Kernel APIs", "Kernel APIs > Compute"]


def test_a_broken_file_gives_what_can_be_read() -> None:
    chunks = cut(API, Role.API_DEVICE, b"void f() {}\n}}}} ???\nvoid g() {}\n\xff\xfe")

    assert {"f", "g"} <= {chunk.name for chunk in chunks}
