"""The device as a process of its own: what it serves and repeats, and what it lets nobody tell it."""

import random
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tests.projects import built, template_project
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner, RunOptions, RunStatus
from tilesmith.tools.runner.device import Device, DeviceEndedError, Variation
from tilesmith.tools.runner.host_run import HostRun
from tilesmith.tools.runner.wire import PeerGoneError, receive, send

SHAPE = (64, 96)
WAITS_IN_VAIN = "cb_wait_front(cb_out, 1);"


@pytest.fixture(scope="module")
def add() -> Project:
    return template_project(CATALOGUE["add"])


@pytest.fixture(scope="module")
def program(add: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EmulatorRunner]:
    return built(add, tmp_path_factory.mktemp("add"))


@pytest.fixture
def device(program: tuple[Path, EmulatorRunner]) -> Iterator[Device]:
    with program[1].device() as device:
        yield device


def _run(program: tuple[Path, EmulatorRunner], device: Device, folder: Path) -> HostRun:
    executable, runner = program
    (folder / "inputs").mkdir(parents=True)
    for name in ("a", "b"):
        values = np.random.default_rng(ord(name)).integers(-8, 8, SHAPE)
        np.save(folder / f"inputs/{name}.npy", values.astype(np.float32))
    with ThreadPoolExecutor(1) as pool:
        host = runner.start(executable, folder, RunOptions(dram_gap=4096), pool)
        try:
            return host.attend(device)
        finally:
            host.close()


def _bf16(data: bytes) -> NDArray[np.float32]:
    return (np.frombuffer(data, np.uint16).astype(np.uint32) << 16).view(np.float32)


def _bytes(values: NDArray[np.float32]) -> bytes:
    return (values.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16).tobytes()


def test_a_host_program_is_served_and_its_dealings_are_known(
    program: tuple[Path, EmulatorRunner], device: Device, tmp_path: Path
) -> None:
    run = _run(program, device, tmp_path)
    assert run.session is not None and run.result.ok

    a, b, out = (np.load(tmp_path / path) for path in ("inputs/a.npy", "inputs/b.npy", "outputs/out.npy"))
    assert (out == a + b).all()
    actions = [command.action for command in run.session.commands]
    assert actions[:7] == ["create"] * 3 + ["write"] * 2 + ["launch", "read"]
    assert [len(command.data) for command in run.session.writes()] == [a.size * 2] * 2
    assert sorted(Path(kernel.file).name for kernel in run.session.kernels()) == [
        "add.cpp",
        "reader.cpp",
        "writer.cpp",
    ]
    use = {use.buffer: (use.pages_read, use.pages_written, use.changed) for use in run.session.uses}
    assert use == {0: (6, 0, False), 1: (6, 0, False), 2: (0, 6, False)}


def test_a_session_is_repeated_on_other_data_without_its_host(
    program: tuple[Path, EmulatorRunner], device: Device, tmp_path: Path
) -> None:
    session = _run(program, device, tmp_path).session
    assert session is not None
    (read,) = session.reads()
    first, second = session.writes()
    values = np.random.default_rng(3).integers(-8, 8, len(first.data) // 2).astype(np.float32)

    same = device.repeat(session, Variation({}))
    other = device.repeat(session, Variation({first.place: _bytes(values)}, schedule_seed=7, stale=True))
    spoiled = device.repeat(session, Variation({}, spoiled=True))

    assert same.reads[read.place] == read.data
    assert (_bf16(other.reads[read.place]) == values + _bf16(second.data)).all()
    assert np.unique(_bf16(spoiled.reads[read.place])).tolist() == [12672.0]


def test_a_hang_ends_the_device_and_the_program_and_is_told_by_the_device(
    add: Project, program: tuple[Path, EmulatorRunner], tmp_path: Path
) -> None:
    executable, runner = program
    writer = "kernels/dataflow/writer.cpp"
    text = add.files[writer].replace(WAITS_IN_VAIN, "cb_wait_front(cb_out, 2);")
    original = runner.project_dir / writer
    original.write_text(text)
    try:
        with runner.device() as device:
            result = _run((executable, runner), device, tmp_path).result
    finally:
        original.write_text(add.files[writer])

    assert result.status is RunStatus.HANG
    assert (
        result.diagnostics[0].file == writer
        and "cb_wait_front" in text.splitlines()[result.diagnostics[0].line - 1]
    )


CREATE = {"do": "create", "bytes": 64, "page_size": 64, "dram": True, "address": 0x10000, "shard": None}


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "write", "buffer": 9, "offset": 0}, "there is no buffer 9"),
        ({"do": "forge the report"}, "does not know how to forge the report"),
        (CREATE | {"buffer": 1, "page_size": 0}, "cannot have this size"),
        (CREATE | {"buffer": 1, "bytes": -64}, "bytes is out of range"),
        ({"do": "write_l1", "core": [99, 0], "address": 0}, "no core 99-0"),
        ({"do": "write_l1", "core": [0, 0], "address": 2**31}, "over the end of L1"),
        ({}, "do"),
    ],
)
def test_what_no_host_library_sends_is_noted_and_does_no_harm(
    device: Device, message: dict[str, object], said: str
) -> None:
    ours, theirs = socket.socketpair()
    with ours:
        send(ours, message, b"12345678")
    session = device.serve(theirs)

    assert said in session.broken
    assert session.commands == ()


def test_noise_ends_a_session_and_not_the_device(device: Device) -> None:
    noise = random.Random(5)
    for _ in range(50):
        ours, theirs = socket.socketpair()
        with ours:
            ours.sendall(noise.randbytes(noise.randrange(64)))
        assert device.serve(theirs).commands == ()


def test_a_launch_that_describes_no_program_ends_the_session(device: Device) -> None:
    ours, theirs = socket.socketpair()
    kernel = {"kind": "data_movement", "processor": "riscv_0", "noc": 0, "cores": [[0, 0], [999, 999]]}
    program = {"circular_buffers": [], "semaphores": [], "kernels": [kernel]}
    with ThreadPoolExecutor(1) as pool, ours:
        session = pool.submit(device.serve, theirs)
        send(ours, {"do": "launch", "program": program, "texts": [None]})
        ours.shutdown(socket.SHUT_WR)
        with pytest.raises(PeerGoneError):
            receive(ours)
        assert "source" in session.result().broken


def test_a_device_that_was_killed_is_no_verdict(device: Device) -> None:
    ours, theirs = socket.socketpair()
    device._stop.set()
    with ours, pytest.raises(DeviceEndedError):
        device.serve(theirs)


def test_a_cancelled_runner_ends_device_and_host_wherever_they_are(
    add: Project, program: tuple[Path, EmulatorRunner], tmp_path: Path
) -> None:
    executable, runner = program
    compute = "kernels/compute/add.cpp"
    endless = "volatile uint32_t turns = 0;\n    while (turns == 0) {\n        turns = turns & 1u;\n    }\n"
    text = add.files[compute].replace("void kernel_main() {\n", f"void kernel_main() {{\n    {endless}")
    assert text != add.files[compute]
    cancel = threading.Event()
    cancelled = replace(runner, cancel=cancel)
    original = runner.project_dir / compute
    original.write_text(text)
    try:
        with cancelled.device() as device:
            threading.Timer(2, cancel.set).start()
            run = _run((executable, cancelled), device, tmp_path)
    finally:
        original.write_text(add.files[compute])
    assert run.session is None
    assert run.result.status is RunStatus.LIMIT
    assert run.result.diagnostics[0].check == "cancelled"
