"""What the emulator does with single data movement kernels: memory, the NoC, pointers, loops, settings."""

from pathlib import Path

import pytest

from .kernel_cases import Case, run

COPY = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto in_args = TensorAccessorArgs<0>();
    constexpr auto out_args = TensorAccessorArgs<in_args.next_compile_time_args_offset()>();
    const auto in = TensorAccessor(in_args, get_arg_val<uint32_t>(0));
    const auto out = TensorAccessor(out_args, get_arg_val<uint32_t>(1));
    const uint32_t l1 = get_write_ptr(0);
    auto* words = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
    for (uint32_t row = 0; row < 4; ++row) {
        noc_async_read_page(row, in, l1);
        @AFTER_READ@
        noc_async_write_page(row, out, l1);
        noc_async_write_barrier();
    }
}
"""
EXIT_CODE = 86


def kernel(body: str) -> str:
    return '#include "api/dataflow/dataflow_api.h"\nvoid kernel_main() {\n' + body + "\n}\n"


def test_a_kernel_may_compute_in_its_own_l1(prefix: Path, tmp_path: Path) -> None:
    body = "noc_async_read_barrier(); for (int i = 0; i < 16; ++i) { words[i] = words[i] * 3; }"
    outcome = run(Case(COPY.replace("@AFTER_READ@", body)), prefix, tmp_path)
    assert outcome.report["status"] == "ok"
    assert outcome.checks() == []
    assert outcome.rows().ravel().tolist() == [3 * value for value in range(64)]


def test_the_data_of_a_read_arrives_at_the_barrier_and_not_before(prefix: Path, tmp_path: Path) -> None:
    body = "const uint32_t early = words[0]; noc_async_read_barrier(); words[1] = early;"
    outcome = run(Case(COPY.replace("@AFTER_READ@", body)), prefix, tmp_path)
    in_flight = 0x7FC17FC1
    assert outcome.rows()[:, 1].tolist() == [in_flight] * 4
    assert outcome.checks() == [("access_before_read_barrier", 11)]


def test_writing_data_that_has_not_arrived_is_an_error_even_without_a_queue(
    prefix: Path, tmp_path: Path
) -> None:
    outcome = run(Case(COPY.replace("@AFTER_READ@", "")), prefix, tmp_path)
    assert ("write_before_read_barrier", 12) in outcome.checks()
    assert ("read_not_awaited", 10) in outcome.checks()


def test_first_addresses_are_those_of_the_chip(prefix: Path, tmp_path: Path) -> None:
    body = """ASSERT(get_write_ptr(0) == 0x19d60);
    ASSERT(get_arg_val<uint32_t>(0) == 1048640);
    ASSERT(my_x[0] == 18 && my_y[0] == 18);
    ASSERT(get_noc_addr(18, 18, 0x1234) == 0x492000001234ull);
    ASSERT(get_noc_multicast_addr(18, 18, 19, 20, 0x1234) == 0x492513000001234ull);
    ASSERT((get_noc_addr_from_bank_id<true>(0, 0) >> 32) == 0x2c00);"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.report["status"] == "ok", outcome.stderr


def test_a_wild_pointer_is_a_diagnostic_with_kernel_and_line(prefix: Path, tmp_path: Path) -> None:
    body = "get_write_ptr(0);\n*reinterpret_cast<volatile uint32_t*>(0x7f000000) = 1;"
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.exit_code == EXIT_CODE
    assert outcome.report["status"] == "fault"
    assert outcome.checks() == [("wild_pointer", 4)]
    assert "0x7f000000" in outcome.report["findings"][0]["message"]


def test_constructors_of_globals_run_on_the_core_before_the_kernel(prefix: Path, tmp_path: Path) -> None:
    source = COPY.replace("@AFTER_READ@", "noc_async_read_barrier(); words[0] = limit.rows + row;").replace(
        "void kernel_main()",
        "struct Limit { uint32_t rows; Limit() : rows(get_arg_val<uint32_t>(0) % 100) {} "
        "~Limit() { noc_async_write_barrier(); } };\nLimit limit;\nvoid kernel_main()",
    )
    outcome = run(Case(source), prefix, tmp_path)
    assert outcome.report["status"] == "ok", outcome.stderr
    assert outcome.rows()[:, 0].tolist() == [1048640 % 100 + row for row in range(4)]


