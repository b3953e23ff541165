"""Random programs end with a diagnostic, the same one each time."""

import json

import pytest

from tilesmith.agent.cli import main
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.fuzz import Status, Summary, fuzzer

JOBS = 2


def test_random_programs_never_bring_the_emulator_down_and_repeat_themselves() -> None:
    fuzz = fuzzer(emulator_prefix(), of_one_kind=True)
    first = list(fuzz.run(range(1, 61), JOBS))
    assert [outcome for outcome in first if outcome.failed] == []
    # Nothing would be tried if all of them ended alike.
    assert len({outcome.status for outcome in first}) >= 3
    assert len(Summary(first, 0).by_check) >= 25
    assert list(fuzz.run(range(21, 41), JOBS)) == first[20:40]


@pytest.mark.slow
def test_a_thousand_programs_of_all_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["emulator", "fuzz", "--programs", "1000", "--seed", "1", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["failures"] == []
    assert code == 0
    assert sum(shown["by_status"].values()) == 1000
    assert shown["by_status"][Status.FAULT.value] > 0
