"""Samples race: the first to verify wins, and whoever waits for a model then waits no longer."""

import threading
import time
from pathlib import Path

import pytest

from tilesmith.agent.llm_drafter.abandonable import unless_lost
from tilesmith.agent.race import Race, RaceLostError


def test_the_first_stays_the_winner(tmp_path: Path) -> None:
    first, second = Race(tmp_path, 1), Race(tmp_path, 2)
    assert not first.is_set() and not second.is_set()
    second.win()
    first.win()
    assert second.won and not first.won
    second.require_open()
    with pytest.raises(RaceLostError):
        first.require_open()


def test_a_reply_that_comes_in_time_is_taken(tmp_path: Path) -> None:
    assert unless_lost(lambda: 3, Race(tmp_path, 1)) == 3


def test_errors_are_those_of_the_work(tmp_path: Path) -> None:
    def late() -> int:
        raise TimeoutError("the server's own")

    with pytest.raises(TimeoutError, match="the server's own"):
        unless_lost(late, Race(tmp_path, 1))


def test_nobody_waits_for_a_reply_that_comes_too_late(tmp_path: Path) -> None:
    release = threading.Event()
    Race(tmp_path, 2).win()
    with pytest.raises(RaceLostError):
        unless_lost(lambda: release.wait(30), Race(tmp_path, 1))
    release.set()


def test_an_abandoned_thread_does_not_keep_the_program_alive(tmp_path: Path) -> None:
    Race(tmp_path, 2).win()
    with pytest.raises(RaceLostError):
        unless_lost(lambda: time.sleep(0.3), Race(tmp_path, 1))
    assert all(thread.daemon for thread in threading.enumerate() if thread.name.startswith("Thread-"))
