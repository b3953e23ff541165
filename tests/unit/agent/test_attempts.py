"""Attempts are recorded, and the best one is kept."""

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


def after(*tries: tuple[str, list[RungResult], int]) -> State:
    """The state after attempts of (text of a file, rungs, number of faults)."""
    state: State = {"attempts": [], "best": None, "project": Project(), "rungs": [], "diagnostics": []}
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


def test_of_equals_the_one_with_fewer_faults_is_kept_then_the_earlier() -> None:
    assert kept(after(("a", WRONG, 2), ("b", WRONG, 1))) == "b"
    assert kept(after(("a", WRONG, 1), ("b", WRONG, 2))) == "a"
    assert kept(after(("a", WRONG, 1), ("b", WRONG, 1))) == "a"


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
    state: State = {"attempts": [], "best": None, "project": Project(), "rungs": [], "diagnostics": []}
    closed = close_attempt(state, faults(1))
    assert closed["best"] is None
    assert "the reply could not be used" in closed["attempts"][0].verdict.sentence
