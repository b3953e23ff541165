"""What a handful of samples, written by hand, must give."""

import pytest

from tilesmith.agent.drafter import Usage
from tilesmith.evals.compare import compare
from tilesmith.evals.conditions import conditions, differences
from tilesmith.evals.metrics import metrics_of
from tilesmith.evals.page import markdown_page
from tilesmith.evals.run.sample import AttemptResult, SampleKey, SampleResult, Status
from tilesmith.evals.run.store import Config, EvaluationError


def sample(
    task: str, number: int, *stages: str, level: str = "L1", infra: str = "", checks: str = ""
) -> SampleResult:
    """A sample whose attempts ended at `stages`; `checks` has a word for each attempt."""
    found = checks.split() or [""] * len(stages)
    attempts = tuple(
        AttemptResult(
            number=at, stage=stage, checks=(check,) if check else (), digest=f"{task}{number}{check}"
        )
        for at, (stage, check) in enumerate(zip(stages, found, strict=True), 1)
    )
    verified = bool(stages) and stages[-1] == "verified"
    status = Status.INFRA if infra else Status.VERIFIED if verified else Status.FAILED
    return SampleResult(
        key=SampleKey(task=task, sample=number),
        level=level,
        split="dev",
        status=status,
        attempts=attempts,
        usage=Usage(
            calls=len(stages), input_tokens=90 * len(stages), output_tokens=10 * len(stages), cost=0.5
        ),
        seconds=10.0,
        llm_seconds=4.0,
        compile_seconds=3.0,
        run_seconds=2.0,
        reason=infra,
    )


RESULTS = [
    sample("add", 0, "verified"),
    sample("add", 1, "contract", "verified", checks="accessor x"),
    sample("exp", 0, "run", "kernel_check", "run", checks="hang name hang"),
    sample("exp", 1, "kernel_check", "run", "verified", level="L2", checks="name hang y"),
    sample("exp", 2, infra="did not end within 5 s"),
]


def test_infra_failures_are_not_the_model_s() -> None:
    metrics = metrics_of(RESULTS)
    assert (metrics.verified.successes, metrics.verified.total) == (3, 4)
    assert metrics.infra == {"did not end within 5 s": 1}


def test_the_curve_counts_what_is_verified_after_each_attempt() -> None:
    metrics = metrics_of(RESULTS)
    assert [share.successes for share in metrics.curve] == [1, 2, 3]
    assert metrics.first_draft.successes == 1
    assert metrics.curve[-1] == metrics.verified


def test_pass_rates_go_up_to_the_samples_that_every_task_has() -> None:
    one, two = metrics_of(RESULTS).passes
    assert (one.any, two.any) == (0.75, 1.0)
    assert (one.all, two.all) == (0.75, 0.5)


def test_candidates_move_from_stage_to_stage_and_some_get_worse() -> None:
    metrics = metrics_of(RESULTS)
    assert metrics.moves == {
        ("contract", "verified"): 1,
        ("run", "kernel_check"): 1,
        ("kernel_check", "run"): 2,
        ("run", "verified"): 1,
    }
    assert (metrics.regressions.successes, metrics.regressions.total) == (1, 5)
    assert metrics.stages == {"run": 1}


def test_a_fix_is_the_next_attempt_without_the_fault() -> None:
    fixes = metrics_of(RESULTS).fixes
    assert (fixes["name"].successes, fixes["name"].total) == (2, 2)
    assert (fixes["hang"].successes, fixes["hang"].total) == (2, 2)


def test_the_same_files_twice_are_a_duplicate() -> None:
    duplicates = metrics_of(RESULTS).duplicates
    assert (duplicates.successes, duplicates.total) == (1, 9)


def test_failures_are_part_of_what_a_verified_kernel_costs() -> None:
    cost = metrics_of(RESULTS).cost
    assert cost is not None
    assert cost.tokens == pytest.approx(900 / 3)
    assert cost.money == pytest.approx(2.0 / 3)
    assert (cost.seconds, cost.llm_seconds) == pytest.approx((40 / 3, 16 / 3))


def test_without_a_price_the_money_is_not_known() -> None:
    (one,) = [each.model_copy(update={"usage": Usage(calls=1, unpriced=1)}) for each in RESULTS[:1]]
    cost = metrics_of([one]).cost
    assert cost is not None
    assert cost.money is None


def test_nothing_verified_has_no_cost_and_no_results_give_no_error() -> None:
    assert metrics_of([sample("add", 0, "run")]).cost is None
    assert metrics_of([]).verified.total == 0


def test_a_comparison_takes_the_tasks_of_both() -> None:
    better = [sample(task, 0, "verified") for task in "abcdefgh"]
    worse = [sample(task, 0, "run") for task in "abcdefgh"] + [sample("only here", 0, "verified")]
    found = compare(worse, better)
    assert (found.tasks, found.difference) == (8, 1.0)
    assert found.better == tuple("abcdefgh")
    assert found.sentence.startswith("B is better: +100.0 points over 8 tasks")
    assert compare(better, better).sentence.startswith("no difference can be told from chance")
    with pytest.raises(EvaluationError, match="no task in common"):
        compare(better, [sample("z", 0, "run")])


def test_the_report_says_what_is_missing() -> None:
    config = Config(suite="core", tasks=("add", "exp"), samples=3, settings={}, seed=0)
    page = markdown_page(config, RESULTS)
    assert "1 samples have not ended yet" in page
    assert "| verified | 75.0%" in page
    assert "1 times: did not end within 5 s" in page


def configured(**settings: object) -> Config:
    return Config(suite="core", tasks=("add",), samples=2, settings=settings, seed=0)


def test_what_was_taken_away_is_said_and_compared() -> None:
    before, whole = configured(), configured(retrieval=True, model="openai:x")
    control = configured(retrieval=False, independent_drafts=True, model="openai:x")
    assert conditions(configured(max_tool_calls=0)) == ["no tools"]
    assert conditions(configured(level="quick")) == ["verified at the quick level"]

    assert conditions(before) == conditions(whole) == []
    assert conditions(control) == ["no retrieval", "independent drafts instead of repairs"]
    assert differences(whole, control) == {
        "independent_drafts": ("false", "true"),
        "retrieval": ("true", "false"),
    }
    assert "**With no retrieval, independent" in markdown_page(control, RESULTS)
    assert "**With" not in markdown_page(whole, RESULTS)
