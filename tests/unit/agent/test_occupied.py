"""An output folder belongs to one run at a time, in this process and beside others."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tilesmith.agent import occupied as module
from tilesmith.agent.cancellation import RunCancelledError
from tilesmith.agent.occupied import OutputBusyError, occupied, require_unoccupied
from tilesmith.errors import TilesmithError


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return str(tmp_path / "output")


def is_free(output: str) -> bool:
    try:
        require_unoccupied(output)
    except OutputBusyError as error:
        assert f"another run is at work on {output}" in str(error)
        return False
    return True


def test_another_run_is_refused_while_a_node_is_at_work(output: str) -> None:
    with occupied(output, "first"):
        assert not is_free(output)
        with pytest.raises(OutputBusyError), occupied(output, "second"):
            pass
    with pytest.raises(OutputBusyError), occupied(output, "second"):
        pass  # from one node to the next, too


def test_the_run_itself_goes_on_and_lets_go_with_its_last_node(output: str) -> None:
    with occupied(output, "first"):
        pass
    with occupied(output, "first"), occupied(output, "first"):
        pass  # samples side by side
    assert not is_free(output)
    with occupied(output, "first", last=True):
        assert not is_free(output)
    assert is_free(output)


def test_other_folders_are_free(output: str) -> None:
    with occupied(output, "first"):
        assert is_free(f"{output}2")


@pytest.mark.parametrize("error", [RunCancelledError("cancelled"), KeyboardInterrupt(), ValueError()])
def test_a_run_that_ends_in_the_middle_lets_go(output: str, error: BaseException) -> None:
    with pytest.raises(type(error)), occupied(output, "first"):
        raise error
    assert is_free(output)


def test_a_run_that_fails_holds_it_until_it_has_written_what_it_has(output: str) -> None:
    with pytest.raises(TilesmithError), occupied(output, "first"):
        raise TilesmithError("no reply")
    assert not is_free(output)
    with occupied(output, "first", last=True):
        pass
    assert is_free(output)


def test_one_that_is_cancelled_between_two_nodes_lets_go_soon(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_GRACE_SECONDS", 0.05)
    with occupied(output, "first"):
        pass
    for _ in range(100):
        if is_free(output):
            return
        threading.Event().wait(0.05)
    raise AssertionError("it holds on")


def test_before_there_is_a_folder_nothing_is_held() -> None:
    with occupied("", "first"), occupied("", "second"):
        pass


def test_a_killed_process_holds_nothing(output: str) -> None:
    code = f"""
from tilesmith.agent.occupied import occupied
with occupied({output!r}, "other"):
    print("holds", flush=True)
    input()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    assert not is_free(output)
    process.kill()
    process.communicate()
    assert is_free(output)
