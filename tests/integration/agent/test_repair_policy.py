"""What a run does when repairs fail, with a real server: back to the best, another way, within bounds."""

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
from tilesmith.evals.scripted_server import ChatRequest, Reply, ScriptedServer, Text
from tilesmith.evals.scripted_server.server import Script

READER, COMPUTE = "kernels/dataflow/reader.cpp", "kernels/compute/add.cpp"
KERNELS = TemplateDrafter().draft_kernels(DraftRequest(CATALOGUE["add"], Target(), Knowledge())).files
WRONG_INIT = KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")
BROKEN_READER = KERNELS[READER].replace("noc_async_read_barrier(", "noc_async_read_fence(")


def reply(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()))


WRONG = reply(KERNELS | {COMPUTE: WRONG_INIT})
Generate = Callable[..., tuple[int, dict[str, Any], ScriptedServer]]


@pytest.fixture
def generate(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Drafts the kernels of an addition against a script; gives exit code, the JSON object and the server."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-test")

    def run(script: Script, *words: str) -> tuple[int, dict[str, Any], ScriptedServer]:
        with ScriptedServer(script) as server:
            model = ["--model", "openai:first", "--base-url", server.url]
            output = ["--output", str(tmp_path / "project"), "--runs-dir", str(tmp_path / "runs")]
            code = main(
                ["generate", "--operation", "add", "--no-generate-host", *model, *output, "--json", *words]
            )
        return code, json.loads(capsys.readouterr().out), server

    return run


def trace(folder: Path) -> RunRecord:
    return read_run(find_run(folder / "runs"))


def kernels_pass(outcome: dict[str, Any]) -> bool:
    return {rung["rung"]: rung["outcome"] for rung in outcome["rungs"]}["kernel_check"] == "passed"


def test_a_repair_that_makes_it_worse_is_taken_back_and_told(generate: Generate, tmp_path: Path) -> None:
    worse = reply({READER: BROKEN_READER, COMPUTE: WRONG_INIT + "// worse\n"})
    code, outcome, server = generate([WRONG, worse, reply({COMPUTE: KERNELS[COMPUTE]})])

    assert code == 2, "nothing was run, so nothing is verified"
    assert kernels_pass(outcome)
    assert outcome["ending"] == "unchecked"
    third = server.requests[2].last_message
    assert "made it worse" in third
    assert "it has 2 faults in the kernel check rather than 1" in third
    assert "noc_async_read_fence" in third[: third.index("# The files as they are")]
    assert "noc_async_read_fence" not in third[third.index("# The files as they are") :]
    assert (tmp_path / "project" / READER).read_text() == KERNELS[READER]
    notes = [note for event in trace(tmp_path).steps for note in event.notes]
    assert any("attempt 2 is taken back" in note for note in notes)


class _Stubborn:
    """A model that makes the same mistake in ever new words; another one does not."""

    def __init__(self) -> None:
        self._said = 0

    def __call__(self, request: ChatRequest) -> Reply:
        if request.body["model"] == "second":
            return reply({COMPUTE: KERNELS[COMPUTE]})
        self._said += 1
        return reply(KERNELS | {COMPUTE: f"{WRONG_INIT}// try {self._said}\n"})


