"""The graph behind a real LangGraph server, started as a user would: offline, without a key."""

import json
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
from tilesmith.tests.langgraph_server import langgraph_server


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
    with langgraph_server(tmp_path_factory.mktemp("server")) as url:
        yield url


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
    enums = schemas["input_schema"]["$defs"] | schemas["context_schema"]["$defs"]
    assert enums["CoreMode"]["enum"] == ["single", "multi"]
    assert enums["Arch"]["enum"] == ["wormhole_b0", "blackhole"]
    assert {"openai", "groq", "template", "replay"} <= set(enums["Provider"]["enum"])
    assert enums["RefineTarget"]["enum"] == ["kernels", "host", "both"]
    assert "run_folder" not in settings, "what only the command line sets is on no form"


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


@pytest.mark.parametrize(
    ("asked", "settings", "said"),
    [
        ({"operation": "relu", "core_mode": "dual"}, {}, "core_mode 'dual' cannot be used: input should be"),
        ({"operation": "relu", "params": 7}, {}, "params 7 cannot be used: input should be"),
        ({"operation": "relu"}, {"max_iterations": 0}, "max_iterations 0 cannot be used: input should be"),
        ({"operation": "relu"}, {"refine_target": "all"}, "refine_target 'all' cannot be used"),
        ({"operation": "relu"}, {"provider": "groq"}, "provider groq needs the name of one of its models"),
        ({"operaton": "relu"}, {}, "say which operation"),
    ],
)
def test_a_value_that_is_none_of_the_form_s_is_a_typed_result(
    server: str, asked: dict[str, object], settings: dict[str, object], said: str
) -> None:
    payload = {"assistant_id": "tilesmith", "input": asked, "context": settings}
    result = call(f"{server}/runs/wait", payload)
    assert result["failure"]["step"] == "retrieve"
    assert said in result["failure"]["message"]
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
