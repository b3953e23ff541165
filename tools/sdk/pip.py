"""Finds a pip. The environment made by uv has none, so several places are tried."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tilesmith.tools.sdk.errors import NoPipError

_TRIAL_SECONDS = 60.0


def pip_command() -> list[str]:
    """The start of a pip command line that works here.

    Raises:
        NoPipError: none of the candidates starts.
    """
    tried = []
    for command in _candidates():
        if _works(command):
            return command
        tried.append(" ".join(command))
    raise NoPipError(
        "no working pip was found to fetch the SDK with (tried: "
        f"{', '.join(tried) or 'nothing to try'}): install python3-pip, or set TT_METAL_HOME to a "
        "tt-metal tree"
    )


def pip_environment(environment: Mapping[str, str], temporary: Path) -> dict[str, str]:
    """`environment` for a pip that keeps its temporary files in `temporary`.

    An index that was set for uv alone serves pip too: who runs the tool through uv expects it.
    """
    index = environment.get("UV_DEFAULT_INDEX") or environment.get("UV_INDEX_URL")
    return {
        **({"PIP_INDEX_URL": index} if index else {}),
        **environment,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "TMPDIR": str(temporary),
        "LC_ALL": "C",
    }


def _candidates() -> Iterator[list[str]]:
    if importlib.util.find_spec("pip") is not None:
        yield [sys.executable, "-m", "pip"]
    # A wheel of pip can be run in place, without installing it.
    yield from ([sys.executable, f"{wheel}/pip"] for wheel in _bundled_wheels())
    for name in ("pip3", "pip"):
        if program := shutil.which(name):
            yield [program]
    if program := shutil.which("python3"):
        yield [program, "-m", "pip"]
    if program := shutil.which("uv"):
        yield [program, "tool", "run", "pip"]


def _bundled_wheels() -> list[Path]:
    """The wheels of pip that come with this Python for `ensurepip`."""
    spec = importlib.util.find_spec("ensurepip")
    if spec is None or spec.origin is None:
        return []
    folders = (Path(spec.origin).parent / "_bundled", Path("/usr/share/python-wheels"))
    return [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"), reverse=True)]


def _works(command: list[str]) -> bool:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        trial = subprocess.run(
            [*command, "--version"], env=environment, capture_output=True, timeout=_TRIAL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return trial.returncode == 0
