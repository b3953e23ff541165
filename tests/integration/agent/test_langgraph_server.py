"""The graph behind a real LangGraph server, started as a user would: offline, without a key."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.evals.scripted_server import ChatRequest, ScriptedServer, Slow, Text

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def call(url: str, payload: dict[str, Any] | None = None) -> Any:
    data = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as response:
        return json.load(response)


def stream(url: str, payload: dict[str, Any]) -> list[dict[str, Any]]:
    """All objects that a run streams."""
    request = urllib.request.Request(url, json.dumps(payload).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as response:
        lines = [line.decode() for line in response if line.startswith(b"data: {")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    config = ROOT / "langgraph.json"
    # Named `langgraph dev`, whose state lies in the working folder.
    command = [str(Path(sys.executable).parent / "langgraph"), "dev", "--config", str(config)]
    command += ["--no-browser", "--no-reload", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _ready(f"http://127.0.0.1:{port}", process, folder / "log")
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _ready(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            call(f"{url}/ok")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return url
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def assistant(server: str) -> str:
    found = call(f"{server}/assistants/search", {"graph_id": "tilesmith"})
    return str(found[0]["assistant_id"])


def test_the_schemas_make_usable_forms(server: str, assistant: str) -> None:
    schemas = call(f"{server}/assistants/{assistant}/schemas")
    inputs = schemas["input_schema"]["properties"]
    assert {"operation", "expression", "core_mode", "arch"} <= inputs.keys()
    settings = schemas["context_schema"]["properties"]
    assert settings["model"]["default"] == "template"
    assert settings["max_iterations"]["default"] == 3
    assert all("description" in field for field in [*inputs.values(), *settings.values()])
    assert "report" in schemas["output_schema"]["properties"]


def test_a_run_over_the_api_verifies_a_kernel(server: str, tmp_path: Path) -> None:
    output = tmp_path / "relu"
    result = call(
        f"{server}/runs/wait",
        {
            "assistant_id": "tilesmith",
            "input": {"operation": "relu", "core_mode": "single"},
            "context": {"output": str(output)},
        },
    )
    assert result["failure"] is None
    assert result["report"]["verdict"]["verified"] is True
    assert "kernels/compute/relu.cpp" in result["project"]["files"]
    assert (output / "kernels/compute/relu.cpp").is_file()


def test_a_mistake_comes_back_as_a_typed_result(server: str) -> None:
    result = call(f"{server}/runs/wait", {"assistant_id": "tilesmith", "input": {"operation": "no_such"}})
    assert result["failure"]["kind"] == "UnknownOperationError"
    assert "there are" in result["failure"]["message"]
    assert result["report"]["verdict"]["verified"] is False


def test_progress_is_streamed_a_node_at_a_time(server: str, tmp_path: Path) -> None:
    payload = {
        "assistant_id": "tilesmith",
        "input": {"operation": "relu"},
        "context": {"output": str(tmp_path / "streamed"), "validation": False, "generate_host": False},
        "stream_mode": ["custom"],
    }
    nodes = [event.get("node") for event in stream(f"{server}/runs/stream", payload)]
    seen = list(dict.fromkeys(node for node in nodes if node))
    assert seen == ["retrieve", "draft_kernel", "compile", "finish"]


def test_samples_run_side_by_side_and_say_who_they_are(server: str, tmp_path: Path) -> None:
    kernels = TemplateDrafter().draft_kernels(DraftRequest(CATALOGUE["relu"], Target(), Knowledge())).files
    drafts = "\n".join(f"```cpp {name}\n{text}```\n" for name, text in kernels.items())

    def answer(request: ChatRequest) -> Text:
        first = "temperature" not in request.body
        return Slow(drafts, seconds=5) if first else Text(drafts)

    with ScriptedServer(answer) as model:
        settings = {"model": "openai:scripted", "base_url": model.url, "samples": 2, "generate_host": False}
        payload = {
            "assistant_id": "tilesmith",
            "input": {"operation": "relu"},
            "context": {**settings, "output": str(tmp_path / "sampled")},
            "stream_mode": ["custom", "values"],
            "stream_subgraphs": True,
        }
        events = stream(f"{server}/runs/stream", payload)
    told = [(event.get("sample"), event["node"]) for event in events if "node" in event]
    for sample in (1, 2):
        assert [node for who, node in told if who == sample][:2] == ["draft_kernel", "compile"]
    assert told.index((2, "compile")) < told.index((1, "compile")), "the second did not wait for the first"
    assert (None, "choose") in told
    assert events[-1]["report"]["samples"] == 2
    assert (tmp_path / "sampled/kernels/compute/relu.cpp").is_file()
