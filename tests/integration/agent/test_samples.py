"""Several drafts side by side against a real model server: the first to verify wins, the others are ended."""

import json
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
from tilesmith.evals.scripted_server import ChatRequest, Reply, ScriptedServer, Slow, Text
from tilesmith.evals.scripted_server.server import Script
from tilesmith.tools.project import Project

COMPUTE, HOST = "kernels/compute/add.cpp", "add.cpp"
_REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge())
KERNELS = TemplateDrafter().draft_kernels(_REQUEST).files
RIGHT_HOST = TemplateDrafter().draft_host(_REQUEST, Project(files=KERNELS)).files[HOST]
WRONG_INIT = KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")
# Half a second of the compiler for each constant, within its limit on the steps of one.
_COSTLY = """
constexpr int costly(int seed) {
    int sum = seed;
    for (int i = 0; i < 1000; i++) { for (int j = 0; j < 1500; j++) { sum ^= j; } }
    return sum;
}
"""
ENDLESS_HOST = _COSTLY + "".join(f"constexpr int c{n} = costly({n});\n" for n in range(120)) + RIGHT_HOST

Generate = Callable[..., tuple[int, dict[str, Any], ScriptedServer]]


def reply(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()), piece=4000)


def sample_of(request: ChatRequest) -> int:
    """Of three samples, by their temperatures."""
    return {None: 1, 1.0: 2, 1.3: 3}[request.body.get("temperature")]


@pytest.fixture
def generate(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Runs the command against a script; gives exit code, the JSON object and the server."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-test")

    def run(script: Script, *words: str) -> tuple[int, dict[str, Any], ScriptedServer]:
        with ScriptedServer(script) as server:
            model = ["--model", "openai:scripted", "--base-url", server.url]
            output = ["--output", str(tmp_path / "project"), "--runs-dir", str(tmp_path / "runs")]
            code = main(["generate", "--operation", "add", *model, *output, "--json", *words])
        said = capsys.readouterr()
        return code, json.loads(said.out) | {"progress": said.err}, server

    return run


def trace(folder: Path) -> RunRecord:
    return read_run(find_run(folder / "runs"))


def test_the_first_to_verify_wins_and_the_others_end_where_they_are(
    generate: Generate, tmp_path: Path
) -> None:
    def script(request: ChatRequest) -> Reply:
        sample, wants_host = sample_of(request), "Write the host program" in request.last_message
        if sample == 1:
            return Slow(reply(KERNELS).text, seconds=300)
        if sample == 2:
            return reply({HOST: ENDLESS_HOST}) if wants_host else reply(KERNELS)
        return reply({HOST: RIGHT_HOST}) if wants_host else reply(KERNELS)

    code, outcome, server = generate(script, "--samples", "3")

    assert code == 0
    assert outcome["sample"] == 3
    assert outcome["ending"] == "verified"
    assert (tmp_path / "project" / HOST).read_text() == RIGHT_HOST
    assert "3: validate" in outcome["progress"]
    run = trace(tmp_path)
    lost = {step.sample: step.step for step in run.steps if "was verified first" in step.failure}
    assert lost == {1: "draft_kernel", 2: "compile"}
    assert {attempt.sample for attempt in run.attempts if attempt.verdict.verified} == {3}
    assert len(server.requests) == 5
    assert run.usage.calls == 5, "the call that was given up is counted, though its cost is not known"
    assert outcome["tokens"] == run.usage.tokens > 1000


class TestKernelsAlone:
    """Where nothing is run, all samples come to their end and the one that came furthest is kept."""

    words = ("--samples", "3", "--no-generate-host")

    def test_the_one_that_came_furthest_is_kept(self, generate: Generate, tmp_path: Path) -> None:
        def script(request: ChatRequest) -> Reply:
            right = sample_of(request) == 2
            return reply(KERNELS if right else KERNELS | {COMPUTE: WRONG_INIT})

        code, outcome, server = generate(script, *self.words, "--max-iterations", "1")

        assert code == 2, "nothing was run, so nothing is verified"
        assert outcome["sample"] == 2
        assert outcome["attempts"] == 3
        assert len(server.requests) == 3
        assert (tmp_path / "project" / COMPUTE).read_text() == KERNELS[COMPUTE]
        assert "number 1 of sample 2" in outcome["verdict"]
        run = trace(tmp_path)
        assert sorted(attempt.sample for attempt in run.attempts) == [1, 2, 3]
        assert outcome["tokens"] == run.usage.tokens

    def test_the_budget_is_that_of_all_together(self, generate: Generate) -> None:
        def script(_request: ChatRequest) -> Reply:
            return reply(KERNELS | {COMPUTE: WRONG_INIT})

        code, outcome, server = generate(
            script, *self.words, "--max-iterations", "9", "--max-tokens", "30000"
        )
        assert (code, outcome["ending"]) == (2, "max_tokens")
        assert outcome["attempts"] >= 3
        assert 30_000 <= outcome["tokens"] < 60_000
        assert len(server.requests) < 27

    def test_a_model_that_nobody_can_reach_is_an_error(self, generate: Generate) -> None:
        code, outcome, _ = generate([], *self.words, "--base-url", "http://127.0.0.1:9/v1")
        assert code == 1
        assert "nothing answers" in outcome["error"]


def test_the_templates_have_but_one_draft(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["generate", "--operation", "add", "--samples", "2", "--json"])
    assert code == 1
    assert "--samples needs a model" in json.loads(capsys.readouterr().out)["error"]
