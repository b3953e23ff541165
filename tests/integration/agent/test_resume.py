"""Runs that are killed, fail or spend their budget, and go on in another process without paying twice."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.agent.trace import RunRecord, find_run, read_run
from tilesmith.evals.scripted_server import ChatRequest, HttpError, Reply, ScriptedServer, Slow, Text
from tilesmith.tools.project import Project

KEY = "sk-a-key-that-must-stay-secret"
COMPUTE, HOST = "kernels/compute/add.cpp", "add.cpp"
_REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge())
KERNELS = TemplateDrafter().draft_kernels(_REQUEST).files
RIGHT_HOST = TemplateDrafter().draft_host(_REQUEST, Project(files=KERNELS)).files
WRONG_INIT = KERNELS | {COMPUTE: KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")}


def reply(files: dict[str, str], seconds: float = 0) -> Text:
    text = "\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items())
    return Slow(text, seconds=seconds, piece=4000) if seconds else Text(text, piece=4000)


def prompt_of(request: ChatRequest) -> str:
    """Which of the three prompts it is."""
    text = request.messages[1]["content"]
    marks = {"What went wrong": "repair", "Write the host program": "host"}
    return next((name for mark, name in marks.items() if mark in text), "kernels")


class Command:
    """`tilesmith` in processes of its own, all in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tilesmith.agent.cli", *words],
            cwd=self.folder,
            env={**os.environ, "OPENAI_API_KEY": KEY},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def killed_at(self, node: str, *words: str) -> None:
        """Start it and kill it as soon as it says that it is at `node`."""
        process = self.start(*words)
        assert process.stderr is not None
        seen = []
        for line in process.stderr:
            seen.append(line)
            if line.startswith(node):
                break
        else:
            raise AssertionError(f"it never came to {node}:\n{''.join(seen)}")
        process.send_signal(signal.SIGKILL)
        process.communicate()

    def outcome(self, *words: str) -> tuple[int, dict[str, Any], str]:
        process = self.start(*words, "--json")
        out, err = process.communicate(timeout=200)
        assert out, err
        return process.returncode, json.loads(out), err

    @property
    def run(self) -> Path:
        return find_run(self.folder / "runs")

    @property
    def record(self) -> RunRecord:
        return read_run(self.run)


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path)


def generate(server: ScriptedServer, *words: str) -> list[str]:
    return ["generate", "--operation", "add", "--model", "openai:scripted", "--base-url", server.url, *words]


def test_a_run_killed_again_and_again_pays_each_reply_once(command: Command) -> None:
    asked: list[str] = []
    killed = threading.Event()  # for the last time

    def script(request: ChatRequest) -> Reply:
        asked.append(prompt_of(request))
        if asked[-1] == "repair":
            return reply({COMPUTE: KERNELS[COMPUTE]}, seconds=0 if killed.is_set() else 60)
        return reply(WRONG_INIT) if asked[-1] == "kernels" else reply(RIGHT_HOST)

    with ScriptedServer(script) as server:
        command.killed_at("retrieve", *generate(server))
        for node in ("compile", "repair"):
            command.killed_at(node, "resume")
        killed.set()
        code, outcome, said = command.outcome("resume")

    assert (code, outcome["verified"], outcome["attempts"]) == (0, True, 2)
    assert "goes on with repair" in said
    assert asked[:2] == ["kernels", "host"]
    again = "only the call under way when it was killed was made again, if it had been made"
    assert asked[2:] in (["repair"], ["repair"] * 2), again
    assert [attempt.number for attempt in command.record.attempts] == [1, 2]
    assert outcome["tokens"] == command.record.usage.tokens
    assert sorted(path.name for path in command.run.iterdir()) == ["trace.jsonl"], "nothing is kept in vain"


def test_a_reply_that_had_come_is_not_asked_for_again_within_its_step(command: Command) -> None:
    """A step of two calls is killed in the second: the first reply is in the trace."""

    def script(request: ChatRequest) -> Reply:
        reminded = len(request.messages) > 2
        first_time = sum(len(earlier.messages) > 2 for earlier in server.requests) == 1
        if not reminded:
            return Text("I would rather not.")
        return reply(KERNELS, seconds=60 if first_time else 0)

    with ScriptedServer(script) as server:
        process = command.start(*generate(server, "--no-generate-host", "--max-iterations", "1"))
        while len(server.requests) < 2:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        _, outcome, _ = command.outcome("resume")

    assert outcome["attempts"] == 1
    assert [len(request.messages) for request in server.requests] == [2, 4, 4]
    assert [call.reply for call in command.record.calls].count("I would rather not.") == 1


