"""Callers of one model keep one pace, in whatever thread or process they are."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tilesmith.agent.llm_drafter.pace import Pace


def test_without_a_limit_nobody_waits(tmp_path: Path) -> None:
    pace = Pace(tmp_path / "pace")
    assert [pace.seconds_to_wait() for _ in range(3)] == [0, 0, 0]
    assert not pace.file.exists()


def test_turns_are_evenly_spaced(tmp_path: Path) -> None:
    pace = Pace(tmp_path / "pace", per_minute=60)
    waits = [pace.seconds_to_wait() for _ in range(4)]
    assert waits == pytest.approx([0, 1, 2, 3], abs=0.2)


def test_threads_never_share_a_turn(tmp_path: Path) -> None:
    waits: list[float] = []
    callers = [
        threading.Thread(target=lambda: waits.append(Pace(tmp_path / "pace", 60).seconds_to_wait()))
        for _ in range(8)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert sorted(round(wait) for wait in waits) == list(range(8))


def test_a_rate_limit_that_another_process_met_holds_here(tmp_path: Path) -> None:
    hold = (
        f"import sys, pathlib; from {Pace.__module__} import Pace; Pace(pathlib.Path(sys.argv[1])).hold(30)"
    )
    subprocess.run([sys.executable, "-c", hold, str(tmp_path / "pace")], check=True)
    assert Pace(tmp_path / "pace").seconds_to_wait() == pytest.approx(30, abs=5)


def test_a_moment_that_cannot_be_is_none(tmp_path: Path) -> None:
    """Half a write, or a clock that was put back."""
    file = tmp_path / "pace"
    for text in ("", "half a numb", "99999999999.0"):
        file.write_text(text)
        assert Pace(file).seconds_to_wait() == 0


def test_models_and_addresses_have_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    files = {Pace.of(url, model).file for url in ("http://a", "http://b") for model in ("x", "y")}
    assert len(files) == 4
    assert all(file.is_relative_to(tmp_path) for file in files)
