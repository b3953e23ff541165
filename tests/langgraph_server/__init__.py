"""A real LangGraph server, started as a user would: offline, without a key."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


@contextmanager
def langgraph_server(folder: Path, *options: str, **variables: str) -> Iterator[str]:
    """The address of `langgraph dev` with `options`, whose state and log lie in `folder`."""
    port = _free_port()
    command = [
        str(Path(sys.executable).parent / "langgraph"),
        "dev",
        "--config",
        str(ROOT / "langgraph.json"),
    ]
    command += ["--no-browser", "--no-reload", "--port", str(port), *options]
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment | variables, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield _ready(f"http://127.0.0.1:{port}", process, log)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/ok", timeout=START_SECONDS):
                return url
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")