def test_repetition_climbs_the_ladder_up_to_a_second_model(generate: Generate, tmp_path: Path) -> None:
    words = ("--escalate-model", "openai:second", "--max-iterations", "8", "--temperature", "0.1")
    _, outcome, server = generate(_Stubborn(), *words, "--retrieval-tokens", "700")

    assert kernels_pass(outcome)
    assert outcome["attempts"] == 6
    assert outcome["drafter"] == "openai:second"
    draft, repair, widened, with_pattern, redraft, escalated = server.requests
    assert widened.last_message.count("- `void") > repair.last_message.count("- `void")
    assert "# A verified program to follow" in with_pattern.last_message
    assert "# What was wrong with earlier drafts" in redraft.last_message
    assert "# What went wrong" not in redraft.last_message
    degrees = [request.body["temperature"] for request in server.requests]
    assert degrees == [0.1, 0.1, 0.1, 0.1, 0.4, 0.1]
    assert escalated.body["model"] == "second"
    assert "# What went wrong" in escalated.last_message
    assert draft.body["model"] == "first"

    run = trace(tmp_path)
    changes = [event.notes[-1] for event in run.steps if event.step == "change_approach"]
    assert [note.split()[0] for note in changes] == [
        "widens",
        "shows",
        "drafts",
        "openai:second",
    ]
    assert [attempt.repeats for attempt in run.attempts[1:3]] == [
        "the same faults as in attempt 1",
        "the same faults as in attempt 2",
    ]
    assert [call.model for call in run.calls][-1] == "openai:second"
    assert run.calls[4].temperature == 0.4


def test_drafts_that_cannot_be_used_climb_the_ladder_too(generate: Generate, tmp_path: Path) -> None:
    def refuses(request: ChatRequest) -> Reply:
        return reply(KERNELS) if request.body["model"] == "second" else Text("I would rather not.")

    words = ("--escalate-model", "openai:second", "--max-iterations", "9")
    _, outcome, server = generate(refuses, *words)

    assert kernels_pass(outcome)
    assert outcome["attempts"] == 4
    assert [request.body.get("temperature") for request in server.requests[::2]] == [None, None, 1.0, None]
    steps = [event.step for event in trace(tmp_path).steps]
    assert steps.count("change_approach") == 2


class TestBounds:
    """Each limit ends the run before the call that would go beyond it, and keeps what is there."""

    @pytest.fixture
    def prices(self, tmp_path: Path) -> str:
        table = tmp_path / "prices.toml"
        table.write_text('["openai:first"]\ninput = 10\noutput = 10\n')
        return str(table)

    def test_of_tokens(self, generate: Generate, tmp_path: Path) -> None:
        code, outcome, server = generate([WRONG] * 5, "--max-tokens", "100")
        assert (code, outcome["ending"]) == (2, "max_tokens")
        assert len(server.requests) == 1
        assert outcome["attempts"] == 1
        assert "raise --max-tokens" in outcome["error"]
        assert outcome["tokens"] > 100
        assert (tmp_path / "project" / COMPUTE).read_text() == WRONG_INIT

    def test_of_cost(self, generate: Generate, prices: str, tmp_path: Path) -> None:
        code, outcome, server = generate([WRONG] * 5, "--max-cost", "0.01", "--prices", prices)
        assert (code, outcome["ending"]) == (2, "max_cost")
        assert len(server.requests) == 1
        usage = trace(tmp_path).usage
        assert usage.cost == pytest.approx(usage.tokens * 1e-5)
        assert usage.unpriced == 0

    def test_of_time(self, generate: Generate) -> None:
        code, outcome, server = generate([WRONG], "--max-seconds", "0.001")
        assert (code, outcome["ending"]) == (2, "max_seconds")
        assert server.requests == []

    def test_of_a_reminder(self, generate: Generate) -> None:
        code, outcome, server = generate([Text("No.")] * 5, "--max-tokens", "100")
        assert (code, outcome["ending"]) == (2, "max_tokens")
        assert len(server.requests) == 1
        assert outcome["tokens"] > 100, "a call before the one that was refused is counted"

    def test_of_attempts(self, generate: Generate) -> None:
        code, outcome, _ = generate([WRONG] * 5, "--max-iterations", "1")
        assert (code, outcome["ending"]) == (2, "max_iterations")

    def test_a_cost_that_cannot_be_known_is_refused_before_anything_is_asked(
        self, generate: Generate, prices: str
    ) -> None:
        words = ("--max-cost", "1", "--prices", prices, "--escalate-model", "openai:second")
        code, outcome, server = generate([WRONG], *words)
        assert code == 1
        assert "needs the price of openai:second, which is not known" in outcome["error"]
        assert server.requests == []
