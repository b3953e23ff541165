"""Controls and ablations with a real server: the requests prove what the model was told and what not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import template_project
from tilesmith.agent.trace import find_run, read_run
from tilesmith.evals.scripted_server import ChatRequest, Reply, ScriptedServer, Text
from tilesmith.evals.scripted_server.server import Script

READER, COMPUTE, HOST = "kernels/dataflow/reader.cpp", "kernels/compute/add.cpp", "add.cpp"
RIGHT = template_project(CATALOGUE["add"])
KERNELS = RIGHT.kernels
WRONG_INIT = KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")
WRONG_SUM = KERNELS[COMPUTE].replace("add_init(", "sub_init(").replace("add_tiles(", "sub_tiles(")


def reply(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()))


Generate = Callable[..., tuple[int, dict[str, Any], ScriptedServer]]


@pytest.fixture
def generate(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Drafts an addition against a script; gives exit code, the JSON object and the server."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-test")

    def run(script: Script, *words: str) -> tuple[int, dict[str, Any], ScriptedServer]:
        with ScriptedServer(script) as server:
            model = ["--model", "openai:first", "--base-url", server.url]
            output = ["--output", str(tmp_path / "project"), "--runs-dir", str(tmp_path / "runs")]
            code = main(["generate", "--operation", "add", *model, *output, "--json", *words])
        return code, json.loads(capsys.readouterr().out), server

    return run


def asked(server: ScriptedServer) -> str:
    """Everything that the model was told, as it went over the wire."""
    return "\n".join(json.dumps(request.body["messages"]) for request in server.requests)


def test_without_retrieval_no_prompt_holds_what_was_looked_up(generate: Generate) -> None:
    script = [reply(KERNELS | {COMPUTE: WRONG_INIT}), reply({COMPUTE: KERNELS[COMPUTE]})]
    kernels_only = ("--no-generate-host", "--max-iterations", "2")
    _, _, with_it = generate(script, *kernels_only)
    _, _, without = generate(script, *kernels_only, "--no-retrieval", "--overwrite")

    for heading in ("# Functions of this release", "# Examples that compile", "   API: `"):
        assert heading in asked(with_it).replace("\\n", "\n")
        assert heading not in asked(without).replace("\\n", "\n")
    assert "that the request lists" not in without.requests[0].messages[0]["content"]
    assert "Remedy: " in without.requests[1].last_message, "only retrieval is taken away"


def test_without_tools_a_model_is_given_none(generate: Generate) -> None:
    _, _, with_them = generate([reply(KERNELS)], "--no-generate-host")
    _, _, without = generate([reply(KERNELS)], "--no-generate-host", "--max-tool-calls", "0", "--overwrite")

    assert with_them.requests[0].body["tools"]
    assert "tools" not in without.requests[0].body


@pytest.mark.parametrize(
    ("flag", "left"),
    [
        ("--retrieval", {"lookup_api", "search_sources", "read_source", "check_kernel"}),
        ("--no-retrieval", {"check_kernel"}),
        ("--raw-errors", {"lookup_api", "search_sources", "read_source"}),
    ],
)
def test_no_tool_brings_back_what_was_taken_away(generate: Generate, flag: str, left: set[str]) -> None:
    _, _, server = generate([reply(KERNELS)], "--no-generate-host", flag)
    assert {tool["function"]["name"] for tool in server.requests[0].body["tools"]} == left


def test_raw_errors_are_the_compilers_own_words(generate: Generate, tmp_path: Path) -> None:
    host = RIGHT.files[HOST].replace("int main(", "int missing = nothing;\nint main(")
    mended = reply({COMPUTE: KERNELS[COMPUTE], HOST: RIGHT.files[HOST]})
    script = [reply(KERNELS | {COMPUTE: WRONG_INIT}), reply({HOST: host}), mended]
    code, outcome, server = generate(script, "--raw-errors", "--no-retrieval")

    assert code == 0
    assert outcome["attempts"] == 2
    told = server.requests[2].last_message
    told = told[: told.index("# The files as they are")]
    assert f"{COMPUTE}:" in told
    assert "error: 'add_tiles_init' was not declared in this scope" in told
    assert "add.cpp:" in told
    assert "error: 'nothing' was not declared in this scope" in told
    assert "Remedy:" not in told
    assert str(Path.home()) not in told, "no folder of this machine is told"
    first = read_run(find_run(tmp_path / "runs")).attempts[0]
    assert {fault.check for fault in first.diagnostics} >= {"unknown_name"}, "the trace keeps what was read"


def test_without_execution_feedback_only_compile_errors_are_repaired(generate: Generate) -> None:
    script = [
        reply(KERNELS | {COMPUTE: WRONG_INIT}),
        reply({HOST: RIGHT.files[HOST]}),
        reply({COMPUTE: WRONG_SUM}),
    ]
    code, outcome, server = generate(script, "--no-execution-feedback", "--max-iterations", "5")

    assert code == 2
    assert (outcome["attempts"], outcome["ending"]) == (2, "not_told")
    assert len(server.requests) == 3, "what ran wrong is not repaired"
    assert "add_tiles_init" in server.requests[2].last_message
    given = {tool["function"]["name"] for tool in server.requests[2].body["tools"]}
    assert "cmake_build" in given
    assert "run_program" not in given
    assert "runs were right" in outcome["verdict"]


def test_independent_drafts_are_all_asked_for_in_the_same_words(generate: Generate) -> None:
    """The control of equal budget: as many candidates as with repairs, none of which knows of another."""
    drafts = [KERNELS | {COMPUTE: WRONG_INIT}, KERNELS | {COMPUTE: WRONG_INIT}, KERNELS]

    def answer(request: ChatRequest) -> Reply:
        return (
            reply({HOST: RIGHT.files[HOST]})
            if "Write the host" in request.last_message
            else reply(drafts.pop(0))
        )

    code, outcome, server = generate(
        answer, "--independent-drafts", "--max-iterations", "3", "--temperature", "0.1"
    )

    assert code == 0
    assert outcome["attempts"] == 3
    kernels = [request.body for request in server.requests if "Write the host" not in request.last_message]
    assert len(kernels) == 3
    assert kernels[0] == kernels[1] == kernels[2], "also at the same temperature"
    assert "What went wrong" not in asked(server)
    assert "earlier drafts" not in asked(server)
