"""Kernels and descriptions that once brought the emulator down: each ends with a diagnostic."""

from pathlib import Path
from typing import Any

import pytest

from .kernel_cases import Case, run

ENDED_BY_EMULATOR = 86
CORE = [[0, 0], [0, 0]]

HOSTILE = {
    "an increment of many cores beyond L1": (
        "noc_semaphore_inc_multicast(get_noc_multicast_addr(18, 18, 19, 18, 0xFFFFFFF0), 1, 1);",
        "l1_address_out_of_range",
    ),
    "a store into the frames of who called the kernel": (
        "static_cast<volatile uint32_t*>(__builtin_frame_address(0))[64] = 1;",
        "wild_pointer",
    ),
    "a store to the last bytes of the address space": (
        "*reinterpret_cast<volatile uint32_t*>(~uintptr_t{0} - 1) = 1;",
        "wild_pointer",
    ),
    "zeros over the end of the address space": (
        "memset(reinterpret_cast<void*>(~uintptr_t{0} - 7), 0, 16);",
        "wild_pointer",
    ),
    "zeros over the end of the stack": (
        "uint32_t local[4]; memset(local, 0, 1 << 20);",
        "wild_pointer",
    ),
    "a copy over the end of the stack": (
        "uint32_t local[4]; memcpy(local, reinterpret_cast<void*>(get_write_ptr(0)), 1 << 20);",
        "wild_pointer",
    ),
    "a call of a function that is none": (
        "const volatile uintptr_t at = 0x12345678; reinterpret_cast<void (*)()>(at)();",
        "wild_pointer",
    ),
    "a trap": ("__builtin_trap();", "kernel_assertion"),
    "more pages than a number holds": ("cb_push_back(0, 0xFFFFFFFF);", "push_without_reserve"),
    "more space than a number holds": (
        "cb_reserve_back(0, 1); cb_push_back(0, 1); cb_reserve_back(0, 0xFFFFFFFF);",
        "cb_capacity",
    ),
    "the last argument that a number names": (
        "const volatile uint32_t word = get_common_arg_val<uint32_t>(0x7FFFFFFF);",
        "runtime_arg_missing",
    ),
}


def kernel(body: str) -> str:
    return f'#include <cstring>\n#include "api/dataflow/dataflow_api.h"\nvoid kernel_main() {{\n{body}\n}}\n'


@pytest.mark.parametrize(("body", "check"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_kernel_ends_with_a_diagnostic_at_its_line(
    body: str, check: str, prefix: Path, tmp_path: Path
) -> None:
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert (check, 4) in outcome.checks()
    assert "emulator_crash" not in outcome.stderr


def test_text_that_is_none_is_a_wild_pointer(prefix: Path, tmp_path: Path) -> None:
    body = "DPRINT << reinterpret_cast<const char*>(0x7FFF00000000ull) << ENDL();"
    printing = Case(kernel(body), environment={"TT_METAL_DPRINT_CORES": "all"})
    assert [check for check, _ in run(printing, prefix, tmp_path).checks()] == ["wild_pointer"]


def test_copies_may_overlap(prefix: Path, tmp_path: Path) -> None:
    body = """const uint32_t l1 = get_write_ptr(0);
    auto* words = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
    for (uint32_t i = 0; i < 8; ++i) { words[i] = i; }
    memcpy(reinterpret_cast<void*>(l1 + 4), reinterpret_cast<void*>(l1), 28);
    for (uint32_t i = 1; i < 8; ++i) { ASSERT(words[i] == i - 1); }"""
    assert run(Case(kernel(body)), prefix, tmp_path).report["status"] == "ok"


def cb(**other: Any) -> dict[str, Any]:
    usual = {"index": 0, "cores": CORE, "num_pages": 2, "page_size": 64, "dtype": "int32"}
    return {"circular_buffers": [usual | other]}


def tensor(**other: Any) -> dict[str, Any]:
    usual = {"name": "in0", "dtype": "int32", "shape": [4, 16], "layout": "row_major"}
    return {"buffers": [usual | {"memory": "dram_interleaved", "page_size": 64, "output": True} | other]}


IMPOSSIBLE = {
    "a core beyond the grid": (
        {"semaphores": [{"id": 0, "cores": [[8, 0], [8, 0]], "initial": 0}]},
        "no core 8-0",
    ),
    "endless cores": (cb(cores=[[0, 0], [4000000000, 0]]), "no core 4000000000-0"),
    "a semaphore too many": ({"semaphores": [{"id": 16, "cores": CORE, "initial": 0}]}, "no semaphore 16"),
    "a circular buffer without pages": (cb(num_pages=0), "cannot have 0 bytes"),
    "a circular buffer of 2^33 bytes": (cb(num_pages=1 << 27), "cannot have 8589934592 bytes"),
    "pages without bytes": (tensor(page_size=0), "no whole number of pages"),
    "half a page": (tensor(page_size=96), "no whole number of pages"),
    "a tensor of 2^64 elements": (tensor(shape=[1 << 31, 1 << 31, 4]), "too large"),
}


@pytest.mark.parametrize(("description", "said"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_no_program_can_be_is_refused_in_a_sentence(
    description: dict[str, Any], said: str, prefix: Path, tmp_path: Path
) -> None:
    (tmp_path / "case").mkdir()
    outcome = run(Case(kernel(""), [], description=description), prefix, tmp_path / "case")
    assert outcome.exit_code in (1, ENDED_BY_EMULATOR)
    assert said in outcome.stderr


def test_too_many_arguments_are_refused(prefix: Path, tmp_path: Path) -> None:
    outcome = run(Case(kernel(""), list(range(342))), prefix, tmp_path)
    assert outcome.exit_code == ENDED_BY_EMULATOR
    assert "342 runtime arguments are too many" in outcome.stderr
