"""The ladder that is climbed when attempts repeat each other, and how hot each step is."""

import pytest

from tilesmith.agent.approach import Approach, ladder, temperature
from tilesmith.agent.context import Context

SECOND = Context(model="openai:small", escalate_model="openai:large")
WIDEN, PATTERN, REDRAFT, ESCALATE = (
    Approach.WIDEN,
    Approach.PATTERN,
    Approach.REDRAFT,
    Approach.ESCALATE,
)


def climbed(context: Context, steps: int, *, drafted: bool = True) -> list[Approach]:
    taken: list[Approach] = []
    for _ in range(steps):
        taken.append(ladder(context, taken, drafted=drafted)[0])
    return taken


def test_each_step_is_taken_once_and_then_drafts_are_made_anew() -> None:
    assert climbed(SECOND, 6) == [WIDEN, PATTERN, REDRAFT, ESCALATE, REDRAFT, REDRAFT]


def test_without_a_second_model_nobody_takes_over() -> None:
    assert climbed(Context(), 5) == [WIDEN, PATTERN, REDRAFT, REDRAFT, REDRAFT]


def test_who_wants_no_retrieval_gets_none() -> None:
    assert climbed(Context(retrieval_tokens=0), 2) == [PATTERN, REDRAFT]


def test_without_retrieval_no_program_is_shown_to_be_followed() -> None:
    assert climbed(Context(retrieval=False), 2) == [REDRAFT, REDRAFT]


def test_independent_drafts_climb_no_ladder_and_are_no_hotter() -> None:
    control = SECOND.model_copy(update={"independent_drafts": True})
    assert climbed(control, 2) == [Approach.INDEPENDENT] * 2
    assert temperature(0.2, Approach.INDEPENDENT, 0, 1) == 0.2


def test_without_a_draft_there_is_nothing_to_repair_in_another_way() -> None:
    assert climbed(SECOND, 3, drafted=False) == [REDRAFT, ESCALATE, REDRAFT]


@pytest.mark.parametrize(
    ("base", "approach", "sample", "samples", "expected"),
    [
        (None, Approach.REPAIR, 0, 1, None),
        (0.2, Approach.REPAIR, 0, 1, 0.2),
        (None, REDRAFT, 0, 1, 1.0),
        (0.2, REDRAFT, 0, 1, 0.5),
        (1.9, REDRAFT, 0, 1, 2.0),
        (None, Approach.REPAIR, 1, 3, None),
        (0.2, Approach.REPAIR, 2, 3, 0.5),
        (0.2, Approach.REPAIR, 3, 3, 0.8),
        (0.2, REDRAFT, 3, 3, 1.1),
    ],
)
def test_temperatures(
    base: float | None, approach: Approach, sample: int, samples: int, expected: float | None
) -> None:
    assert temperature(base, approach, sample, samples) == expected


@pytest.mark.parametrize(("second", "address"), [("openai:large", "http://here/v1"), ("groq:large", "")])
def test_the_address_is_that_of_one_provider(second: str, address: str) -> None:
    context = Context(model="openai:small", base_url="http://here/v1", escalate_model=second)
    assert context.second.model == second
    assert context.second.base_url == address
