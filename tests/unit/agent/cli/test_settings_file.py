"""`tilesmith.toml`: the nearest one gives the defaults, the environment goes before it, flags before both."""

import json
from pathlib import Path

import pytest

from tilesmith.agent.cli import main

PAGE = Path(__file__).resolve().parents[4] / "docs/settings.md"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("TILESMITH_CONFIG", "TILESMITH_SDK", "TILESMITH_MODEL", "TILESMITH_RUNS_DIR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "project/deep"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def effective(capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], tuple[str, str]]:
    assert main(["settings", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    return {(row["command"], row["key"]): (row["value"], row["source"]) for row in rows}


def test_without_a_file_everything_has_its_default(capsys: pytest.CaptureFixture[str]) -> None:
    found = effective(capsys)

    assert {source for _, source in found.values()} == {"default"}
    assert found["generate", "model"] == ("template", "default")


def test_the_nearest_file_upwards_is_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here.parent.parent / "tilesmith.toml").write_text('[generate]\nmodel = "openai:far"\n')
    (here.parent / "tilesmith.toml").write_text('[generate]\nmodel = "openai:near"\n')

    assert effective(capsys)["generate", "model"] == ("openai:near", "tilesmith.toml")


def test_settings_before_the_tables_hold_for_every_command_that_has_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "tilesmith.toml").write_text('sdk = "0.73.1"\n[verify]\nsdk = "0.65.1"\n')

    found = effective(capsys)
    assert found["generate", "sdk"][0] == found["emulator.coverage", "sdk"][0] == "0.73.1"
    assert found["verify", "sdk"][0] == "0.65.1"


def test_the_environment_goes_before_the_file(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "tilesmith.toml").write_text('sdk = "0.73.1"\n')
    monkeypatch.setenv("TILESMITH_SDK", "0.65.1")

    assert effective(capsys)["generate", "sdk"] == ("0.65.1", "environment")


def test_flags_go_before_the_file_and_its_values_are_checked_like_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "tilesmith.toml").write_text('[generate]\noperation = "no_such"\nmax_iterations = 99\n')

    assert main(["generate"]) == 1
    assert "--max-iterations" in capsys.readouterr().err
    assert main(["generate", "--max-iterations", "1"]) == 1
    assert "no_such" in capsys.readouterr().err


def test_paths_are_relative_to_the_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here.parent / "tilesmith.toml").write_text('runs-dir = "traces"\n')

    assert effective(capsys)["generate", "runs-dir"] == (str(here.parent / "traces"), "tilesmith.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[generate]\nmodell = "x"\n', "there is no setting `[generate] modell`, did you mean `model`?"),
        ("[generat]\n", "there is no setting `generat`, did you mean `generate`?"),
        ('api_key = "sk-secret"\n', "there is no setting `api_key`: see `tilesmith settings`"),
        ("[generate\n", "cannot be used"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence(
    here: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "tilesmith.toml").write_text(text)

    assert main(["operations"]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert str(here / "tilesmith.toml") in told
    assert "sk-secret" not in told


def test_another_file_can_be_named(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "tilesmith.toml").write_text("[nonsense]\n")
    other = tmp_path / "team.toml"
    other.write_text('[generate]\nmodel = "groq:team"\n')

    assert main(["--config", str(other), "settings", "--json"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("TILESMITH_CONFIG", str(other))
    assert effective(capsys)["generate", "model"] == ("groq:team", "tilesmith.toml")
    assert main(["--config", str(tmp_path / "none.toml"), "operations"]) == 1
    assert "none.toml cannot be used" in capsys.readouterr().err


def test_the_page_of_all_settings_is_up_to_date(tmp_path: Path) -> None:
    """`tilesmith settings --markdown docs/settings.md` writes it."""
    assert main(["settings", "--markdown", str(tmp_path / "page.md")]) == 0

    assert (tmp_path / "page.md").read_text() == PAGE.read_text()
