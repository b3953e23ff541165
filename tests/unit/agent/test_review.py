"""What a reviewer may answer, in words and as objects, and why an answer is refused."""

from pathlib import Path

import pytest

from tilesmith.agent.review import (
    ACTIONS,
    Action,
    Answer,
    Reason,
    ReviewAnswerError,
    ReviewRequest,
    read_answer,
)
from tilesmith.agent.review.words import answer_in_words, edited, lay_out

FILES = {"kernels/compute/add.cpp": "compute\n", "add.cpp": "host\n"}


def request(reason: Reason = Reason.BEFORE_RUN) -> ReviewRequest:
    return ReviewRequest(
        reason=reason, question="?", actions=ACTIONS[reason], operation="add", attempt=1, files=FILES
    )


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("approve", Answer(action=Action.APPROVE)),
        (
            {"action": "approve", "files": {}, "hint": "", "iterations": 1},
            Answer(action=Action.APPROVE, files={}, hint="", iterations=1),
        ),
        ({"action": "hint", "hint": "use c_16"}, Answer(action=Action.HINT, hint="use c_16")),
        ({"action": "edit", "files": {"add.cpp": "x"}}, Answer(action=Action.EDIT, files={"add.cpp": "x"})),
        (
            {"action": "edit", "files": {"kernels/compute/new.cpp": "x"}},
            Answer(action=Action.EDIT, files={"kernels/compute/new.cpp": "x"}),
        ),
    ],
)
def test_answers_over_the_api(value: object, answer: Answer) -> None:
    assert read_answer(value, request()) == answer


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("perhaps", "the answer has no action that is known: answer one of approve, edit, hint, stop"),
        (17, "the answer has no action that is known"),
        ({"hint": "x"}, "the answer has no action that is known"),
        ("more", "'more' is no answer here"),
        ({"action": "edit"}, "'edit' needs files"),
        ({"action": "hint", "hint": " "}, "'hint' needs a hint"),
        ({"action": "approve", "hint": "x"}, "'approve' takes no hint"),
        ({"action": "approve", "mood": "good"}, "the answer's mood cannot be used"),
        ({"action": "edit", "files": {"tilesmith_io.hpp": "x"}}, "tilesmith_io.hpp cannot be edited"),
        ({"action": "edit", "files": {"../x.cpp": "x"}}, "is not a path inside the project"),
    ],
)
def test_answers_that_are_refused(value: object, said: str) -> None:
    with pytest.raises(ReviewAnswerError, match=said):
        read_answer(value, request())


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("approve", Answer(action=Action.APPROVE)),
        ("A\n", Answer(action=Action.APPROVE)),
        ("hint use add_init", Answer(action=Action.HINT, hint="use add_init")),
        ('{"action": "stop"}', Answer(action=Action.STOP)),
    ],
)
def test_answers_in_words(line: str, answer: Answer, tmp_path: Path) -> None:
    assert answer_in_words(line, request(), tmp_path) == answer


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("more", Answer(action=Action.MORE)),
        ("more 3", Answer(action=Action.MORE, iterations=3)),
        ("m 3 mind the init", Answer(action=Action.MORE, iterations=3, hint="mind the init")),
        ("more mind the init", Answer(action=Action.MORE, hint="mind the init")),
    ],
)
def test_more_attempts_in_words(line: str, answer: Answer, tmp_path: Path) -> None:
    assert answer_in_words(line, request(Reason.BUDGET_SPENT), tmp_path) == answer


def test_only_what_was_edited_is_taken(tmp_path: Path) -> None:
    lay_out(request(), tmp_path)
    with pytest.raises(ReviewAnswerError, match="differs from the candidate"):
        edited(tmp_path, request())
    (tmp_path / "add.cpp").write_text("my host\n")
    assert answer_in_words("edit", request(), tmp_path).files == {"add.cpp": "my host\n"}


def test_half_a_json_object_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReviewAnswerError, match="the answer is no JSON"):
        answer_in_words('{"action": ', request(), tmp_path)
