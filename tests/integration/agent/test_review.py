"""A person decides before a candidate runs and when the attempts are spent, also from another process."""

import io
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
from tilesmith.evals.scripted_server import ScriptedServer, Text

COMPUTE = "kernels/compute/add.cpp"
KERNELS = TemplateDrafter().draft_kernels(DraftRequest(CATALOGUE["add"], Target(), Knowledge())).files
WRONG_INIT = KERNELS | {COMPUTE: KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")}

Tilesmith = Callable[..., tuple[int, dict[str, Any], str]]


def reply(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()), piece=4000)


@pytest.fixture
def tilesmith(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Tilesmith:
    """Runs the command with lines on its standard input; gives exit code, JSON object and what it said."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, lines: str = "") -> tuple[int, dict[str, Any], str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        code = main([*words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return run


def generate(server: ScriptedServer, *words: str) -> list[str]:
    model = ["--model", "openai:scripted", "--base-url", server.url]
    return ["generate", "--operation", "add", *model, "--no-generate-host", "--review", *words]


def record(folder: Path) -> RunRecord:
    return read_run(find_run(folder / "runs"))


def test_what_is_approved_is_checked_and_what_is_sent_back_is_drafted_again(
    tilesmith: Tilesmith, tmp_path: Path
) -> None:
    with ScriptedServer([reply(WRONG_INIT), reply({COMPUTE: KERNELS[COMPUTE]})]) as server:
        lines = "perhaps\nshow compute\nhint add_init, not add_tiles_init\napprove\n"
        _, outcome, said = tilesmith(*generate(server), lines=lines)
    assert (outcome["ending"], outcome["attempts"]) == ("unchecked", 2)
    assert "Attempt 1 is about to be built and run" in said
    assert "the answer has no action that is known: answer one of approve, edit, hint, stop" in said
    assert "add_tiles_init(" in said
    assert "add_init, not add_tiles_init" in server.requests[1].last_message
    run = record(tmp_path)
    assert run.attempts[0].verdict.sentence.startswith("Not verified: its reviewer sent it back")
    assert [step.step for step in run.steps].count("compile") == 1, "what was sent back was not compiled"


def test_the_reviewer_s_text_takes_the_place_of_the_drafter_s(tilesmith: Tilesmith, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / COMPUTE
    mine.parent.mkdir(parents=True)
    mine.write_text(KERNELS[COMPUTE])
    with ScriptedServer([reply(WRONG_INIT)]) as server:
        _, outcome, _ = tilesmith(*generate(server), lines="edit mine\n")
    assert (outcome["ending"], outcome["attempts"]) == ("unchecked", 1)
    assert (tmp_path / "generated/add_single_core" / COMPUTE).read_text() == KERNELS[COMPUTE]


def test_more_attempts_can_be_granted_when_they_are_spent(tilesmith: Tilesmith) -> None:
    with ScriptedServer([reply(WRONG_INIT), reply({COMPUTE: KERNELS[COMPUTE]})]) as server:
        words = generate(server, "--max-iterations", "1")
        _, outcome, said = tilesmith(*words, lines="approve\napprove\nmore 2 look at the init\napprove\n")
    assert "All 1 attempts are spent" in said
    assert "'approve' is no answer here: answer one of more, edit, hint, stop" in said
    assert (outcome["ending"], outcome["attempts"]) == ("unchecked", 2)
    assert "look at the init" in server.requests[1].last_message


def test_what_was_decided_is_shown_afterwards(
    tilesmith: Tilesmith, capsys: pytest.CaptureFixture[str]
) -> None:
    with ScriptedServer([reply(KERNELS), reply(WRONG_INIT)]) as server:
        tilesmith(*generate(server, "--max-iterations", "1"), lines="hint mind the init\nstop\n")
    main(["show"])
    shown = capsys.readouterr().out
    assert "the reviewer: hint: mind the init" in shown
    assert "the reviewer: stop" in shown
    main(["runs"])
    assert "no, resumable" in capsys.readouterr().out


def test_a_run_that_waits_is_answered_from_another_process(tilesmith: Tilesmith, tmp_path: Path) -> None:
    with ScriptedServer([reply(WRONG_INIT), reply({COMPUTE: KERNELS[COMPUTE]})]) as server:
        code, outcome, _ = tilesmith(*generate(server, "--max-iterations", "1"))
        assert (code, outcome["ending"]) == (3, "waiting")
        (question,) = outcome["reviews"]
        assert question["reason"] == "before_run"
        assert question["files"].keys() == KERNELS.keys()
        assert record(tmp_path).waits_for_review

        code, outcome, _ = tilesmith("resume", "--answer", "approve")
        assert (code, outcome["reviews"][0]["reason"]) == (3, "budget_spent")
        assert outcome["reviews"][0]["diagnostics"][0]["stage"] == "kernel_check"
        answer = {"action": "edit", "files": {COMPUTE: KERNELS[COMPUTE]}}
        code, outcome, _ = tilesmith("resume", "--answer", json.dumps(answer))
    assert (code, outcome["ending"], outcome["attempts"]) == (2, "unchecked", 2)
    assert len(server.requests) == 1
    assert not record(tmp_path).waits_for_review


def test_a_reviewer_can_stop_it_and_think_again(tilesmith: Tilesmith) -> None:
    with ScriptedServer([reply(KERNELS)]) as server:
        code, outcome, _ = tilesmith(*generate(server), lines="stop\n")
        assert (code, outcome["ending"]) == (2, "stopped")
        _, outcome, _ = tilesmith("resume", lines="approve\n")
    assert outcome["ending"] == "unchecked"
    assert len(server.requests) == 1


def test_samples_are_reviewed_each(tilesmith: Tilesmith) -> None:
    with ScriptedServer([reply(KERNELS), reply(WRONG_INIT)]) as server:
        words = generate(server, "--samples", "2", "--max-iterations", "1")
        _, outcome, said = tilesmith(*words, lines="approve\napprove\nstop\n")
    assert "sample 1: Attempt 1 is about to be built" in said
    assert "sample 2: Attempt 1 is about to be built" in said
    assert outcome["attempts"] == 2
    assert len(server.requests) == 2
