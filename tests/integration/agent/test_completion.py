"""Completion with the Tab key, installed and used by a real bash with a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

INSTALL = "tilesmith --install-completion"
# What bash does at the Tab key: it calls the function that `complete` has registered, with the words so far.
TAB = """
source ~/.bashrc
COMP_WORDS=({words}) COMP_CWORD=$(( {count} - 1 )) COMP_LINE="{words}" COMP_POINT=${{#COMP_LINE}}
$(complete -p tilesmith | sed -E 's/.*-F ([^ ]+).*/\\1/') tilesmith
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    assert "completion installed" in bash(INSTALL, folder)
    return folder


def bash(script: str, home: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # The shell must still be there when its child looks for it, so it may not become that child.
    done = subprocess.run(
        ["bash", "-c", f"{script}\n:"],
        env=os.environ | {"HOME": str(home), "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def completed(home: Path, *words: str) -> list[str]:
    return bash(TAB.format(words=" ".join(words), count=len(words)), home).split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["tilesmith", "gen"], ["generate"]),
        (["tilesmith", "generate", "--refine-t"], ["--refine-target"]),
        (["tilesmith", "generate", "--arch", "b"], ["blackhole"]),
        (["tilesmith", "knowledge", "st"], ["status"]),
    ],
)
def test_commands_options_and_values_complete(home: Path, words: list[str], offered: list[str]) -> None:
    assert completed(home, *words) == offered


def test_where_nothing_fits_nothing_is_offered(home: Path) -> None:
    assert completed(home, "tilesmith", "no-such") == []
