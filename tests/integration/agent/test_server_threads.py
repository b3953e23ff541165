"""Threads on a real LangGraph server: history, time travel, reviews, two runs at once, and cancellation."""

import contextlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from langgraph_sdk import get_sync_client
from langgraph_sdk.client import SyncLangGraphClient

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.evals.scripted_server import Calls, Endless, ScriptedServer, Text
from tilesmith.tests.langgraph_server import langgraph_server
from tilesmith.tools.project import Project

COMPUTE, HOST = "kernels/compute/add.cpp", "add.cpp"
_REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge())
KERNELS = TemplateDrafter().draft_kernels(_REQUEST).files
RIGHT_HOST = TemplateDrafter().draft_host(_REQUEST, Project(files=KERNELS)).files[HOST]
WRONG_INIT = KERNELS | {COMPUTE: KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")}
# Half a second of the compiler for each constant, within its limit on the steps of one.
_COSTLY = """
constexpr int costly(int seed) {
    int sum = seed;
    for (int i = 0; i < 1000; i++) { for (int j = 0; j < 1500; j++) { sum ^= j; } }
    return sum;
}
"""
ENDLESS_HOST = _COSTLY + "".join(f"constexpr int c{n} = costly({n});\n" for n in range(120)) + RIGHT_HOST
TRIES_ENDLESS_HOST = Calls(tools=(("cmake_build", {"files": [{"path": HOST, "text": ENDLESS_HOST}]}),))
ENDLESS_COMPUTE = KERNELS[COMPUTE].rstrip().removesuffix("}") + "for (volatile int n = 0;; n = n) {}\n}\n"
GRAPH = "tilesmith"


def reply(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()), piece=4000)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SyncLangGraphClient]:
    with langgraph_server(tmp_path_factory.mktemp("threads"), "--n-jobs-per-worker", "4") as url:
        yield get_sync_client(url=url)


@pytest.fixture
def thread(client: SyncLangGraphClient) -> str:
    return str(client.threads.create()["thread_id"])


def kernels_only(tmp_path: Path, **settings: object) -> dict[str, Any]:
    return {"output": str(tmp_path / "project"), "generate_host": False, "validation": False, **settings}


def scripted(model: ScriptedServer, context: dict[str, Any]) -> dict[str, Any]:
    return {"model": "openai:scripted", "base_url": model.url, **context}


def test_a_thread_tells_its_history_and_a_kernel_edited_in_its_past_is_gone_on_with(
    client: SyncLangGraphClient, thread: str, tmp_path: Path
) -> None:
    context = kernels_only(tmp_path, refine=False)
    with ScriptedServer([reply(WRONG_INIT)]) as model:
        settings = scripted(model, context)
        result = client.runs.wait(thread, GRAPH, input={"operation": "add"}, context=settings)
        assert isinstance(result, dict)
        assert result["report"]["ending"] == "max_iterations"
        history = client.threads.get_history(thread, limit=50)
        steps = [state["next"][0] for state in reversed(history) if state["next"]]
        assert steps == ["__start__", "retrieve", "draft_kernel", "compile", "parse_errors", "finish"]

        before = next(state for state in history if state["next"] == ["compile"])
        assert isinstance(before["values"], dict)
        files = before["values"]["project"]["files"]
        assert files[COMPUTE] == WRONG_INIT[COMPUTE]
        edited = {"project": {"files": files | {COMPUTE: KERNELS[COMPUTE]}}}
        fork = client.threads.update_state(
            thread, edited, checkpoint=before["checkpoint"], as_node="draft_kernel"
        )
        assert client.threads.get_state(thread)["next"] == ["compile"]
        again = client.runs.wait(thread, GRAPH, input=None, checkpoint=fork["checkpoint"], context=settings)
    assert isinstance(again, dict)
    assert again["report"]["ending"] == "unchecked"
    assert {rung["rung"]: rung["outcome"] for rung in again["report"]["verdict"]["rungs"]}[
        "kernel_check"
    ] == "passed"
    assert (tmp_path / "project" / COMPUTE).read_text() == KERNELS[COMPUTE]
    assert len(model.requests) == 1


def test_an_edit_that_is_no_project_is_refused(
    client: SyncLangGraphClient, thread: str, tmp_path: Path
) -> None:
    client.runs.wait(thread, GRAPH, input={"operation": "relu"}, context=kernels_only(tmp_path))
    with pytest.raises(Exception, match="rror"):
        client.threads.update_state(thread, {"project": "nonsense"}, as_node="draft_kernel")


def test_a_review_is_answered_over_the_api(client: SyncLangGraphClient, thread: str, tmp_path: Path) -> None:
    context = kernels_only(tmp_path, review=True, max_iterations=1)
    with ScriptedServer([reply(WRONG_INIT), reply({COMPUTE: KERNELS[COMPUTE]})]) as model:
        settings = scripted(model, context)

        def go_on(**how: Any) -> dict[str, Any]:
            result = client.runs.wait(thread, GRAPH, context=settings, **how)
            assert isinstance(result, dict)
            return result

        waiting = go_on(input={"operation": "add"})
        (question,) = waiting["__interrupt__"]
        assert question["value"]["reason"] == "before_run"
        assert question["value"]["actions"] == ["approve", "edit", "hint", "stop"]
        assert question["value"]["files"].keys() == KERNELS.keys()
        assert question["response_schema"]["properties"].keys() == {"action", "files", "hint", "iterations"}
        assert client.threads.get(thread)["status"] == "interrupted"

        (again,) = go_on(command={"resume": {"action": "perhaps"}})["__interrupt__"]
        assert "answer one of approve, edit, hint, stop" in again["value"]["problem"]
        (spent,) = go_on(command={"resume": "approve"})["__interrupt__"]
        assert spent["value"]["reason"] == "budget_spent"
        assert spent["value"]["diagnostics"][0]["file"] == COMPUTE
        (draft,) = go_on(command={"resume": {"action": "more", "hint": "mind the init"}})["__interrupt__"]
        assert draft["value"]["attempt"] == 2
        done = go_on(command={"resume": "approve"})
    assert done["report"]["ending"] == "unchecked"
    assert done["report"]["attempts"] == 2
    assert "mind the init" in model.requests[1].last_message