def test_samples_go_on_where_each_of_them_was(command: Command) -> None:
    """The first sample waits for its repair when all are killed, the second has got its."""

    def script(request: ChatRequest) -> Reply:
        if prompt_of(request) == "kernels":
            return reply(WRONG_INIT)
        first = "temperature" not in request.body
        killed = sum(prompt_of(earlier) == "repair" for earlier in server.requests) > 2
        return reply({COMPUTE: KERNELS[COMPUTE]}, seconds=60 if first and not killed else 0)

    with ScriptedServer(script) as server:
        process = command.start(*generate(server, "--no-generate-host", "--samples", "2"))
        assert process.stderr is not None
        said = (line for line in process.stderr if "attempt 2: checks kernels" in line)
        assert next(said).startswith("2: compile")
        while len(server.requests) < 4:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        _, outcome, told = command.outcome("resume")

    assert outcome["attempts"] == 4
    assert "draft_kernel" not in told
    assert [prompt_of(request) for request in server.requests] == ["kernels", "kernels", *["repair"] * 3]


class TestInProcess:
    """What needs no process that is killed."""

    @pytest.fixture
    def tilesmith(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., tuple[int, dict[str, Any]]]:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.chdir(tmp_path)

        def run(*words: str) -> tuple[int, dict[str, Any]]:
            code = main([*words, "--json"])
            return code, json.loads(capsys.readouterr().out)

        return run

    def test_a_model_that_failed_is_asked_again_and_no_key_is_in_a_checkpoint(
        self, tilesmith: Callable[..., tuple[int, dict[str, Any]]], tmp_path: Path
    ) -> None:
        quoting = reply(WRONG_INIT | {COMPUTE: f"// {KEY}\n{WRONG_INIT[COMPUTE]}"})
        replies = [quoting, HttpError(401), reply({COMPUTE: KERNELS[COMPUTE]})]
        with ScriptedServer(replies) as server:
            code, outcome = tilesmith(*generate(server, "--no-generate-host"))
            assert (code, outcome["ending"]) == (1, "failed")
            run = find_run(tmp_path / "runs")
            kept = b"".join(path.read_bytes() for path in run.iterdir())
            assert b"add_tiles_init" in kept
            assert KEY.encode() not in kept
            code, outcome = tilesmith("resume")
        assert (code, outcome["ending"], outcome["attempts"]) == (2, "unchecked", 2)
        assert len(server.requests) == 3

    def test_a_spent_budget_can_be_raised(
        self, tilesmith: Callable[..., tuple[int, dict[str, Any]]], tmp_path: Path
    ) -> None:
        with ScriptedServer([reply(WRONG_INIT), reply({COMPUTE: KERNELS[COMPUTE]})]) as server:
            words = generate(server, "--no-generate-host", "--max-iterations", "1")
            assert tilesmith(*words)[1]["ending"] == "max_iterations"
            assert tilesmith("resume")[1]["ending"] == "max_iterations", "as long as nothing is raised"
            assert "does not wait for a review" in tilesmith("resume", "--answer", "approve")[1]["error"]
            assert len(server.requests) == 1
            code, outcome = tilesmith("resume", "--max-iterations", "2")
        assert (code, outcome["ending"], outcome["attempts"]) == (2, "unchecked", 2)
        assert (tmp_path / "generated/add_single_core" / COMPUTE).read_text() == KERNELS[COMPUTE]

    def test_there_has_to_be_something_to_go_on_with(
        self, tilesmith: Callable[..., tuple[int, dict[str, Any]]]
    ) -> None:
        assert "there are no runs" in tilesmith("resume")[1]["error"]
        tilesmith("generate", "--operation", "relu", "--no-generate-host")
        code, outcome = tilesmith("resume")
        assert code == 1
        assert "there is nothing to go on with" in outcome["error"]

    def test_a_request_that_is_refused_leaves_no_folder(
        self, tilesmith: Callable[..., tuple[int, dict[str, Any]]], tmp_path: Path
    ) -> None:
        assert tilesmith("generate", "--operation", "no_such")[0] == 1
        assert not (tmp_path / "runs").exists()
