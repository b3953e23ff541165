"""What a resumed run knows of the replies that came before, and what it counts."""

import time
from pathlib import Path

import pytest

from tilesmith.agent.budget import Budget, TimeSpentError
from tilesmith.agent.drafter import Usage
from tilesmith.agent.session import OUTSIDE, Session
from tilesmith.agent.trace import Message, ModelCall, RunResumed, RunStarted, Trace, read_run

PROMPT = (Message(role="system", text="You write kernels."), Message(role="user", text="Write one."))
STARTED = RunStarted(tilesmith="0", operation="add", description="a + b", request={}, settings={})


def call(**changes: object) -> ModelCall:
    """A call of the first attempt that was answered."""
    fields = {
        "step": "draft_kernels",
        "attempt": 1,
        "seconds": 1.0,
        "model": "openai:x",
        "messages": PROMPT,
        "reply": "a kernel",
        "usage": Usage(calls=1, input_tokens=10),
    }
    return ModelCall.model_validate(fields | changes)


@pytest.fixture
def trace(tmp_path: Path) -> Trace:
    trace = Trace(tmp_path)
    trace.write(STARTED)
    return trace


def known(trace: Trace) -> str:
    """The reply that a session of the first attempt has."""
    found = Session(trace).known_reply("draft_kernels", "openai:x", PROMPT)
    return found.reply if found else ""


def test_a_reply_is_known_once_the_run_is_resumed(trace: Trace) -> None:
    trace.write(call())
    assert known(trace) == "", "the same run asks twice only if it means to"
    trace.write(RunResumed(waited=1))
    assert known(trace) == "a kernel"


@pytest.mark.parametrize(
    "other",
    [
        {"step": "repair"},
        {"attempt": 2},
        {"sample": 1},
        {"model": "openai:y"},
        {"temperature": 1.0},
        {"messages": (*PROMPT, Message(role="assistant", text="No."))},
        {"error": "the connection broke", "reply": ""},
    ],
)
def test_it_has_to_be_the_same_call(trace: Trace, other: dict[str, object]) -> None:
    trace.write(call(**other))
    trace.write(RunResumed(waited=1))
    assert known(trace) == ""


def test_what_the_trace_hides_makes_no_difference_in_prompts_but_in_replies(
    trace: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "in the prompt")
    prompt = (Message(role="user", text="It is in the prompt."),)
    for attempt, reply in enumerate(("fine", "it was in the prompt"), start=1):
        trace.write(call(attempt=attempt, messages=prompt, reply=reply))
    trace.write(RunResumed(waited=1))
    replies = [Session(trace, number).known_reply("draft_kernels", "openai:x", prompt) for number in (1, 2)]
    assert [reply and reply.reply for reply in replies] == ["fine", None]


def test_outside_of_a_run_nothing_is_known() -> None:
    assert OUTSIDE.known_reply("draft_kernels", "openai:x", PROMPT) is None


def test_the_time_until_it_was_resumed_does_not_count(trace: Trace) -> None:
    session = Session(trace, budget=Budget(max_seconds=60, started=time.time() - 1000))
    with pytest.raises(TimeSpentError):
        session.require_more()
    trace.write(RunResumed(waited=990))
    session.require_more()
    assert read_run(trace.folder or Path()).waited == 990
