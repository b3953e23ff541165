"""Every program in examples/, run as its first lines say: as a process, with a scripted model."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tilesmith.evals.scripted_server import Calls, ChatRequest, Reply, ScriptedServer, Text
from tilesmith.tests.langgraph_server import langgraph_server
from tilesmith.tests.scripted_model import right_answer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KERNEL = """#include "api/compute/eltwise_binary.h"
void kernel_main() { add_init(0, 1); }
"""

Run = Callable[..., str]


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer(right_answer) as server:
        yield server


@pytest.fixture(scope="module")
def url(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A LangGraph server whose drafts come from the model."""
    with langgraph_server(tmp_path_factory.mktemp("server"), **from_model(model)) as address:
        yield address


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs an example in `tmp_path`; gives what it prints."""

    def start(example: str, *words: str, **variables: str) -> str:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [sys.executable, EXAMPLES / example, *words],
            cwd=tmp_path,
            env=os.environ | {"PATH": path} | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return start


def from_model(model: ScriptedServer) -> dict[str, str]:
    return {"TILESMITH_MODEL": "openai:scripted", "TILESMITH_BASE_URL": model.url}


def test_all_of_them_are_run_here() -> None:
    text = Path(__file__).read_text()
    assert [path.name for path in EXAMPLES.glob("*.py") if f'"{path.name}"' not in text] == []


def test_a_subgraph_drafts_with_the_model_that_the_environment_names(run: Run, tmp_path: Path) -> None:
    with ScriptedServer(right_answer) as model:
        printed = run("subgraph.py", **from_model(model))

    assert "Verified: " in printed
    assert "Left to do: nothing." in printed
    assert (tmp_path / "generated/softplus_single_core/softplus.cpp").is_file()
    assert len(model.requests) == 2, "kernels, then host"


def test_a_remote_graph_streams_its_progress_and_its_files(run: Run, url: str) -> None:
    printed = run("remote_graph.py", url)

    assert "draft_kernel: openai:scripted drafts the kernels" in printed
    assert "Verified: " in printed
    assert "  kernels/compute/expression.cpp\n" in printed


def test_the_stdio_server_answers_the_official_client(
    run: Run, model: ScriptedServer, tmp_path: Path
) -> None:
    printed = run("mcp_stdio.py", **from_model(model))

    assert printed.startswith("tools: generate_kernel, verify_project")
    assert "void add_tiles(" in printed
    assert "  draft_host: openai:scripted drafts the host program" in printed
    assert "  validate: right on " in printed
    assert str(tmp_path / "generated/add_multi_core") in printed


def test_the_servers_mcp_endpoint_has_the_graph_as_a_tool(run: Run, url: str) -> None:
    printed = run("mcp_http.py", url)

    assert printed.startswith("tilesmith: Writes, builds, runs and verifies")
    assert "\nVerified: " in printed


def test_an_agent_is_asked_in_words_and_answers_shortly(run: Run, url: str) -> None:
    printed = run("a2a.py", url, "Please write a softplus kernel for all cores")

    card, verdict, project = printed.splitlines()
    assert card.startswith("tilesmith: Writes, builds, runs and verifies")
    assert verdict.startswith("Verified: ")
    assert "softplus_multi_core" in project


def test_an_agent_that_is_not_understood_says_what_to_send(run: Run, url: str) -> None:
    assert "send one name, such as 'softplus'" in run("a2a.py", url, "Good morning!")


def test_an_agent_of_ones_own_uses_the_tools(run: Run) -> None:
    def agent(request: ChatRequest) -> Reply:
        """Looks a name up, checks a kernel, and tells what came of it."""
        answers = [message for message in request.body["messages"] if message["role"] == "tool"]
        if not answers:
            return Calls(tools=(("lookup_api", {"name": "add_init"}),))
        if len(answers) == 1:
            return Calls(tools=(("check_kernel", {"source": KERNEL, "role": "compute"}),))
        return Text(f"It compiles: {answers[-1]['content']}")

    with ScriptedServer(agent) as model:
        printed = run("tools_in_an_agent.py", OPENAI_API_KEY="sk-none", OPENAI_BASE_URL=model.url)

    assert "void add_init(" in printed, "the signature that was looked up"
    assert '"status": "passed"' in printed.replace("'", '"')
    assert len(model.requests) == 3
