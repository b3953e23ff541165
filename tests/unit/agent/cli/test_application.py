"""What the command line accepts, what it refuses, and with which exit code."""

import json

import pytest

import tilesmith
from tilesmith.agent.cli import main
from tilesmith.agent.spec.catalogue import CATALOGUE

SEED_FLAGS = (
    "--operation",
    "--core-mode",
    "--output",
    "--model",
    "--refine",
    "--refine-target",
    "--generate-host",
    "--validate",
    "--max-iterations",
    "--verbose",
)


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("generate", "operations", "graph", "emulator", "sdk"))


def test_generate_has_the_flags_that_its_users_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(flag in shown for flag in SEED_FLAGS)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tilesmith {tilesmith.__version__}\n"


def test_operations_lists_the_whole_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["operations"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in CATALOGUE)


def test_the_graph_as_mermaid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "--mermaid"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(("---\nconfig:", "graph TD;"))
    assert "parse_errors -.-> repair;" in shown
    assert "repair -.-> compile;" in shown
    assert "finish --> __end__;" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["generate", "--core-mode", "dual"], "'single', 'multi'"),
        (["generate", "--operation", "add", "--max-iterations", "0"], "greater than or equal to 1"),
        (["generate", "--operation", "add", "--param", "alpha"], "NAME=NUMBER"),
        (["generate", "--operation", "add", "--param", "alpha=much"], "NAME=NUMBER"),
        (["generate", "--expression", "a", "--range", "a=1"], "NAME=LOW:HIGH"),
        (["generate", "--expression", "a", "--range", "a=1:much"], "NAME=LOW:HIGH"),
        (["generate", "--no-such-flag"], "--no-such-flag"),
        (["no-such-command"], "no-such-command"),
        (["genrate"], "Did you mean 'generate'? See `tilesmith --help`"),
        (["generate", "--core-mode", "dual"], "Invalid value for '--core-mode': 'dual' is not"),
        (["generate", "--spec", "no/such.py"], "cannot read no/such.py (No such file or directory): --spec"),
        (
            ["--config", "no.toml", "operations"],
            "no.toml cannot be used (No such file or directory): mend",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_1(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error: ")
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_wrong_usage_with_json_is_still_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--core-mode", "dual", "--json"]) == 1
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["verified"] is False
    assert "dual" in outcome["error"]
