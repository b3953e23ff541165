"""The loop against a real model server: wrong drafts, exact evidence, repairs until the program is right."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.agent.trace import find_run, read_run
from tilesmith.evals.scripted_server import HttpError, Reply, ScriptedServer, Text
from tilesmith.tools.project import Project

READER, COMPUTE = "kernels/dataflow/reader.cpp", "kernels/compute/add.cpp"
KEY = "sk-a-key-that-must-stay-secret"


def right_project() -> tuple[dict[str, str], dict[str, str]]:
    """Kernels and host of a correct addition."""
    drafter = TemplateDrafter()
    request = DraftRequest(CATALOGUE["add"], Target(core_mode=CoreMode.SINGLE), Knowledge())
    kernels = drafter.draft_kernels(request).files
    return kernels, drafter.draft_host(request, Project(files=kernels)).files


KERNELS, HOST = right_project()
WRONG_INIT = KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")
STARVING_READER = KERNELS[READER].replace("tile < first + count", "tile + 1 < first + count")


def reply(files: dict[str, str]) -> Text:
    blocks = (f"```cpp {name}\n{text}```\n" for name, text in files.items())
    return Text("<think>Let me see.</think>\n" + "\n".join(blocks))


FIRST_DRAFT = [reply(KERNELS | {COMPUTE: WRONG_INIT}), reply(HOST)]
STILL_WRONG = reply({COMPUTE: KERNELS[COMPUTE], READER: STARVING_READER})
RIGHT = reply({READER: KERNELS[READER]})

Generate = Callable[..., tuple[int, dict[str, Any], ScriptedServer]]


@pytest.fixture
def generate(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Runs the command against a script; gives exit code, the JSON object and the server."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def run(script: list[Reply], *words: str) -> tuple[int, dict[str, Any], ScriptedServer]:
        with ScriptedServer(script) as server:
            model = ["--model", "openai:scripted", "--base-url", server.url]
            output = ["--output", str(tmp_path / "project"), "--runs-dir", str(tmp_path / "runs")]
            code = main(["generate", "--operation", "add", *model, *output, "--json", *words])
        return code, json.loads(capsys.readouterr().out), server

    return run


def diagnostics_of(runs: Path) -> list[list[dict[str, Any]]]:
    """What each attempt that failed was told, from the trace of the newest run."""
    attempts = read_run(find_run(runs)).attempts
    return [[d.model_dump() for d in a.diagnostics] for a in attempts if not a.verdict.verified]


def test_two_faults_are_repaired_and_the_third_attempt_verifies(generate: Generate, tmp_path: Path) -> None:
    assert KERNELS[COMPUTE] != WRONG_INIT
    assert KERNELS[READER] != STARVING_READER

    code, outcome, server = generate([*FIRST_DRAFT, STILL_WRONG, RIGHT])

    assert code == 0
    assert outcome["verified"] is True
    assert outcome["attempts"] == 3
    assert outcome["tokens"] > 1000
    first, second = diagnostics_of(tmp_path / "runs")
    assert first[0]["stage"] == "kernel_check"
    assert first[0]["file"] == COMPUTE
    assert "add_tiles_init" in first[0]["message"]
    assert second[0]["stage"] == "hang"
    assert second[0]["evidence"]
    assert (tmp_path / "project" / COMPUTE).read_text() == KERNELS[COMPUTE]
    assert len(server.requests) == 4
    assert "add_tiles_init" in server.requests[2].last_message
    assert "add_init" in first[0]["hint"] + str(first[0]["api"]), "the right name is looked up"
    assert second[0]["message"] in server.requests[3].last_message


def test_a_spent_budget_keeps_the_best_and_says_so(generate: Generate, tmp_path: Path) -> None:
    worse = reply({READER: KERNELS[READER], COMPUTE: WRONG_INIT})
    code, outcome, server = generate([*FIRST_DRAFT, STILL_WRONG, worse])

    assert code == 2
    assert outcome["verified"] is False
    assert outcome["attempts"] == 3
    assert outcome["verdict"].startswith("Not verified: the run failed")
    assert "The best of 3 attempts was kept: number 2." in outcome["verdict"]
    assert outcome["diagnostics"][0]["stage"] == "hang"
    assert (tmp_path / "project" / READER).read_text() == STARVING_READER
    assert (tmp_path / "project" / COMPUTE).read_text() == KERNELS[COMPUTE]
    assert len(server.requests) == 4


class TestKernelsAlone:
    """What needs no host program and no run."""

    words = ("--no-generate-host",)
    wrong = reply(KERNELS | {COMPUTE: WRONG_INIT})

    @pytest.mark.parametrize("words", [("--max-iterations", "1"), ("--no-refine",)])
    def test_without_repairs_there_is_one_attempt(self, generate: Generate, words: tuple[str, ...]) -> None:
        code, outcome, server = generate([self.wrong], *self.words, *words)
        assert code == 2
        assert outcome["attempts"] == 1
        assert len(server.requests) == 1

    def test_a_reply_that_cannot_be_used_costs_an_attempt_and_is_asked_for_again(
        self, generate: Generate
    ) -> None:
        useless = Text("I would rather not.")
        _, outcome, server = generate([useless, useless, reply(KERNELS)], *self.words)
        assert outcome["attempts"] == 2
        assert {rung["rung"]: rung["outcome"] for rung in outcome["rungs"]}["kernel_check"] == "passed"
        assert "the reply lacks" in server.requests[1].last_message

    def test_a_model_that_cannot_be_reached_leaves_an_earlier_project_as_it_was(
        self, generate: Generate, tmp_path: Path
    ) -> None:
        generate([reply(KERNELS)], *self.words)
        code, outcome, _ = generate([HttpError(401)], *self.words)
        assert code == 1
        assert outcome["project"] == ""
        assert (tmp_path / "project" / COMPUTE).read_text() == KERNELS[COMPUTE]

    def test_replies_that_can_never_be_used_spend_the_budget(self, generate: Generate) -> None:
        code, outcome, server = generate([Text("No.")] * 4, *self.words, "--max-iterations", "2")
        assert code == 2
        assert outcome["attempts"] == 2
        assert outcome["diagnostics"][0]["stage"] == "reply"
        assert len(server.requests) == 4

    def test_a_model_that_fails_half_way_loses_nothing_and_no_key_reaches_a_file(
        self, generate: Generate, tmp_path: Path
    ) -> None:
        refusal = HttpError(401, f"Incorrect API key provided: {KEY}")
        code, outcome, _ = generate([self.wrong, refusal], *self.words)
        assert code == 1
        assert "refused the key (401)" in outcome["error"]
        assert outcome["attempts"] == 1
        assert (tmp_path / "project" / COMPUTE).read_text() == WRONG_INIT
        for path in tmp_path.rglob("*"):
            assert path.is_dir() or KEY.encode() not in path.read_bytes()


def test_only_kernels_may_be_refined(generate: Generate) -> None:
    broken_host = {
        name: text.replace("kernels/compute/add.cpp", "kernels/add.cpp") for name, text in HOST.items()
    }
    script = [reply(KERNELS), reply(broken_host), reply(HOST), reply(HOST)]
    code, outcome, server = generate(script, "--max-iterations", "2", "--refine-target", "kernels")
    assert code == 2
    assert outcome["attempts"] == 2
    assert "add.cpp was not asked for" in server.requests[3].last_message
