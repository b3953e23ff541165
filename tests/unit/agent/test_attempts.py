"""Attempts are recorded, and the best one is kept."""

import pytest

from tilesmith.agent.approach import Approach
from tilesmith.agent.attempts import close_attempt
from tilesmith.agent.state import State
from tilesmith.agent.verdict import Rung, RungResult, failed, passed
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project

COMPILED = [passed(Rung.CONTRACT), passed(Rung.KERNEL_CHECK), passed(Rung.HOST_BUILD)]
BROKEN = [passed(Rung.CONTRACT), failed(Rung.KERNEL_CHECK, "1 fault"), passed(Rung.HOST_BUILD)]
WRONG = [*COMPILED, failed(Rung.RUN, "wrong")]


def faults(count: int) -> list[Diagnostic]:
    return [Diagnostic(stage=Stage.NUMERICS, message=f"fault {n}") for n in range(count)]


def fresh() -> State:
    return {
        "attempts": [],
        "best": None,
        "line": None,
        "approach": Approach.REPAIR,
        "project": Project(),
        "rungs": [],
        "printed": {},
        "diagnostics": [],
        "wrong_elements": None,
        "sample": 0,
    }


def after(*tries: tuple[str, list[RungResult], int]) -> State:
    """The state after attempts of (text of a file, rungs, number of faults)."""
    state = fresh()
    for text, rungs, count in tries:
        state |= {"project": Project(files={"add.cpp": text}), "rungs": rungs}
        state |= close_attempt(state, faults(count))
    return state


def kept(state: State) -> str:
    assert state["best"] is not None
    return state["best"].project.files["add.cpp"]


def test_attempts_are_numbered_and_the_slate_is_clean_for_the_next() -> None:
    state = after(("a", BROKEN, 2), ("b", WRONG, 1))
    assert [attempt.number for attempt in state["attempts"]] == [1, 2]
    assert state["rungs"] == []
    assert state["findings"] == []
    assert state["diagnostics"] == faults(1)


def test_the_one_that_came_furthest_is_kept() -> None:
    assert kept(after(("a", BROKEN, 1), ("b", WRONG, 5))) == "b"
    assert kept(after(("a", WRONG, 5), ("b", BROKEN, 1))) == "a"


def test_of_equals_the_one_with_fewer_faults_is_kept_then_the_later() -> None:
    assert kept(after(("a", WRONG, 2), ("b", WRONG, 1))) == "b"
    assert kept(after(("a", WRONG, 1), ("b", WRONG, 2))) == "a"
    assert kept(after(("a", WRONG, 1), ("b", WRONG, 1))) == "b"


def test_of_as_many_faults_those_with_fewer_wrong_elements_are_kept() -> None:
    state = after(("a", WRONG, 1))
    for text, wrong in [("b", 90), ("c", 70), ("d", 80), ("e", None)]:
        state |= {"project": Project(files={"add.cpp": text}), "rungs": WRONG, "wrong_elements": wrong}
        state |= close_attempt(state, faults(1))
    assert kept(state) == "c"
    assert state["project"].files == {"add.cpp": "c"}
    assert state["setback"] is not None
    assert "not every run gives outputs, where the files below have 70 wrong" in state["setback"].reason


def test_after_a_setback_the_best_is_repaired_and_the_change_is_told() -> None:
    state = after(("int good;\n", WRONG, 1), ("int bad;\n", BROKEN, 2))
    assert state["project"].files == {"add.cpp": "int good;\n"}
    assert state["diagnostics"] == faults(1)
    setback = state["setback"]
    assert setback is not None
    assert "-int good;\n+int bad;" in setback.change
    assert setback.diagnostics == tuple(faults(2))
    assert setback.reason == "it fails the kernel check, where the files below come as far as the run"
    state |= {"project": Project(files={"add.cpp": "int better;\n"}), "rungs": WRONG}
    state |= close_attempt(state, faults(0))
    assert state["setback"] is None


def test_a_new_draft_has_repairs_of_its_own_while_the_best_is_kept() -> None:
    state = after(("old", WRONG, 1))
    for approach, text, count in ((Approach.REDRAFT, "new", 3), (Approach.REPAIR, "new, mended", 2)):
        state |= {"project": Project(files={"add.cpp": text}), "rungs": BROKEN, "approach": approach}
        state |= close_attempt(state, faults(count))
        assert state["project"].files == {"add.cpp": text}
        assert (state["setback"], state["diagnostics"]) == (None, faults(count))
        assert kept(state) == "old"
    state |= {"project": Project(files={"add.cpp": "new, worse"}), "rungs": BROKEN}
    state |= close_attempt(state, faults(4))
    assert state["project"].files == {"add.cpp": "new, mended"}
    assert state["setback"] is not None
    assert kept(state) == "old"


def test_a_long_setback_is_cut() -> None:
    state = after(("", WRONG, 1), ("int x;\n" * 500, WRONG, 2))
    assert state["setback"] is not None
    assert state["setback"].change.endswith("... and 443 more lines")
    assert state["setback"].reason == "it has 2 faults in the run rather than 1"


@pytest.mark.parametrize(
    ("tries", "said"),
    [
        ([("a", WRONG, 1), ("b", WRONG, 2)], ""),
        ([("a", WRONG, 1), ("b", WRONG, 2), ("a\n", BROKEN, 3)], "the same files as in attempt 1"),
        ([("a", WRONG, 1), ("b", WRONG, 2), ("c", WRONG, 1)], "the same faults as in attempt 1"),
        ([("a", WRONG, 0), ("b", WRONG, 0)], ""),
    ],
)
def test_the_same_files_or_faults_are_a_repetition(
    tries: list[tuple[str, list[RungResult], int]], said: str
) -> None:
    assert after(*tries)["attempts"][-1].repeats == said


def test_faults_that_moved_to_another_line_are_the_same_faults() -> None:
    state = after(("a", WRONG, 0))
    for text, line in [("b", 3), ("c", 4)]:
        moved = Diagnostic(stage=Stage.HANG, message="waits forever", file="add.cpp", line=line)
        state |= {"project": Project(files={"add.cpp": text}), "rungs": WRONG}
        state |= close_attempt(state, [moved])
    assert state["attempts"][-1].repeats == "the same faults as in attempt 2"


def test_a_reply_that_changes_nothing_is_a_repetition_at_once() -> None:
    state = after(("a", WRONG, 1))
    state |= close_attempt(state, [Diagnostic(stage=Stage.REPLY, check="unchanged", message="as it was")])
    assert state["attempts"][-1].repeats == "the reply changes nothing"


def test_a_rejected_reply_never_replaces_a_candidate() -> None:
    assert kept(after(("a", BROKEN, 9), ("b", [], 0))) == "a"


def test_after_a_rejected_reply_the_faults_of_the_candidate_are_told_again() -> None:
    useless, worse = (Diagnostic(stage=Stage.REPLY, message=text) for text in ("no files", "cut off"))
    state = after(("a", BROKEN, 2))
    state |= close_attempt(state, [useless])
    assert state["diagnostics"] == [useless, *faults(2)]
    state |= close_attempt(state, [worse])
    assert state["diagnostics"] == [worse, *faults(2)]
    assert state["attempts"][-1].diagnostics == (worse,)


def test_a_judged_candidate_has_its_own_faults_alone() -> None:
    assert after(("a", BROKEN, 3), ("b", BROKEN, 1))["diagnostics"] == faults(1)


def test_nothing_is_kept_of_nothing() -> None:
    state = fresh()
    closed = close_attempt(state, faults(1))
    assert closed["best"] is None
    assert "the reply could not be used" in closed["attempts"][0].verdict.sentence
