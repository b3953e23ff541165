"""`tilesmith emulate` on programs of our own: what it prints and how it ends."""

import json
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.cli import main

READER = """#include "api/dataflow/dataflow_api.h"
void kernel_main() {
    constexpr auto args = TensorAccessorArgs<0>();
    constexpr auto out_args = TensorAccessorArgs<args.next_compile_time_args_offset()>();
    const auto in = TensorAccessor(args, get_arg_val<uint32_t>(0), 2048);
    const auto out = TensorAccessor(out_args, get_arg_val<uint32_t>(1), 2048);
    cb_reserve_back(0, 1);
    noc_async_read_page(0, in, get_write_ptr(0));
    noc_async_read_barrier();
    cb_push_back(0, 1);
    cb_wait_front(0, 1);
    noc_async_write_page(0, out, get_read_ptr(0));
    noc_async_write_barrier();
    cb_pop_front(0, 1);
}
"""
BUFFER = {
    "dtype": "bfloat16",
    "shape": [32, 32],
    "layout": "tile",
    "memory": "dram_interleaved",
    "page_size": 2048,
}
TENSOR = np.arange(1024, dtype=np.float32).reshape(32, 32) % 128


def write(folder: Path, kernel: str = READER, *, fault: str = "", measured: float | None = 0.0) -> Path:
    """A program that copies a tile; its measured output is the input plus `measured`."""
    folder.mkdir()
    (folder / "copy.cpp").write_text(kernel)
    description = {
        "name": folder.name,
        "category": "broken" if fault else "data movement",
        **({"fault": fault} if fault else {}),
        "buffers": [BUFFER | {"name": "in0"}, BUFFER | {"name": "out0", "output": True}],
        "circular_buffers": [
            {"index": 0, "cores": [[0, 0], [0, 0]], "num_pages": 1, "page_size": 2048, "dtype": "bfloat16"}
        ],
        "semaphores": [],
        "kernels": [
            {
                "source": "copy.cpp",
                "kind": "data_movement",
                "processor": "riscv_1",
                "noc": 0,
                "cores": [[0, 0], [0, 0]],
                "compile_args": [{"accessor": "in0"}, {"accessor": "out0"}],
                "named_compile_args": {},
                "defines": {},
                "runtime_args": {"0,0": [{"address": "in0"}, {"address": "out0"}]},
                "common_runtime_args": [],
            }
        ],
    }
    (folder / "program.json").write_text(json.dumps(description))
    np.save(folder / "in0.npy", TENSOR)
    if measured is not None:
        for suffix in ("wh", "bh"):
            np.save(folder / f"out0.{suffix}.npy", TENSOR + np.float32(measured))
    return folder


def emulated(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict]:
    code = main(["emulate", *map(str, words), "--json"])
    (line,) = capsys.readouterr().out.splitlines()
    return code, json.loads(line)


@pytest.mark.parametrize("arch", ["wormhole_b0", "blackhole"])
def test_a_right_program_ends_with_0(tmp_path: Path, arch: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = emulated(capsys, write(tmp_path / "copy"), "--arch", arch, "--outputs", tmp_path / "out")

    assert code == 0
    assert (found["status"], found["findings"], found["matches"]) == ("ok", [], True)
    assert found["errors"]["out0"]["different"] == 0
    assert np.array_equal(np.load(tmp_path / "out/out0.npy"), TENSOR)


def test_outputs_that_differ_from_the_measured_ones_end_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = emulated(capsys, write(tmp_path / "copy", measured=1.0))

    assert (code, found["status"], found["matches"]) == (2, "ok", False)
    assert "1024 of 1024 values are not the same" in found["errors"]["out0"]["problem"]


def test_without_measured_outputs_the_run_alone_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = emulated(capsys, write(tmp_path / "copy", measured=None))

    assert (code, found["matches"], found["errors"]) == (0, True, {})


@pytest.mark.parametrize(
    ("old", "new", "status", "check"),
    [
        ("    cb_push_back(0, 1);\n", "", "hang", "cb_no_producer"),
        ("    noc_async_read_barrier();\n", "", "fault", "push_before_read_barrier"),
        ("get_write_ptr(0)", "nonsense(0)", "fault", "compile_error"),
        ("noc_async_read_page(0, in", "noc_async_read_page(7, in", "fault", "page_out_of_range"),
        ("cb_reserve_back(0, 1);", "for (volatile int i = 0;; ++i) {}", "hang", "endless_loop"),
    ],
)
def test_a_fault_is_named_with_its_line(
    old: str, new: str, status: str, check: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert READER.count(old) == 1
    code, found = emulated(capsys, write(tmp_path / "copy", READER.replace(old, new)))

    assert (code, found["status"], found["matches"]) == (2, status, False)
    named = {finding["check"]: finding for finding in found["findings"]}
    assert check in named
    assert named[check]["file"] == "copy.cpp" and named[check]["line"] > 0 and named[check]["message"]


def test_a_program_that_cannot_be_read_is_a_sentence_and_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "copy")
    text = (folder / "program.json").read_text().replace('"dram_interleaved"', '"floppy_disk"')
    (folder / "program.json").write_text(text)

    assert main(["emulate", str(folder)]) == 1
    assert "the emulator cannot replay buffers in floppy_disk" in capsys.readouterr().err
    assert main(["emulate", str(tmp_path / "nowhere")]) == 1
    assert "holds no program.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"layout": "tile"', '"layout": "spiral"', "the layout spiral: it is tile or row_major"),
        ('"kind": "data_movement"', '"kind": "ethernet"', "kernels of the kind ethernet"),
        (
            '"processor": "riscv_1"',
            '"processor": "riscv_7"',
            "the processor riscv_7: it is riscv_0 or riscv_1",
        ),
        ('"dtype": "bfloat16"', '"dtype": "float128"', "the data type float128"),
        ('"index": 0', '"index": 32', "there is no circular buffer 32"),
        ('"num_pages": 1', '"num_pages": 1, "globally": true', "the member globally of a circular buffer"),
        ('"layout": "tile"', '"layout": "tile", "shards": 2', "the member shards of a buffer"),
        ('"noc": 0', '"noc": 0, "priority": 1', "the member priority of a kernel"),
        ('{"accessor": "out0"}', '{"semaphore": 0}', "an argument in program.json is a number or has one of"),
    ],
)
def test_what_the_emulator_does_not_know_is_refused(
    old: str, new: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "copy")
    text = (folder / "program.json").read_text()
    assert old in text
    (folder / "program.json").write_text(text.replace(old, new))

    assert main(["emulate", str(folder)]) == 1
    assert said in " ".join(capsys.readouterr().err.split())


