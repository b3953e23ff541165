"""Sources of random kernels: an interpreter of all operations, and kernels with a few of them written out."""

from collections.abc import Iterable, Sequence

from tilesmith.tools.fuzz.operations import Operation

_HEAD = """\
#include <cstdint>
#include <cstring>
#include {header}

static volatile uint32_t sink;

__attribute__((noinline)) uint32_t deeper(uint32_t depth) {{
    volatile uint32_t frame[64];
    frame[depth % 64] = depth;
    return depth == 0 ? 0 : deeper(depth - 1) + frame[depth % 64];
}}

/// Words of all kinds: small, large, infinite, NaN.
void fill(uint32_t address, uint32_t seed) {{
    volatile uint32_t* at = reinterpret_cast<volatile uint32_t*>(static_cast<uintptr_t>(address));
    for (uint32_t i = 0; i < 512; ++i) {{
        seed = seed * 1664525u + 1013904223u;
        at[i] = seed;
    }}
}}

uint64_t wild_address(uint32_t high, uint32_t low) {{ return static_cast<uint64_t>(high) << 32 | low; }}
"""
_OWN_ADDRESS = """\
/// A place in L1: of a circular buffer, a semaphore, or any.
uint32_t own_address(uint32_t kind, uint32_t offset) {
    const uint32_t which = kind % 256;
    switch (kind / 256) {
        case 0: return get_write_ptr(which) + offset;
        case 1: return get_read_ptr(which) + offset;
        case 2: return get_semaphore(which) + offset;
        default: return offset;
    }
}
"""
_OWN_ADDRESS_IN_COMPUTE = """\
/// A place in L1: of a circular buffer, or any.
uint32_t own_address(uint32_t kind, uint32_t offset) {
    return kind / 256 < 2 ? get_tile_address(kind % 256, 0) + offset : offset;
}
"""
_REMOTE_ADDRESS = """\
/// A place anywhere on the chip.
uint64_t remote_address(uint32_t kind, uint32_t x, uint32_t y, uint32_t offset) {
    switch (kind) {
        case 0: return get_noc_addr(x, y, offset);
        case 1: return get_noc_addr_from_bank_id<true>(x, offset);
        case 2: return get_noc_addr_from_bank_id<false>(x, offset);
        case 3: return get_noc_addr(x, InterleavedAddrGen<true>{y, offset});
        case 4: return get_noc_addr(x, InterleavedAddrGen<false>{y, offset});
        case 5: return get_noc_addr(own_address(x, offset));
        default: return static_cast<uint64_t>(x) << 32 | offset;
    }
}
"""
_NEXT = """\
static uint32_t place = 0;
uint32_t next() { return get_arg_val<uint32_t>(place++); }
"""
_HEADERS = {"data_movement": '"api/dataflow/dataflow_api.h"', "compute": '"api/compute/all.h"'}


def interpreter(kind: str, operations: Sequence[Operation]) -> str:
    """A kernel that takes its operations from its runtime arguments: number, then words; 0 ends it."""
    cases = []
    for number, operation in enumerate(operations, start=1):
        names = [f"w{place}" for place in range(operation.words)]
        taken = f"const uint32_t {', '.join(f'{name} = next()' for name in names)}; " if names else ""
        cases.append(f"        case {number}: {{ {taken}{operation.statement(names)} break; }}")
    body = "\n".join(["    for (;;) switch (next()) {", "        default: return;", *cases, "    }"])
    return f"{_head(kind)}{_NEXT}\nvoid kernel_main() {{\n{body}\n}}\n"


def written_out(kind: str, steps: Iterable[tuple[Operation, Sequence[int]]]) -> str:
    """A kernel of these operations on these words, each in its line."""
    lines = [f"    {operation.statement([f'{word:#x}u' for word in words])}" for operation, words in steps]
    return f"{_head(kind)}\nvoid kernel_main() {{\n" + "\n".join(lines) + "\n}\n"


def _head(kind: str) -> str:
    places = _OWN_ADDRESS_IN_COMPUTE if kind == "compute" else _OWN_ADDRESS + _REMOTE_ADDRESS
    return _HEAD.format(header=_HEADERS[kind]) + places
