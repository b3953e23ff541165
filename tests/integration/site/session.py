"""A reader at work: the commands of one page, block after block, in a folder that looks like a clone."""

import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tilesmith.tests.integration.site.pages import ROOT, Fence

STAND_INS = Path(__file__).with_name("stand_ins.toml")
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(STAND_INS.read_text())

_LEFT_OUT = {".git", ".venv", "generated", "runs", "site", "build", "dist", "evaluations"}
_WAIT = 'for _ in $(seq 600); do (: > "/dev/tcp/127.0.0.1/{port}") 2>/dev/null && break; sleep 0.2; done'


def is_slow(fence: Fence) -> bool:
    """It takes longer than the default suite allows."""
    return any(entry["text"] in fence.text for entry in TABLE["slow"])


class Reader:
    """Types what pages say."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self._folder = folder / "clone"
        self._ports = {server["port"]: _free_port() for server in TABLE["server"]}
        self._groups: list[int] = []
        self._environment = _environment(folder) | variables
        self._folder.mkdir()
        for path in ROOT.iterdir():
            if path.name not in _LEFT_OUT:
                (self._folder / path.name).symlink_to(path)

    def write(self, fence: Fence) -> None:
        """Save a block as the file that it is."""
        (self._folder / fence.title).write_text(fence.text)

    def type(self, fence: Fence) -> None:
        """Run a block; what it prints is shown when it fails."""
        script = self.script(fence)
        log = self._folder.parent / "printed"
        with log.open("w") as printed:
            process = subprocess.Popen(
                ["bash", "-c", script],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._groups.append(process.pid)
            code = process.wait()
        assert code == 0, f"exit code {code} of\n{script}\n\n{log.read_text()[-4000:]}"

    def script(self, fence: Fence) -> str:
        """The block with everything that stands in for what a reader has."""
        lines = ["set -eo pipefail"]
        lines += [entry["run"] for entry in TABLE["before"] if entry["text"] in fence.text]
        for line in _joined(fence.text).splitlines():
            lines += self._commands(line)
        lines.append(":")  # else the shell becomes its last command, which may want to know what its shell is
        return "\n".join(lines) + "\n"

    def leave(self) -> None:
        """End what still runs."""
        for group in self._groups:
            try:
                os.killpg(group, signal.SIGTERM)
            except ProcessLookupError:
                continue

    def _commands(self, line: str) -> list[str]:
        typed = line.removeprefix("$ ")
        text = typed + "\n"
        for entry in TABLE["stand_in"]:
            text = text.replace(entry["text"], entry["by"])
        text = text.rstrip("\n")
        for old, new in self._ports.items():
            text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}").replace(
                f"--port {old}", f"--port {new}"
            )
        for server in TABLE["server"]:
            if server["text"] in typed:
                port = self._ports[server["port"]]
                command = _without_comment(text)
                named = command if str(port) in command else f"{command} --port {port}"
                return [f"{named} > server-{port}.log 2>&1 &", _WAIT.format(port=port)]
        codes = [entry["code"] for entry in TABLE["exit"] if entry["text"] in typed]
        return [f"{_without_comment(text)} || [ $? -eq {codes[0]} ]"] if codes else [text]


def _joined(text: str) -> str:
    return text.replace("\\\n", " ")


def _without_comment(text: str) -> str:
    return re.sub(r"\s+# .*$", "", text)


def _environment(folder: Path) -> dict[str, str]:
    """That of the tests, with a home of its own; uv takes the environment as it is."""
    ours = ("TILESMITH_", "TT_METAL_", "OPENAI_", "GROQ_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    home = folder / "home"
    home.mkdir()
    scripts = Path(sys.executable).parent
    return kept | {
        "HOME": str(home),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache"),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "UV_PROJECT_ENVIRONMENT": str(scripts.parent),
        "UV_NO_SYNC": "1",
        "REPOSITORY": str(ROOT),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