def test_tiles_are_filled_up_with_zeros(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each 20x40 matrix takes two tiles: tile 3 holds the last 8 columns of the second one."""
    folder = write(tmp_path / "copy", READER.replace("_page(0,", "_page(3,"), measured=None)
    text = (folder / "program.json").read_text().replace("[32, 32]", "[2, 20, 40]")
    (folder / "program.json").write_text(text)
    tensor = (np.arange(1600, dtype=np.float32).reshape(2, 20, 40) % 128) + 1
    np.save(folder / "in0.npy", tensor)
    expected = np.zeros_like(tensor)
    expected[1, :, 32:] = tensor[1, :, 32:]

    code, _ = emulated(capsys, folder, "--outputs", tmp_path / "out")

    assert code == 0
    assert np.array_equal(np.load(tmp_path / "out/out0.npy"), expected)


def test_several_programs_make_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "copy")
    write(
        tmp_path / "broken",
        READER.replace("    noc_async_read_barrier();\n", ""),
        fault="no barrier",
        measured=None,
    )
    page = tmp_path / "docs/agreement.md"

    assert main(["emulate", str(tmp_path), "--markdown", str(page)]) == 0
    assert "2 of 2" in capsys.readouterr().out
    assert "| data movement | 2 | 2 | 2 | 0 | 0 |" in page.read_text()


def test_one_wrong_program_among_several_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "copy", measured=1.0)
    write(tmp_path / "silent", fault="none at all", measured=None)

    assert main(["emulate", str(tmp_path)]) == 2
    shown = " ".join(capsys.readouterr().out.split())
    assert "copy (wormhole_b0): out0 1024 of 1024 values are not the same" in shown
    assert "silent (blackhole): nothing was reported of none at all" in shown


def test_a_profile_is_a_table_a_picture_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "copy")
    _, found = emulated(capsys, folder, "--profile", "--picture", tmp_path / "pictures/time.svg")

    (core,) = found["profile"]["cores"]
    assert core["core"] == [0, 0] and core["read"] == 2048 / 32 and core["math"] == 0
    assert found["profile"]["dram_cycles"] == pytest.approx(2 * 2048 / 288)
    assert found["profile"]["bound"] == "sync"
    assert "<svg" in (tmp_path / "pictures/time.svg").read_text()
    assert main(["emulate", str(folder), "--profile"]) == 0
    assert "bound by sync" in " ".join(capsys.readouterr().out.split())
    assert main(["emulate", str(folder), "--picture", "time.gif"]) == 1
    assert ".svg or .png" in capsys.readouterr().err


def test_what_the_emulator_lacks_is_the_reason_not_what_came_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = READER.replace("noc_async_read_barrier();", "").replace(
        "noc_async_write_barrier();", "noc_async_write_barrier(); Semaphore<>(0).wait_not_full();"
    )
    folder = write(tmp_path / "late", late)
    text = (folder / "program.json").read_text()
    semaphore = '"semaphores": [{"id": 0, "cores": [[0, 0], [0, 0]], "initial": 0}]'
    (folder / "program.json").write_text(text.replace('"semaphores": []', semaphore))

    code, answer = emulated(capsys, folder)

    assert (code, answer["status"], answer["reason"]) == (2, "unsupported", "Semaphore::wait_not_full")
    assert len(answer["findings"]) > 1
