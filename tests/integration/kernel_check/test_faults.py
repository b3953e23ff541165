"""The table of faults: what is wrong with a kernel, and the diagnostic that it gives on the pinned SDK."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check import (
    CheckStatus,
    CompilerKind,
    KernelJob,
    KernelRole,
    check_kernels,
    host_compiler,
)
from tilesmith.tools.sdk import Sdk

COMPUTE = """\
#include "api/compute/common.h"
#include "api/compute/tile_move_copy.h"
#include "api/compute/eltwise_binary.h"

void kernel_main() {
    constexpr uint32_t tiles = get_compile_time_arg_val(0);
    compute_kernel_hw_startup(0, 1, 16);
    add_init(0, 1);
    for (uint32_t t = 0; t < tiles; ++t) {
        cb_wait_front(0, 1);
        cb_wait_front(1, 1);
        tile_regs_acquire();
        add_tiles(0, 1, 0, 0, 0);
        tile_regs_commit();
        tile_regs_wait();
        cb_reserve_back(16, 1);
        pack_tile(0, 16);
        cb_push_back(16, 1);
        tile_regs_release();
        cb_pop_front(0, 1);
        cb_pop_front(1, 1);
    }
}
"""
READER = """\
#include "api/dataflow/dataflow_api.h"

void kernel_main() {
    const uint32_t address = get_arg_val<uint32_t>(0);
    constexpr uint32_t cb = get_compile_time_arg_val(0);
    constexpr uint32_t pages = get_compile_time_arg_val(1);
    constexpr auto args = TensorAccessorArgs<2>();
    const auto source = TensorAccessor(args, address, get_tile_size(cb));
    for (uint32_t page = 0; page < pages; ++page) {
        cb_reserve_back(cb, 1);
        noc_async_read_page(page, source, get_write_ptr(cb));
        noc_async_read_barrier();
        cb_push_back(cb, 1);
    }
}
"""
ARGS = {KernelRole.COMPUTE: (8,), KernelRole.READER: (0, 8, 2, 2048), KernelRole.WRITER: (0, 8, 2, 2048)}
SOURCES = {KernelRole.COMPUTE: COMPUTE, KernelRole.READER: READER, KernelRole.WRITER: READER}


@dataclass(frozen=True)
class Fault:
    """A change that breaks a good kernel, and what must be said of it."""

    check: str
    old: str
    new: str
    line: int
    hint: str = ""
    """A part of the hint."""
    api: str = ""
    """The first API entry."""
    message: str = ""
    """A part of the message."""
    role: KernelRole = KernelRole.COMPUTE
    args: tuple[int, ...] | None = field(default=None)


C, R = KernelRole.COMPUTE, KernelRole.READER
FAULTS = {
    "name_that_never_was": Fault(
        "unknown_name", "add_tiles(0, 1, 0, 0, 0)", "add_tile(0, 1, 0, 0, 0)", 13, "add_tiles", "add_tiles"
    ),
    "misspelt": Fault(
        "unknown_name",
        "noc_async_read_barrier",
        "noc_async_read_barier",
        12,
        "Did you mean noc_async_read_barrier",
        "noc_async_read_barrier",
        role=R,
    ),
    "old_add_init": Fault(
        "unknown_name", "add_init(0, 1)", "add_tiles_init_nof()", 8, "replaced by add_init", "add_init"
    ),
    "old_start_up": Fault(
        "unknown_name",
        "compute_kernel_hw_startup(0, 1, 16)",
        "init_sfpu(0, 16)",
        7,
        "init_sfpu is deprecated; use compute_kernel_hw_startup",
        "compute_kernel_hw_startup",
    ),
    "old_scalar_init": Fault(
        "unknown_name",
        "add_init(0, 1)",
        "sub_unary_tile_init()",
        8,
        "replaced by binop_with_scalar_tile_init",
        "binop_with_scalar_tile_init",
    ),
    "missing_include": Fault(
        "missing_include",
        "add_tiles(0, 1, 0, 0, 0)",
        "exp_tile(0)",
        13,
        'add #include "api/compute/eltwise_unary/exp.h"',
        "exp_tile",
    ),
    "compute_call_in_a_reader": Fault(
        "unknown_name",
        "cb_push_back(cb, 1)",
        "pack_tile(0, cb)",
        13,
        "belongs to compute kernels",
        role=R,
    ),
    "too_many_arguments": Fault(
        "wrong_arity", "add_init(0, 1)", "add_init(0, 1, false, 4, 5)", 8, "void add_init(", "add_init"
    ),
    "too_few_arguments": Fault(
        "wrong_arity", "add_tiles(0, 1, 0, 0, 0)", "add_tiles(0, 1)", 13, "void add_tiles(", "add_tiles"
    ),
    "arity_of_a_template": Fault(
        "wrong_arity",
        "noc_async_read_page(page, source, get_write_ptr(cb))",
        "noc_async_read_page(page)",
        11,
        "noc_async_read_page(",
        "noc_async_read_page",
        role=R,
    ),
    "wrong_type": Fault(
        "wrong_type", "cb_wait_front(0, 1)", 'cb_wait_front("in0", 1)', 10, "cb_wait_front(", "cb_wait_front"
    ),
    "template_argument_forgotten": Fault(
        "wrong_template_arguments", "get_arg_val<uint32_t>(0)", "get_arg_val(0)", 4, "get_arg_val(", role=R
    ),
    "header_of_another_version": Fault(
        "missing_header",
        "api/dataflow/dataflow_api.h",
        "dataflow_api_v2.h",
        1,
        "no such header",
        role=R,
    ),
    "header_that_moved": Fault(
        "missing_header",
        "api/compute/eltwise_binary.h",
        "compute_kernel_api/eltwise_binary.h",
        3,
        '#include "api/compute/eltwise_binary.h"',
    ),
    "accessor_past_the_arguments": Fault(
        "too_few_compile_args",
        "TensorAccessorArgs<2>",
        "TensorAccessorArgs<4>",
        7,
        "N is the number of arguments before it",
        message="compile-time argument 4 (from 0) is read, but the host passes 4 arguments",
        role=R,
    ),
    "accessor_at_the_wrong_argument": Fault(
        "too_few_compile_args",
        "TensorAccessorArgs<2>",
        "TensorAccessorArgs<1>",
        7,
        "N is the number of arguments before it",
        role=R,
        args=(0, 1),
    ),
    "argument_the_host_does_not_pass": Fault(
        "too_few_compile_args",
        "get_compile_time_arg_val(0)",
        "get_compile_time_arg_val(3)",
        6,
        "compile_args",
        message="compile-time argument 3 (from 0) is read, but the host passes 1 argument",
    ),
    "static_assertion": Fault(
        "static_assertion",
        "add_init(0, 1)",
        "add_reuse_dest_init<EltwiseBinaryReuseDestType::NONE>(0)",
        8,
        message="reuse_dest must be DEST_TO_SRCA or DEST_TO_SRCB",
    ),
    "concept": Fault(
        "cxx20_only",
        "void kernel_main() {",
        "template <typename T> concept Small = sizeof(T) < 4;\nvoid kernel_main() {",
        5,
        "C++17",
    ),
    "requires_clause": Fault(
        "cxx20_only",
        "void kernel_main() {",
        "template <typename T> requires true void f(T) {}\nvoid kernel_main() {",
        5,
        "C++17",
    ),
    "three_way_comparison": Fault("cxx20_only", "add_init(0, 1);", "auto c = 1 <=> 2; (void)c;", 8, "C++17"),
    "abbreviated_template": Fault(
        "cxx20_only", "void kernel_main() {", "void f(auto x) { (void)x; }\nvoid kernel_main() {", 5, "C++17"
    ),
    "std_bit_cast": Fault(
        "cxx20_only",
        "void kernel_main() {",
        "#include <bit>\nconstexpr auto one = std::bit_cast<uint32_t>(1.0f);\nvoid kernel_main() {",
        6,
        "C++17",
    ),
    "std_without_its_header": Fault(
        "unknown_member",
        "add_init(0, 1);",
        "add_init(0, std::max_element(1));",
        8,
        "include the header that declares it",
    ),
    "old_entry_point": Fault(
        "old_entry_point",
        "void kernel_main() {",
        "namespace NAMESPACE { void MAIN {",
        5,
        "void kernel_main()",
    ),
    "no_entry_point": Fault(
        "missing_entry_point", "void kernel_main()", "void kernel_start()", 0, "void kernel_main()"
    ),
    "signed_comparison": Fault(
        "warning_as_error", "uint32_t t = 0; t", "int t = 0; t", 9, "-Wall -Werror", message="signedness"
    ),
    "run_time_value_as_constant": Fault(
        "not_constant",
        "const uint32_t address",
        "constexpr uint32_t address",
        4,
        "drop constexpr",
        role=R,
    ),
    "missing_semicolon": Fault("syntax_error", "tile_regs_acquire();", "tile_regs_acquire()", 12),
    "file_of_the_machine": Fault(
        "forbidden_include", "api/compute/common.h", "/etc/passwd", 1, "relative name"
    ),
    "file_outside_of_the_project": Fault(
        "forbidden_include", "api/compute/common.h", "../../../secret.h", 1, "relative name"
    ),
}


def job_with(name: str) -> KernelJob:
    """The kernel with the fault called `name`."""
    fault = FAULTS[name]
    source = SOURCES[fault.role].replace(fault.old, fault.new, 1)
    if name == "old_entry_point":
        source += "}\n"
    return KernelJob(
        "kernels/k.cpp", source, fault.role, ARGS[fault.role] if fault.args is None else fault.args
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_at_its_line_with_its_remedy(sdk: Sdk, name: str) -> None:
    fault = FAULTS[name]
    (result,) = check_kernels(sdk, [job_with(name)], Arch.WORMHOLE_B0)
    assert result.status is CheckStatus.FAILED, result
    found = result.diagnostics[0]
    assert (found.check, found.file, found.line) == (fault.check, "kernels/k.cpp", fault.line), found
    assert fault.hint in found.hint
    assert fault.message in found.message
    if fault.api:
        assert found.api[0].name == fault.api
    assert len(result.diagnostics) == 1, "one fault is one diagnostic"


def test_clang_finds_the_same_faults(sdk: Sdk) -> None:
    clang = next(filter(None, (shutil.which(name) for name in ("clang++", "clang-19", "clang-18"))), None)
    if clang is None:
        pytest.skip("clang is not installed")
    compiler = host_compiler(CompilerKind.CLANG, Path(clang))
    results = check_kernels(sdk, [job_with(name) for name in FAULTS], Arch.WORMHOLE_B0, compiler=compiler)
    found = [[(d.check, d.line) for d in result.diagnostics] for result in results]
    assert found == [[(fault.check, fault.line)] for fault in FAULTS.values()]


@pytest.mark.parametrize("arch", Arch)
@pytest.mark.parametrize("role", KernelRole)
def test_the_unchanged_kernels_pass(sdk: Sdk, role: KernelRole, arch: Arch) -> None:
    (result,) = check_kernels(sdk, [KernelJob("kernels/k.cpp", SOURCES[role], role, ARGS[role])], arch)
    assert result.status is CheckStatus.PASSED, result


def test_several_faults_are_all_named(sdk: Sdk) -> None:
    source = COMPUTE.replace("add_init(0, 1)", "add_tiles_init_nof()").replace("pack_tile(0", "pack_tiles(0")
    (result,) = check_kernels(sdk, [KernelJob("k.cpp", source, C, (8,))], Arch.WORMHOLE_B0)
    assert [(d.line, d.check) for d in result.diagnostics] == [(8, "unknown_name"), (17, "unknown_name")]


def test_an_error_in_a_template_of_the_sdk_is_told_at_the_call(sdk: Sdk) -> None:
    source = READER.replace("noc_async_read_page(page, source,", "noc_async_read_page(page, page,")
    (result,) = check_kernels(sdk, [KernelJob("k.cpp", source, R, ARGS[R])], Arch.WORMHOLE_B0)
    assert {d.line for d in result.diagnostics} == {11}
    assert all(d.file == "k.cpp" for d in result.diagnostics)
