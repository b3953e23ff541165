"""A planted fault of data movement is named by check and line, or by what each stuck kernel waits for."""

from pathlib import Path

import pytest

from . import vectors

pytestmark = pytest.mark.skipif(not vectors.names("broken"), reason="the reference programs are not there")

FINDINGS = {
    "missing_read_barrier": ("push_before_read_barrier", "reader.cpp", 20),
    "missing_write_barrier": ("pop_before_write_flush", "writer.cpp", 15),
    "missing_wait_front_writer": ("cb_read_without_wait", "writer.cpp", 13),
    "push_more_than_reserved": ("push_without_reserve", "reader.cpp", 21),
    "missing_pop_front_large_cb": ("cb_not_drained", "compute.cpp", 17),
    "wait_more_than_capacity": ("cb_capacity", "compute.cpp", 17),
    "reserve_more_than_capacity": ("cb_capacity", "reader.cpp", 16),
    "accessor_offset_same_layout": ("accessor_of_other_tensor", "reader.cpp", 13),
    "accessor_offset_other_layout": ("accessor_memory", "reader.cpp", 13),
    "swapped_runtime_args_addresses": ("accessor_of_other_tensor", "reader.cpp", 12),
    "swapped_runtime_args_addr_count": ("dram_address_out_of_range", "writer.cpp", 14),
    "wrong_page_size": ("accessor_page_size", "reader.cpp", 12),
    "cb_format_mismatch": ("accessor_page_size", "reader.cpp", 12),
    "page_id_one_past_end": ("page_out_of_range", "reader.cpp", 18),
    "misaligned_dram_source": ("noc_alignment", "reader.cpp", 18),
    "misaligned_l1_destination": ("noc_alignment", "reader.cpp", 18),
    "missing_runtime_arg": ("runtime_arg_missing", "writer.cpp", 7),
    "missing_core_args": ("runtime_arg_missing", "reader.cpp", 5),
    "cb_not_on_core": ("cb_not_created", "reader.cpp", 16),
    "multicast_short_rectangle": ("multicast_destinations", "sender.cpp", 27),
    "multicast_flag_before_data": ("data_after_publication", "sender.cpp", 29),
    "cb_too_large": ("cb_l1_overflow", "", 0),
    "two_kernels_same_processor": ("kernel_overlap", "", 0),
}
HANGS = {
    "missing_push_back": (
        "compute.cpp",
        18,
        "cb_wait_front(cb 1, 1 page): holds 0, capacity 2; producer reader.cpp",
    ),
    "missing_pop_front": (
        "reader.cpp",
        16,
        "0 free of 2; consumer compute.cpp has popped 0 pages and has finished",
    ),
    "missing_pop_front_writer": (
        "compute.cpp",
        25,
        "consumer writer.cpp has popped 0 pages and has finished",
    ),
    "reader_pushes_too_few": ("compute.cpp", 17, "producer reader.cpp has pushed 2 pages and has finished"),
    "writer_expects_too_many": ("writer.cpp", 13, "producer compute.cpp has pushed 3 pages and has finished"),
    "writer_wrong_cb": ("compute.cpp", 25, "no other kernel of this core has popped from it"),
    "wrong_count_on_one_core_hang": ("writer.cpp", 13, "producer reader.cpp has pushed 2 pages"),
    "semaphore_never_signalled": ("receiver.cpp", 11, "noc_semaphore_wait(semaphore 1, 1): holds 0"),
    "multicast_wrong_dest_count": ("sender.cpp", 25, "noc_semaphore_wait(semaphore 0, 3): holds 4"),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_a_fault_is_a_finding_with_its_line(name: str, prefix: Path, tmp_path: Path) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "wormhole_b0", tmp_path)
    found = [(entry["check"], entry["file"], entry["line"]) for entry in report["findings"]]
    assert FINDINGS[name] in found
    assert all(entry["message"] and entry["hint"] for entry in report["findings"])


@pytest.mark.parametrize("name", HANGS)
def test_a_hang_says_what_each_kernel_waits_for(name: str, prefix: Path, tmp_path: Path) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "wormhole_b0", tmp_path)
    assert report["status"] == "hang"
    file, line, words = HANGS[name]
    waits = [
        entry["waiting_for"] for entry in report["stuck"] if (entry["file"], entry["line"]) == (file, line)
    ]
    assert any(words in wait for wait in waits), report["stuck"]


@pytest.mark.parametrize("name", vectors.names("broken"))
def test_every_broken_program_is_reported(name: str, prefix: Path, tmp_path: Path) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "blackhole", tmp_path)
    errors = [entry for entry in report["findings"] if entry["severity"] == "error"]
    assert report["status"] != "ok" or errors


@pytest.mark.parametrize(
    ("name", "words"),
    [("unknown_function", "'add_tile' was not declared"), ("old_main_macro", "MAIN")],
)
def test_a_kernel_that_does_not_compile_comes_with_its_log(
    name: str, words: str, prefix: Path, tmp_path: Path
) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "wormhole_b0", tmp_path)
    assert report["status"] == "compile_error"
    failed = [entry for entry in report["kernel_compile"] if not entry["ok"]]
    assert [entry["kernel"] for entry in failed] == ["compute.cpp"]
    assert words in failed[0]["log"]
