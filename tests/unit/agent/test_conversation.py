"""What other agents may say, and what they are answered."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from tilesmith.agent.conversation import UnclearMessageError, heard
from tilesmith.agent.spec import Arch, CoreMode, Target
from tilesmith.agent.state import State

FIELDS: dict[str, Any] = {"operation": "relu", "expression": None, "spec_file": None}


def asked(*said: str, answered: bool = False) -> State:
    """The state in which `said` leaves a request for relu on a Blackhole."""
    messages = [HumanMessage(text) for text in said] + ([AIMessage("Done.")] if answered else [])
    return heard({**FIELDS, "target": Target(arch=Arch.BLACKHOLE), "messages": messages})


@pytest.mark.parametrize("text", ["add", "Write an add kernel, please.", "ADD", "an ADD for one core"])
def test_an_operation_is_named_within_any_words(text: str) -> None:
    state = asked(text)

    assert (state["operation"], state["expression"]) == ("add", None)
    assert state["target"].core_mode is CoreMode.SINGLE


@pytest.mark.parametrize("text", ["a multi-core add", "add on all cores", "Add, multi core"])
def test_all_cores_are_asked_for_in_words(text: str) -> None:
    assert asked(text)["target"] == Target(core_mode=CoreMode.MULTI, arch=Arch.BLACKHOLE)


@pytest.mark.parametrize("text", ["a*b + c", " relu(a) + exp(b)\n", "a @ b"])
def test_a_formula_stands_alone(text: str) -> None:
    state = asked(text)

    assert (state["operation"], state["expression"]) == (None, text.strip())


def test_the_newest_message_counts() -> None:
    assert asked("add", "no, multiply")["operation"] == "multiply"


@pytest.mark.parametrize(("said", "answered"), [((), False), (("add",), True)])
def test_without_a_message_to_answer_the_fields_count(said: tuple[str, ...], answered: bool) -> None:
    assert asked(*said, answered=answered)["operation"] == "relu"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello!", "names no operation"),
        ("", "names no operation"),
        ("add and multiply them", "several operations (add, multiply)"),
    ],
)
def test_what_is_not_understood_is_said(text: str, said: str) -> None:
    with pytest.raises(UnclearMessageError) as raised:
        asked(text)
    assert said in str(raised.value)
