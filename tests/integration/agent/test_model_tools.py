"""A model that calls tools while it drafts, against a real server."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.context import Context
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.drafters import make_drafter
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.session import Session
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.agent.trace import RunStarted, Trace, find_run, read_run
from tilesmith.agent.trace.events import ToolCall
from tilesmith.evals.scripted_server import Calls, ChatRequest, HttpError, Reply, ScriptedServer, Text
from tilesmith.evals.scripted_server.server import Script
from tilesmith.tools.project import Project
from tilesmith.tools.sdk import DEFAULT_VERSION, IndexUnreachableError, NoPipError, resolve_sdk

REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge(sdk=DEFAULT_VERSION))
COMPUTE, HOST = "kernels/compute/add.cpp", "add.cpp"
KERNELS = TemplateDrafter().draft_kernels(REQUEST).files
HOST_TEXT = TemplateDrafter().draft_host(REQUEST, Project(files=KERNELS)).files[HOST]
WITH_SCAFFOLD = Project(files=KERNELS | scaffold(REQUEST.spec, REQUEST.target))
WRONG = KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")


def reply_with(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()), piece=4000)


GOOD = reply_with(KERNELS)


@pytest.fixture(autouse=True, scope="module")
def _sdk() -> None:
    try:
        resolve_sdk(DEFAULT_VERSION)
    except (IndexUnreachableError, NoPipError) as error:
        pytest.skip(str(error))


def answers(
    tools: Sequence[tuple[str, object]], run: Path, project: Project | None = None, calls: int = 6
) -> tuple[list[dict[str, Any]], ScriptedServer]:
    """What the model is answered that calls `tools` at once, as messages, while it drafts."""
    trace = Trace(run)
    trace.write(RunStarted(tilesmith="0", operation="add", description="", request={}, settings={}))
    right = GOOD if project is None else reply_with({HOST: HOST_TEXT})
    with ScriptedServer([Calls(tools=tuple(tools)), right]) as server:
        context = Context(
            model="openai:scripted", base_url=server.url, model_timeout=20, max_tool_calls=calls
        )
        drafter = make_drafter(context, Session(trace=trace))
        if project is None:
            assert drafter.draft_kernels(REQUEST).files == KERNELS
        else:
            assert drafter.draft_host(REQUEST, project).files == {HOST: HOST_TEXT}
    return [m for m in server.requests[1].body["messages"] if m["role"] == "tool"], server


def one_answer(tool: str, run: Path, project: Project | None = None, **arguments: object) -> str:
    (message,), _ = answers([(tool, arguments)], run, project)
    return str(message["content"])


class TestEachTool:
    """As the model calls it."""

    def test_all_are_offered_with_typed_arguments(self, tmp_path: Path) -> None:
        _, server = answers([("lookup_api", {"name": "add_tiles"})], tmp_path, WITH_SCAFFOLD)
        offered = {tool["function"]["name"]: tool["function"] for tool in server.requests[0].body["tools"]}
        assert set(offered) == {
            "lookup_api", "search_sources", "read_source", "check_kernel", "cmake_build", "run_program",
        }  # fmt: skip
        assert "source" in offered["check_kernel"]["parameters"]["required"]
        assert "6 times at most" in server.requests[0].messages[0]["content"]

    def test_without_a_host_program_there_is_nothing_to_build(self, tmp_path: Path) -> None:
        _, server = answers([("lookup_api", {"name": "add_tiles"})], tmp_path)
        offered = {tool["function"]["name"] for tool in server.requests[0].body["tools"]}
        assert "check_kernel" in offered
        assert not offered & {"cmake_build", "run_program"}

    def test_lookup_api(self, tmp_path: Path) -> None:
        found = json.loads(one_answer("lookup_api", tmp_path, name="add_tiles_init"))
        assert found["exact"] is False
        assert found["entries"][0]["name"] == "add_init"

    def test_search_sources_and_read_source(self, tmp_path: Path) -> None:
        hits = json.loads(one_answer("search_sources", tmp_path, query="eltwise binary add", most=3))[
            "results"
        ]
        assert len(hits) == 3
        text = one_answer("read_source", tmp_path, path=hits[0]["path"], line=hits[0]["line"], lines=5)
        assert text.lstrip().startswith(str(hits[0]["line"]))

    @pytest.mark.parametrize(
        "path", ["/etc/passwd", "../../../../../etc/passwd", "tt_metal/../../../etc/passwd"]
    )
    def test_nothing_outside_the_sdk_is_read(self, tmp_path: Path, path: str) -> None:
        assert "there is no file" in one_answer("read_source", tmp_path, path=path)

    def test_check_kernel(self, tmp_path: Path) -> None:
        wrong = json.loads(one_answer("check_kernel", tmp_path, path=COMPUTE, source=WRONG))
        assert wrong["status"] == "failed"
        assert any("add_tiles_init" in fault["message"] for fault in wrong["faults"])
        right = json.loads(one_answer("check_kernel", tmp_path, path=COMPUTE, source=KERNELS[COMPUTE]))
        assert right == {"status": "passed", "reason": right["reason"], "faults": []}

    def test_cmake_build_and_run_program(self, tmp_path: Path) -> None:
        broken = {"path": HOST, "text": HOST_TEXT.replace("CreateKernel(", "MakeKernel(")}
        built = json.loads(one_answer("cmake_build", tmp_path, WITH_SCAFFOLD, files=[broken]))
        assert built["built"] is False
        assert any("MakeKernel" in fault["message"] for fault in built["faults"])
        whole = {"path": HOST, "text": HOST_TEXT}
        ran = json.loads(one_answer("run_program", tmp_path, WITH_SCAFFOLD, files=[whole]))
        assert ran["status"] == "ok"
        assert "PASS" in ran["stdout"]

    def test_no_file_is_tried_outside_the_project(self, tmp_path: Path) -> None:
        outside = {"path": "../../outside.cpp", "text": "int main() {}"}
        said = one_answer("cmake_build", tmp_path, WITH_SCAFFOLD, files=[outside])
        assert "not a path inside the project" in said


class TestMistakes:
    """A model's mistakes are answered, so that it can do better; they end nothing."""

    def test_wrong_calls_are_explained(self, tmp_path: Path) -> None:
        calls: list[tuple[str, object]] = [
            ("make_coffee", {}),
            ("lookup_api", {"name": "x", "most": 1000}),
            ("lookup_api", "add_tiles, please"),
        ]
        unknown, out_of_range, broken = (m["content"] for m in answers(calls, tmp_path)[0])
        assert "there is no tool make_coffee: there are lookup_api" in unknown
        assert "most" in out_of_range
        assert "less than or equal to 20" in out_of_range
        assert "not valid JSON" in broken

    def test_what_goes_beyond_the_number_is_not_done(self, tmp_path: Path) -> None:
        calls = [("lookup_api", {"name": "add_tiles"})] * 3
        done, *refused = answers(calls, tmp_path, calls=1)[0]
        assert "entries" in done["content"]
        assert all("No tool calls are left" in message["content"] for message in refused)

    def test_a_model_that_only_calls_tools_is_ended(self) -> None:
        tireless: list[Reply] = [Calls(tools=(("lookup_api", {"name": "add_tiles"}),))] * 20
        with ScriptedServer(tireless) as server:
            context = Context(model="openai:scripted", base_url=server.url, max_tool_calls=2)
            with pytest.raises(Exception, match="the reply is empty"):
                make_drafter(context).draft_kernels(REQUEST)
        assert len(server.requests) < 8

    @pytest.mark.parametrize(
        "refusal",
        [
            "scripted-a does not support tools",
            '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        ],
    )
    def test_a_model_that_takes_no_tools_is_asked_without(self, refusal: str) -> None:
        def script(request: ChatRequest) -> Reply:
            return HttpError(400, refusal) if request.body.get("tools") else GOOD

        with ScriptedServer(script) as server:
            context = Context(model="openai:no-tools", base_url=server.url)
            for _ in range(2):
                assert make_drafter(context).draft_kernels(REQUEST).files == KERNELS
        assert [bool(request.body.get("tools")) for request in server.requests] == [True, False, False]
        assert "# Tools" not in server.requests[2].messages[0]["content"]


def test_the_run_tells_of_its_tools_in_progress_trace_and_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-test")
    asks = Calls("I look it up.", tools=(("lookup_api", {"name": "add_tiles_init"}),))
    script: Script = [asks, GOOD, reply_with({HOST: HOST_TEXT})]
    with ScriptedServer(script) as server:
        code = main(
            ["generate", "--operation", "add", "--model", "openai:scripted", "--base-url", server.url,
             "--output", str(tmp_path / "add"), "--runs-dir", str(tmp_path / "runs"), "--json"]
        )  # fmt: skip
    said = capsys.readouterr()
    assert code == 0
    assert "openai:scripted calls lookup_api" in said.err
    run = read_run(find_run(tmp_path / "runs"))
    (tool,) = run.tools
    assert (tool.name, tool.arguments) == ("lookup_api", {"name": "add_tiles_init"})
    assert isinstance(tool, ToolCall)
    assert "add_init" in tool.answer
    assert [str(tool) for tool in run.calls[0].tool_calls] == ["lookup_api(name='add_tiles_init')"]
    assert [message.role for message in run.calls[1].messages] == ["system", "user", "assistant", "tool"]
    assert run.usage.calls == 3
    assert json.loads(said.out)["tokens"] == run.usage.tokens
