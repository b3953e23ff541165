"""Where the graph goes from each node."""

import pytest
from langgraph.runtime import Runtime

from tilesmith.agent import routing
from tilesmith.agent.context import Context
from tilesmith.agent.review import Action, Answer
from tilesmith.agent.state import Attempt, Failure, State
from tilesmith.agent.verdict import Rung, Verdict, failed, passed
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project

KERNELS = {"kernels/compute/add.cpp": "void kernel_main() {}"}
HOST = {"add.cpp": "int main() {}"}
FAULT = Diagnostic(stage=Stage.REPLY, message="the reply lacks a file")
FAILURE = Failure(step="x", kind="ModelError", message="no")


def state(**changes: object) -> State:
    empty: State = {
        "failure": None,
        "findings": [],
        "rungs": [],
        "attempts": [],
        "project": Project(),
        "granted": 0,
        "review": None,
    }
    return empty | changes  # type: ignore[return-value,operator]


def runtime(**settings: object) -> Runtime[Context]:
    return Runtime(context=Context.model_validate(settings))


def attempts(count: int) -> list[Attempt]:
    return [Attempt(number=n, verdict=Verdict.of([])) for n in range(1, count + 1)]


def test_a_failure_ends_the_run_wherever_it_happens() -> None:
    stopped = state(failure=FAILURE)
    assert routing.after_retrieve(stopped, runtime()) == "finish"
    assert routing.after_draft_kernel(stopped, runtime()) == "finish"
    assert routing.after_draft_host(stopped, runtime()) == "finish"
    assert routing.after_compile(stopped, runtime()) == "finish"
    assert routing.after_validate(stopped, runtime()) == "finish"
    assert routing.after_parse_errors(stopped, runtime()) == "finish"
    assert routing.after_repair(stopped, runtime()) == "finish"


def test_a_draft_without_faults_goes_on_to_be_checked() -> None:
    assert routing.after_retrieve(state(), runtime()) == "draft_kernel"
    assert routing.after_draft_kernel(state(), runtime()) == "draft_host"
    assert routing.after_draft_host(state(), runtime()) == "compile"
    assert routing.after_repair(state(), runtime()) == "compile"
    assert routing.after_compile(state(rungs=[passed(Rung.CONTRACT)]), runtime()) == "validate"
    assert routing.after_validate(state(rungs=[passed(Rung.RUN)]), runtime()) == "finish"


def test_a_reply_that_cannot_be_used_is_an_attempt() -> None:
    rejected = state(findings=[FAULT])
    assert routing.after_draft_kernel(rejected, runtime()) == "parse_errors"
    assert routing.after_draft_host(rejected, runtime()) == "parse_errors"
    assert routing.after_repair(rejected, runtime()) == "parse_errors"


def test_faults_are_parsed() -> None:
    assert routing.after_compile(state(rungs=[failed(Rung.KERNEL_CHECK, "x")]), runtime()) == "parse_errors"
    assert routing.after_validate(state(rungs=[failed(Rung.RUN, "x")]), runtime()) == "parse_errors"


def test_without_execution_feedback_nobody_is_told_what_a_run_has_shown() -> None:
    told_less = runtime(execution_feedback=False)
    assert routing.after_compile(state(rungs=[failed(Rung.KERNEL_CHECK, "x")]), told_less) == "parse_errors"
    assert routing.after_validate(state(rungs=[failed(Rung.RUN, "x")]), told_less) == "finish"


def test_independent_drafts_are_never_repaired() -> None:
    tried = state(attempts=attempts(1), project=Project(files=KERNELS | HOST))
    assert routing.after_parse_errors(tried, runtime()) == "repair"
    assert routing.after_parse_errors(tried, runtime(independent_drafts=True)) == "change_approach"


def test_kernels_alone() -> None:
    kernels_only = runtime(generate_host=False)
    assert routing.after_draft_kernel(state(), kernels_only) == "compile"
    assert routing.after_compile(state(), kernels_only) == "finish"
    tried = state(attempts=attempts(1), project=Project(files=KERNELS))
    assert routing.after_parse_errors(tried, kernels_only) == "repair"


def test_without_validation_nothing_is_run() -> None:
    assert routing.after_compile(state(), runtime(validation=False)) == "finish"


@pytest.mark.parametrize(
    ("files", "following"),
    [({}, "draft_kernel"), (KERNELS, "draft_host"), (KERNELS | HOST, "repair")],
)
def test_the_next_attempt_repairs_or_drafts_what_has_not_come_yet(
    files: dict[str, str], following: str
) -> None:
    tried = state(attempts=attempts(1), project=Project(files=files))
    assert routing.after_parse_errors(tried, runtime()) == following


def test_a_repetition_changes_the_approach() -> None:
    again = Attempt(number=2, verdict=Verdict.of([]), repeats="the same files as in attempt 1")
    tried = state(attempts=[*attempts(1), again], project=Project(files=KERNELS | HOST))
    assert routing.after_parse_errors(tried, runtime()) == "change_approach"
    assert routing.after_change_approach(tried, runtime()) == "repair"
    assert routing.after_change_approach(state(), runtime()) == "draft_kernel"
    assert routing.after_parse_errors(tried, runtime(max_iterations=2)) == "finish"


def test_a_host_that_stays_is_not_drafted_again() -> None:
    assert routing.after_draft_kernel(state(project=Project(files=KERNELS | HOST)), runtime()) == "compile"


def test_samples_start_side_by_side_each_with_its_number() -> None:
    sent = routing.after_retrieve(state(), runtime(samples=3))
    assert [(send.node, send.arg["sample"]) for send in sent if not isinstance(send, str)] == [
        ("sample", 1),
        ("sample", 2),
        ("sample", 3),
    ]


@pytest.mark.parametrize(
    ("made", "settings", "spent"),
    [
        (2, {"max_iterations": 3}, False),
        (3, {"max_iterations": 3}, True),
        (1, {"max_iterations": 1}, True),
        (1, {"max_iterations": 3, "refine": False}, True),
    ],
)
def test_the_budget(made: int, settings: dict[str, object], spent: bool) -> None:
    tried = state(attempts=attempts(made), project=Project(files=KERNELS | HOST))
    assert (routing.after_parse_errors(tried, runtime(**settings)) == "finish") is spent


class TestReview:
    """Where a person decides."""

    reviewed = runtime(review=True, max_iterations=1)
    whole = Project(files=KERNELS | HOST)

    def test_every_candidate_is_looked_at_before_it_is_compiled(self) -> None:
        for after in (routing.after_draft_host, routing.after_repair):
            assert after(state(), self.reviewed) == "review_draft"
        assert routing.after_draft_kernel(state(project=self.whole), self.reviewed) == "review_draft"
        assert routing.after_review_draft(state()) == "compile"
        assert routing.after_review_draft(state(findings=[FAULT])) == "parse_errors"
        assert routing.after_review_draft(state(failure=FAILURE)) == "finish"

    @pytest.mark.parametrize(
        ("action", "granted", "following"),
        [("more", 1, "repair"), ("hint", 1, "repair"), ("edit", 1, "compile"), ("stop", 0, "finish")],
    )
    def test_spent_attempts_are_not_the_end(self, action: str, granted: int, following: str) -> None:
        tried = state(attempts=attempts(1), project=self.whole)
        assert routing.after_parse_errors(tried, self.reviewed) == "review_budget"
        answer = Answer.model_construct(action=Action(action))
        decided = state(attempts=attempts(1), project=self.whole, review=answer, granted=granted)
        assert routing.after_review_budget(decided, self.reviewed) == following
