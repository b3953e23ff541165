"""How a token budget is filled."""

from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.knowledge.budget import Offer, fill
from tilesmith.knowledge.retriever import retrieve


def offer(name: str, characters: int, value: float) -> Offer:
    return Offer(name, "source", "x" * characters, value, "because")


def test_what_is_worth_most_is_taken_first() -> None:
    chosen = fill([offer("low", 100, 1), offer("high", 100, 2)], budget=40)

    assert [(choice.name, choice.taken) for choice in chosen] == [("high", True), ("low", False)]


def test_what_does_not_fit_makes_room_for_smaller_things() -> None:
    chosen = fill([offer("big", 10_000, 2), offer("small", 30, 1)], budget=100)

    assert [choice.name for choice in chosen if choice.taken] == ["small"]


def test_the_budget_is_never_exceeded() -> None:
    for budget in (0, 500, 2_000, 6_000):
        selection = retrieve(CATALOGUE["add"], Target(), None, budget).selection

        assert sum(choice.tokens for choice in selection if choice.taken) <= budget


def test_the_knowledge_is_what_was_taken() -> None:
    found = retrieve(CATALOGUE["add"], Target(), None, 900)

    assert set(found.patterns) == {choice.name for choice in found.selection if choice.taken}
    assert any(not choice.taken for choice in found.selection)
