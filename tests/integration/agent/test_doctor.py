"""`tilesmith doctor`: what is missing on a machine is named with what mends it."""

import json
import sys
from pathlib import Path

import pytest

from tilesmith.agent.cli import main


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "GROQ_API_KEY", "TT_METAL_HOME", "TT_METAL_SIMULATOR"):
        monkeypatch.delenv(name, raising=False)


def examined(capsys: pytest.CaptureFixture[str]) -> tuple[int, bool, dict[str, dict[str, str]], str]:
    """The exit code, whether the machine is well, the findings by subject, and all that was printed."""
    code = main(["doctor", "--json"])
    printed = capsys.readouterr().out
    answer = json.loads(printed)
    return code, answer["healthy"], {row["subject"]: row for row in answer["findings"]}, printed


def test_a_machine_that_runs_the_tests_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, healthy, found, _ = examined(capsys)

    assert (code, healthy) == (0, True)
    assert found["C++ compiler"]["state"] == found["CMake"]["state"] == "ok"
    assert found["models"]["state"] == "advice"


def test_without_compilers_nothing_can_be_verified(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    code, healthy, found, _ = examined(capsys)

    assert (code, healthy) == (1, False)
    for subject, remedy in {"C++ compiler": "apt install g++", "CMake": "apt install cmake"}.items():
        assert found[subject]["state"] == "broken"
        assert remedy in found[subject]["mend"]
    assert found["sandbox"]["state"] == "advice"
    assert "apt install bubblewrap" in found["sandbox"]["mend"]


def test_on_a_fresh_machine_the_first_run_brings_the_rest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    code, healthy, found, _ = examined(capsys)

    assert (code, healthy) == (0, True)
    assert "tilesmith sdk install" in found["SDK"]["mend"]
    assert "tilesmith emulator build" in found["emulator"]["mend"]
    assert not list(tmp_path.iterdir()), "looking changes nothing"


def test_a_wrong_tree_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TT_METAL_HOME", str(tmp_path))

    code, _, found, _ = examined(capsys)

    assert code == 1
    assert str(tmp_path) in found["SDK"]["mend"]


def test_of_a_key_only_its_presence_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    _, _, found, printed = examined(capsys)

    assert found["models"] == {"subject": "models", "state": "ok", "found": "OPENAI_API_KEY set", "mend": ""}
    assert "secret" not in printed


def test_the_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert sys.version.split()[0] in capsys.readouterr().out
