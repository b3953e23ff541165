"""Verdicts say what is known, and cannot be built to say more."""

import pytest
from pydantic import ValidationError

from tilesmith.agent.verdict import Outcome, Rung, RungResult, Verdict, failed, not_run, passed

COMPILED = [passed(Rung.CONTRACT), passed(Rung.KERNEL_CHECK), passed(Rung.HOST_BUILD)]


def test_a_right_run_verifies() -> None:
    verdict = Verdict.of([*COMPILED, passed(Rung.RUN, "right on 3 shapes")])
    assert verdict.verified
    assert verdict.sentence == "Verified: right on 3 shapes."


def test_compiling_alone_verifies_nothing() -> None:
    verdict = Verdict.of([*COMPILED, not_run(Rung.RUN, "turned off")])
    assert not verdict.verified
    assert verdict.sentence == (
        "Not verified: turned off (not run: run). Passed: contract, kernel check, host build."
    )


def test_a_rung_that_could_not_be_run_is_named() -> None:
    verdict = Verdict.of(
        [
            passed(Rung.CONTRACT),
            not_run(Rung.KERNEL_CHECK, "no SDK is at hand"),
            passed(Rung.HOST_BUILD),
            passed(Rung.RUN, "right on 3 shapes"),
        ]
    )
    assert verdict.sentence == (
        "Verified: right on 3 shapes. The kernel check was not run: no SDK is at hand."
    )


def test_failures_are_named() -> None:
    verdict = Verdict.of([passed(Rung.CONTRACT), failed(Rung.KERNEL_CHECK, "2 faults")])
    assert not verdict.verified
    assert verdict.sentence == "Not verified: the kernel check failed: 2 faults."


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.NOT_RUN])
def test_what_did_not_pass_needs_a_reason(outcome: Outcome) -> None:
    with pytest.raises(ValidationError, match="say why"):
        RungResult(rung=Rung.RUN, outcome=outcome)


def test_a_run_needs_a_build() -> None:
    with pytest.raises(ValidationError, match="not built"):
        Verdict.of([passed(Rung.CONTRACT), passed(Rung.RUN)])


def test_a_run_cannot_pass_over_a_failure() -> None:
    with pytest.raises(ValidationError, match="earlier rung"):
        Verdict.of([failed(Rung.CONTRACT, "a CB is missing"), *COMPILED[1:], passed(Rung.RUN)])


def test_a_verdict_has_every_rung() -> None:
    with pytest.raises(ValidationError, match="each rung once"):
        Verdict(rungs=(passed(Rung.CONTRACT),))


def test_verified_cannot_be_set() -> None:
    verdict = Verdict.model_validate({"rungs": Verdict.of(COMPILED).rungs, "verified": True})
    assert not verdict.verified


def test_candidates_are_ranked_by_how_far_they_came() -> None:
    worse = Verdict.of([passed(Rung.CONTRACT), failed(Rung.KERNEL_CHECK, "x"), passed(Rung.HOST_BUILD)])
    better = Verdict.of([*COMPILED, failed(Rung.RUN, "wrong")])
    best = Verdict.of([*COMPILED, passed(Rung.RUN)])
    assert worse.rank < better.rank < best.rank
