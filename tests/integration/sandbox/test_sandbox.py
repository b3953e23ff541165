"""Hostile programs, really compiled and really run, under each isolation that this machine offers."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tilesmith.tools.sandbox import (
    KIB,
    MIB,
    Isolation,
    LimitReached,
    Limits,
    Offer,
    SandboxError,
    SandboxResult,
    SecretInEnvironmentError,
    available_isolation,
    run,
    weak_isolation,
)

Run = Callable[..., SandboxResult]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = tmp_path_factory.mktemp("hostile") / "hostile"
    source = Path(__file__).with_name("hostile.c")
    subprocess.run(["cc", "-w", "-O1", "-pthread", "-o", program, source], check=True)
    return program


@pytest.fixture(params=["best", "rlimits"])
def offer(request: pytest.FixtureRequest) -> Offer:
    best = available_isolation()
    if request.param == "rlimits":
        return weak_isolation("asked for by the test")
    if best.kind is not Isolation.BUBBLEWRAP:
        pytest.skip(best.warning)
    return best


@pytest.fixture
def sandboxed(hostile: Path, offer: Offer, tmp_path: Path) -> Run:
    """Runs the hostile program in a mode, in an empty folder of its own."""

    def start(*words: object, **options: object) -> SandboxResult:
        command = [str(hostile), *map(str, words)]
        options.setdefault("limits", Limits(wall_seconds=10))
        return run(command, cwd=tmp_path, readable=[hostile.parent], isolation=offer, **options)

    return start


@pytest.mark.parametrize("mode", ["fork_bomb", "session_fork_bomb", "threads"])
def test_a_fork_bomb_is_ended_and_leaves_nothing(sandboxed: Run, hostile: Path, mode: str) -> None:
    result = sandboxed(mode, limits=Limits(wall_seconds=5))

    assert result.limit is LimitReached.PROCESSES
    assert _processes_of(hostile) == []


def test_an_endless_loop_ends_at_the_wall_time(sandboxed: Run, hostile: Path) -> None:
    result = sandboxed("loop", limits=Limits(wall_seconds=0.3))

    assert result.timed_out and result.limit is LimitReached.WALL_TIME
    assert result.seconds < 5
    assert _processes_of(hostile) == []


def test_cpu_time_is_limited_by_itself(sandboxed: Run) -> None:
    result = sandboxed("loop", limits=Limits(wall_seconds=20, cpu_seconds=1))

    assert result.timed_out and result.limit is LimitReached.CPU_TIME


@pytest.mark.parametrize("limits", [Limits(memory_bytes=200 * MIB), Limits(address_space_bytes=300 * MIB)])
def test_allocating_without_end_is_stopped(sandboxed: Run, limits: Limits) -> None:
    result = sandboxed("allocate", limits=limits)

    assert not result.ok
    assert result.out_of_memory or result.signal == "SIGSEGV"  # malloc gives null at the address space's end


def test_printing_without_end_keeps_head_and_tail(sandboxed: Run) -> None:
    result = sandboxed("print", limits=Limits(output_bytes=10 * KIB, output_total_bytes=5 * MIB))

    assert result.limit is LimitReached.OUTPUT
    assert result.stdout.startswith("and again") and "bytes left out" in result.stdout
    assert len(result.stdout) < 11 * KIB


def test_a_file_cannot_grow_without_end(sandboxed: Run, tmp_path: Path) -> None:
    result = sandboxed("big_file", tmp_path / "big", writable=[tmp_path], limits=Limits(file_bytes=8 * MIB))

    assert result.limit is LimitReached.FILE_SIZE
    assert (tmp_path / "big").stat().st_size <= 8 * MIB


def test_a_daemon_dies_with_its_command(sandboxed: Run, tmp_path: Path) -> None:
    result = sandboxed("daemon", tmp_path / "from_daemon", writable=[tmp_path])

    assert result.returncode == 0
    time.sleep(0.6)
    assert not (tmp_path / "from_daemon").exists()


def test_the_network_is_out_of_reach(sandboxed: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert sandboxed("connect", server.getsockname()[1]).returncode == 1


def test_a_crash_names_its_signal(sandboxed: Run) -> None:
    result = sandboxed("abort")

    assert result.signal == "SIGABRT" and result.limit is None


def test_keys_of_the_caller_are_not_in_the_environment(
    sandboxed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    assert sandboxed("environment", "OPENAI_API_KEY").stdout == "(unset)\n"
    assert sandboxed("environment", "MODE", env={"MODE": "describe"}).stdout == "describe\n"


def test_the_callers_own_environment_cannot_be_read_from_proc(sandboxed: Run) -> None:
    result = sandboxed("read", f"/proc/{os.getpid()}/environ")

    assert result.returncode == 1 and result.stdout == ""


def test_variables_that_look_like_keys_are_refused(sandboxed: Run) -> None:
    with pytest.raises(SecretInEnvironmentError, match="GROQ_API_KEY"):
        sandboxed("environment", "x", env={"GROQ_API_KEY": "1"})


def test_cancellation_ends_the_command(sandboxed: Run, hostile: Path) -> None:
    cancel = threading.Event()
    threading.Timer(0.2, cancel.set).start()

    assert sandboxed("sleep", cancel=cancel).limit is LimitReached.CANCELLED
    assert _processes_of(hostile) == []


def test_an_exception_in_the_caller_leaves_nothing_behind(
    sandboxed: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tilesmith.tools.sandbox.watch.Watch._reached", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sandboxed("sleep")

    assert _processes_of(hostile) == []


def test_the_command_dies_with_a_killed_caller(hostile: Path, offer: Offer, tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        run([str(hostile), "sleep"], cwd=tmp_path, readable=[hostile.parent], isolation=offer)
        os._exit(0)
    _eventually(lambda: len(_processes_of(hostile, "sleep")) > 0)
    os.kill(child, 9)
    os.waitpid(child, 0)

    _eventually(lambda: not _processes_of(hostile))


def test_input_reaches_the_command(offer: Offer, tmp_path: Path) -> None:
    assert run(["cat"], cwd=tmp_path, stdin=b"x" * MIB, isolation=offer).stdout.count("x") == MIB


def test_a_missing_folder_is_an_error_that_names_it(offer: Offer, tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="nowhere does not exist"):
        run(["true"], cwd=tmp_path / "nowhere", isolation=offer)


class TestFilesUnderBubblewrap:
    """Resource limits alone cannot hide files, so these hold under full isolation only."""

    @pytest.fixture
    def isolated(self, hostile: Path) -> Run:
        best = available_isolation()
        if best.kind is not Isolation.BUBBLEWRAP:
            pytest.skip(best.warning)
        return partial(run, readable=[hostile.parent], isolation=best)

    def test_the_users_keys_cannot_be_read(self, isolated: Run, hostile: Path, tmp_path: Path) -> None:
        home = tmp_path / "home"
        key = home / ".ssh" / "id_ed25519"
        key.parent.mkdir(parents=True)
        key.write_text("PRIVATE KEY")
        work = home / "project"
        work.mkdir()

        assert isolated([str(hostile), "read", str(key)], cwd=work).returncode == 1
        assert isolated([str(hostile), "read", "/etc/shadow"], cwd=work).returncode == 1
        assert isolated(["ls", str(Path.home())], cwd=work).returncode != 0

    def test_only_named_folders_can_be_written(self, isolated: Run, hostile: Path, tmp_path: Path) -> None:
        source, build, outside = (tmp_path / name for name in ("source", "build", "outside"))
        for folder in (source, build, outside):
            folder.mkdir()

        def write(path: Path) -> int:
            return isolated([str(hostile), "write", str(path)], cwd=source, writable=[build]).returncode

        assert write(build / "file") == 0 and (build / "file").exists()
        assert write(source / "file") != 0
        assert write(outside / "file") != 0
        assert write(Path("/usr/local/file")) != 0

    def test_a_writable_folder_may_lie_inside_a_readable_one(
        self, isolated: Run, hostile: Path, tmp_path: Path
    ) -> None:
        inner = tmp_path / "inner"
        inner.mkdir()
        command = [str(hostile), "write", str(inner / "file")]

        assert isolated(command, cwd=tmp_path, writable=[inner]).returncode == 0

    def test_tmp_is_private_and_thrown_away(self, isolated: Run, hostile: Path, tmp_path: Path) -> None:
        trace = Path("/tmp/tilesmith-sandbox-trace")

        assert isolated([str(hostile), "write", str(trace)], cwd=tmp_path).returncode == 0
        assert not trace.exists()


def test_without_bubblewrap_the_user_is_warned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    offer = available_isolation()

    assert offer.kind is Isolation.RLIMITS
    assert "bubblewrap is not installed" in offer.warning and "apt install bubblewrap" in offer.warning


def test_a_bubblewrap_that_cannot_work_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    refusing = tmp_path / "bwrap"
    refusing.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    offer = available_isolation()

    assert offer.kind is Isolation.RLIMITS
    assert "setting up uid map: Permission denied" in offer.warning


def _processes_of(program: Path, *words: str) -> list[int]:
    """Living processes that run `program` itself (not a shell or sandbox that only names it)."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            arguments = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0] if arguments else "Z"
        except OSError:
            continue
        wanted = [str(program), *words]
        if state not in "ZX" and [word.decode() for word in arguments[: len(wanted)]] == wanted:
            found.append(int(entry.name))
    return found


def _eventually(condition: Callable[[], bool]) -> None:
    """Wait for `condition`, which nothing announces."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "still not so after 10 s"
        time.sleep(0.02)
