"""Samples race: the first to verify wins."""

from pathlib import Path

import pytest

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
