"""The object form of the data movement API does what the functions do, and is checked the same."""

from pathlib import Path

from .kernel_cases import Case, run

INCLUDES = """#include "api/dataflow/circular_buffer.h"
#include "api/dataflow/endpoints.h"
#include "api/dataflow/noc.h"
#include "api/dataflow/noc_semaphore.h"
#include "api/tensor/noc_traits.h"
"""
TENSORS = """    constexpr auto in_args = TensorAccessorArgs<0>();
    constexpr auto out_args = TensorAccessorArgs<in_args.next_compile_time_args_offset()>();
    const auto in = TensorAccessor(in_args, get_arg_val<uint32_t>(0));
    const auto out = TensorAccessor(out_args, get_arg_val<uint32_t>(1));
    Noc noc;
    CircularBuffer cb(0);
"""


def kernel(body: str) -> str:
    return INCLUDES + "void kernel_main() {\n" + TENSORS + body + "\n}\n"


def test_rows_go_through_a_circular_buffer(prefix: Path, tmp_path: Path) -> None:
    body = """    for (uint32_t row = 0; row < 4; ++row) {
        cb.reserve_back(1);
        noc.async_read(in, cb, 64, {.page_id = row}, {.offset_bytes = 0});
        noc.async_read_barrier();
        cb.push_back(1);
        cb.wait_front(1);
        noc.async_write(cb, out, 64, {.offset_bytes = 0}, {.page_id = 3 - row});
        noc.async_write_barrier();
        cb.pop_front(1);
    }"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert (outcome.report["status"], outcome.checks()) == ("ok", [])
    assert outcome.rows()[:, 0].tolist() == [48, 32, 16, 0]


def test_a_missing_barrier_is_named_by_the_line_of_the_kernel(prefix: Path, tmp_path: Path) -> None:
    body = """    cb.reserve_back(1);
    noc.async_read(in, cb, 64, {.page_id = 0}, {.offset_bytes = 0});
    cb.push_back(1);"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    first_line = (INCLUDES + TENSORS).count("\n") + 2
    assert outcome.checks() == [("push_before_read_barrier", first_line + 2)]


def test_transaction_ids_are_awaited_one_by_one(prefix: Path, tmp_path: Path) -> None:
    body = """    CoreLocalMem<volatile uint32_t> words(cb.get_write_ptr());
    noc.async_read<NocOptions::TXN_ID>(in, cb, 64, {.page_id = 1}, {.offset_bytes = 0}, {.trid = 1});
    noc.async_read<NocOptions::TXN_ID>(in, cb, 64, {.page_id = 2}, {.offset_bytes = 64}, {.trid = 2});
    noc.async_read_barrier<NocOptions::TXN_ID>({.trid = 2});
    ASSERT(words[16] == 32);
    ASSERT(words[0] == 0x7FC17FC1);
    noc.async_read_barrier<NocOptions::TXN_ID>({.trid = 1});
    ASSERT(words[0] == 16);"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert outcome.report["status"] == "ok", outcome.stderr
    early_look = (INCLUDES + TENSORS + body[: body.index("0x7FC17FC1")]).count("\n") + 2
    assert outcome.checks() == [("access_before_read_barrier", early_look)]


def test_a_core_reaches_itself_and_its_semaphore_over_the_noc(prefix: Path, tmp_path: Path) -> None:
    body = """    Semaphore<> semaphore(0);
    UnicastEndpoint here;
    semaphore.up(noc, my_x[0], my_y[0], 3);
    noc.async_atomic_barrier();
    semaphore.down(2);
    ASSERT(semaphore.value() == 1);
    CoreLocalMem<volatile uint32_t> words(cb.get_write_ptr());
    words[0] = 5;
    const uint32_t second_page = cb.get_write_ptr() + 64;
    noc.async_write(cb, here, 64, {.offset_bytes = 0},
                    {.noc_x = my_x[0], .noc_y = my_y[0], .addr = second_page});
    noc.async_write_barrier();
    ASSERT(*(words + 16) == 5);"""
    # The queue's read side is used as plain memory here: nobody pushes.
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert (outcome.report["status"], outcome.checks()) == ("ok", []), outcome.stderr


def test_zeros_are_written_to_local_memory(prefix: Path, tmp_path: Path) -> None:
    body = """    noc.async_write_zeros(use<CircularBuffer::AddrSelector::WRITE_PTR>(cb), 64, {});
    noc.write_zeros_l1_barrier();
    for (uint32_t row = 0; row < 4; ++row) {
        noc.async_write(use<CircularBuffer::AddrSelector::WRITE_PTR>(cb), out, 64, {}, {.page_id = row});
    }
    noc.async_write_barrier();"""
    outcome = run(Case(kernel(body)), prefix, tmp_path)
    assert (outcome.report["status"], outcome.checks()) == ("ok", []), outcome.stderr
    assert outcome.rows().tolist() == [[0] * 16] * 4