def test_two_runs_go_on_at_once(client: SyncLangGraphClient, tmp_path: Path) -> None:
    """Each model waits for the other's call: one after the other, neither would come to its end."""
    both = threading.Barrier(2, timeout=100)

    def script(_request: object) -> Text:
        both.wait()
        return reply(KERNELS)

    def run(number: int) -> dict[str, Any]:
        with ScriptedServer(script) as model:
            context = kernels_only(tmp_path, output=str(tmp_path / f"project{number}"))
            result = client.runs.wait(
                None, GRAPH, input={"operation": "add"}, context=scripted(model, context)
            )
        assert isinstance(result, dict)
        return result

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, (1, 2)))
    assert [result["report"]["ending"] for result in results] == ["unchecked", "unchecked"]
    assert len({result["report"]["run"] for result in results}) == 2


def at_work(mark: str) -> list[psutil.Process]:
    """Processes that the server has started with `mark` in their command."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it has ended meanwhile
            if mark in " ".join(process.cmdline()):
                found.append(process)
    return found


@pytest.mark.parametrize(
    ("replies", "node", "mark"),
    [
        ([reply(KERNELS), reply({HOST: ENDLESS_HOST})], "compile", "cc1plus"),
        (
            [reply(KERNELS | {COMPUTE: ENDLESS_COMPUTE}), reply({HOST: RIGHT_HOST})],
            "validate",
            "tilesmith-device",
        ),
        ([reply(KERNELS), TRIES_ENDLESS_HOST], "draft_host", "cc1plus"),
    ],
    ids=["compiler", "emulator", "the model's tool"],
)
def test_a_cancelled_run_leaves_no_process(
    client: SyncLangGraphClient,
    thread: str,
    tmp_path: Path,
    replies: list[Text],
    node: str,
    mark: str,
) -> None:
    with ScriptedServer(replies) as model:
        context = scripted(model, {"output": str(tmp_path / "project")})
        run = client.runs.create(thread, GRAPH, input={"operation": "add"}, context=context)
        deadline = time.monotonic() + 120
        while client.threads.get_state(thread)["next"] != [node] or not (busy := at_work(mark)):
            assert time.monotonic() < deadline, f"it never came to {node}"
            time.sleep(0.1)
        client.runs.cancel(thread, run["run_id"])
        cancelled = time.monotonic()
        while any(process.is_running() for process in busy) and time.monotonic() < cancelled + 10:
            time.sleep(0.02)
        seconds = time.monotonic() - cancelled
        client.runs.join(thread, run["run_id"])
    assert seconds < 2
    assert at_work(mark) == []
    assert client.threads.get_state(thread)["next"] == [node]


@pytest.mark.parametrize("silent", [False, True])
def test_a_cancelled_run_closes_the_connection_to_its_model(
    client: SyncLangGraphClient, thread: str, tmp_path: Path, silent: bool
) -> None:
    with ScriptedServer([Endless("Some words first.", silent=silent)]) as model:
        context = scripted(model, kernels_only(tmp_path))
        run = client.runs.create(thread, GRAPH, input={"operation": "add"}, context=context)
        deadline = time.monotonic() + 120
        while not model.requests:
            assert time.monotonic() < deadline, "the model was never asked"
            time.sleep(0.1)
        client.runs.cancel(thread, run["run_id"])
        cancelled = time.monotonic()
        while not model.closed and time.monotonic() < cancelled + 10:
            time.sleep(0.02)
        assert model.closed[0] - cancelled < 2
        client.runs.join(thread, run["run_id"])
        assert client.threads.get_state(thread)["next"] == ["draft_kernel"]
    with ScriptedServer([reply(KERNELS)]) as model:
        context = scripted(model, kernels_only(tmp_path))
        result = client.runs.wait(thread, GRAPH, input=None, context=context)
    assert isinstance(result, dict)
    assert result["report"]["ending"] == "unchecked", "it can be gone on with"


def test_a_second_run_into_the_same_folder_is_refused_until_the_first_is_cancelled(
    client: SyncLangGraphClient, thread: str, tmp_path: Path
) -> None:
    def second(model: ScriptedServer) -> dict[str, Any]:
        context = scripted(model, kernels_only(tmp_path))
        result = client.runs.wait(None, GRAPH, input={"operation": "add"}, context=context)
        assert isinstance(result, dict)
        return result

    with ScriptedServer([Endless("Some words first."), reply(KERNELS)]) as model:
        context = scripted(model, kernels_only(tmp_path))
        run = client.runs.create(thread, GRAPH, input={"operation": "add"}, context=context)
        deadline = time.monotonic() + 120
        while not model.requests:
            assert time.monotonic() < deadline, "the model was never asked"
            time.sleep(0.1)
        failure = second(model)["failure"]
        assert failure["kind"] == "OutputBusyError"
        assert f"another run is at work on {tmp_path / 'project'}" in failure["message"]
        client.runs.cancel(thread, run["run_id"], wait=True)
        while not model.closed:
            time.sleep(0.02)
        assert second(model)["report"]["ending"] == "unchecked"