def test_what_a_constructor_does_wrong_is_found_at_its_line(prefix: Path, tmp_path: Path) -> None:
    source = kernel("").replace(
        "void kernel_main", "static uint32_t lost = get_arg_val<uint32_t>(300);\nvoid kernel_main"
    )
    outcome = run(Case(source), prefix, tmp_path)
    assert outcome.checks() == [("runtime_arg_missing", 2)]


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("volatile int zero = 0; volatile int x = 100 / zero;", "division_by_zero"),
        ("volatile char big[1 << 20]; big[0] = 1; big[(1 << 20) - 1] = 1;", "stack_overflow"),
        ("cb_wait_front(7, 1);", "cb_not_created"),
        ("cb_wait_front(99, 1);", "cb_index_out_of_range"),
        ("noc_async_read(get_noc_addr(0, 0, 0x20000), get_write_ptr(0), 64);", "noc_coordinate_invalid"),
        ("noc_async_read(get_noc_addr(18, 18, 0x20000), 0x10, 64);", "l1_address_out_of_range"),
        ("noc_semaphore_wait(reinterpret_cast<volatile uint32_t*>(3), 1);", "semaphore_address"),
        ("ASSERT(get_arg_val<uint32_t>(0) == 0);", "kernel_assertion"),
    ],
)
def test_a_state_that_nothing_can_follow_from_ends_the_run(
    body: str, check: str, prefix: Path, tmp_path: Path
) -> None:
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.exit_code == EXIT_CODE
    assert outcome.report["status"] == "fault"
    assert [name for name, _ in outcome.checks()] == [check]


def test_a_loop_that_polls_a_word_that_nobody_writes_is_a_hang(prefix: Path, tmp_path: Path) -> None:
    body = """auto* flag = reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(0));
    while (*flag == 0) { invalidate_l1_cache(); }"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.report["status"] == "hang"
    assert "invalidate_l1_cache" in outcome.report["stuck"][0]["waiting_for"]


@pytest.mark.slow
def test_an_endless_loop_without_any_call_is_a_hang_too(prefix: Path, tmp_path: Path) -> None:
    body = "auto* flag = reinterpret_cast<volatile uint32_t*>(get_semaphore(0));\nwhile (*flag == 0) {}"
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.report["status"] == "hang"
    assert "without calling the API" in outcome.report["stuck"][0]["waiting_for"]


def test_a_missing_function_is_a_link_error_by_name(prefix: Path, tmp_path: Path) -> None:
    source = '#include "api/dataflow/dataflow_api.h"\nvoid later();\nvoid kernel_main() { later(); }\n'
    outcome = run(Case(source), prefix, tmp_path)
    assert outcome.report["status"] == "compile_error"
    assert "undefined reference to `later()'" in outcome.report["kernel_compile"][-1]["log"]


def test_a_compile_time_argument_that_is_not_there_does_not_compile(prefix: Path, tmp_path: Path) -> None:
    outcome = run(Case(kernel("constexpr uint32_t x = get_compile_time_arg_val(4);")), prefix, tmp_path)
    assert outcome.report["status"] == "compile_error"
    assert "Index out of range" in outcome.report["kernel_compile"][0]["log"]


def test_strict_runs_fail_on_findings(prefix: Path, tmp_path: Path) -> None:
    source = kernel("get_arg_val<uint32_t>(5);")
    lenient = run(Case(source), prefix, tmp_path)
    strict = run(Case(source, environment={"TILESMITH_STRICT": "1"}), prefix, tmp_path)
    assert (lenient.exit_code, strict.exit_code) == (0, EXIT_CODE)
    assert strict.checks() == [("runtime_arg_missing", 3)]


def test_kernels_are_compiled_once(prefix: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    source = kernel("get_arg_val<uint32_t>(0); /* only here */")
    cached = [
        run(Case(source), prefix, tmp_path / "a").report["kernel_compile"][0]["cached"] for _ in range(2)
    ]
    assert cached == [False, True]


def test_a_changed_header_is_compiled_anew(prefix: Path, tmp_path: Path) -> None:
    source = '#include "factor.h"\n' + COPY.replace(
        "@AFTER_READ@", "noc_async_read_barrier(); for (int i = 0; i < 16; ++i) { words[i] *= factor; }"
    )
    sums = []
    for factor in (2, 5):
        (tmp_path / "factor.h").write_text(f"#pragma once\nconstexpr int factor = {factor};\n")
        sums.append(int(run(Case(source), prefix, tmp_path).rows().sum()))
    assert sums == [2 * 2016, 5 * 2016]


def test_a_wrong_setting_is_refused_in_one_sentence(prefix: Path, tmp_path: Path) -> None:
    import os
    import subprocess

    done = subprocess.run(
        [prefix / "bin/tilesmith-replay", tmp_path],
        env=os.environ | {"TILESMITH_ARCH": "grayskull"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == 'tilesmith: TILESMITH_ARCH must be wormhole_b0 or blackhole, not "grayskull".\n'


def test_a_kernel_may_pass_the_time_with_nops(prefix: Path, tmp_path: Path) -> None:
    body = """#pragma GCC unroll 64
    for (int i = 0; i < 4; ++i) {
        asm("nop");
    }"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.report["status"] == "ok", outcome.stderr


@pytest.mark.parametrize("instruction", ["hlt", ".loc 1 1 1; hlt", ".Lmine: hlt"])
def test_a_kernel_may_not_give_the_machine_instructions(
    instruction: str, prefix: Path, tmp_path: Path
) -> None:
    outcome = run(Case(kernel(f'asm("nop"); asm("{instruction}");')), prefix, tmp_path)
    assert outcome.report["status"] == "compile_error"
    assert "assembly in a kernel" in outcome.stderr
