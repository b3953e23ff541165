"""How a token budget is filled."""

from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.knowledge.budget import Offer, fill
from tilesmith.knowledge.retriever import retrieve


def offer(name: str, characters: int, value: float) -> Offer:
    return Offer(name, "source", "x" * characters, value, "because")


def test_what_is_worth_most_is_taken_first() -> None:
    chosen = fill([offer("low", 100, 1), offer("high", 100, 2)], budget=40)

    assert [(choice.name, choice.value, choice.taken) for choice in chosen] == [
        ("high", 2, True),
        ("low", 1, False),
    ]


def test_what_does_not_fit_makes_room_for_smaller_things() -> None:
    chosen = fill([offer("big", 10_000, 2), offer("small", 30, 1)], budget=100)

    assert [choice.name for choice in chosen if choice.taken] == ["small"]


def test_each_choice_tells_what_was_left_of_the_budget() -> None:
    chosen = fill([offer("one", 30, 2), offer("big", 10_000, 1)], budget=100)

    assert [choice.left for choice in chosen] == [100, 90]
    assert [choice.outcome for choice in chosen] == ["taken", "left out: 90 tokens were left"]


def test_no_prompt_exceeds_the_budget() -> None:
    for budget in (0, 500, 2_000, 6_000):
        selection = retrieve(CATALOGUE["add"], Target(), None, budget).selection

        for prompt in ("kernels", "host"):
            taken = [choice for choice in selection if choice.taken and choice.prompt == prompt]
            assert sum(choice.tokens for choice in taken) <= budget


def test_a_program_is_taken_whole_or_not_at_all() -> None:
    found, nothing = (retrieve(CATALOGUE["add"], Target(), None, tokens) for tokens in (6_000, 700))

    assert {path.partition("/")[0] for path in found.patterns} == {"multiply"}
    assert len(found.patterns) == 4
    assert nothing.patterns == {}
    assert [choice.taken for choice in nothing.selection] == [False, False]
