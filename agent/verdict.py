"""What is known of a candidate, rung by rung, in states that cannot contradict each other."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, computed_field, model_validator


class Rung(StrEnum):
    """One rung of verification, in the order in which they stand on each other."""

    CONTRACT = "contract"
    KERNEL_CHECK = "kernel_check"
    HOST_BUILD = "host_build"
    RUN = "run"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class Outcome(StrEnum):
    """What became of a rung."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class RungResult(BaseModel):
    """The outcome of one rung and, in a clause, why or on what evidence."""

    model_config = ConfigDict(frozen=True)

    rung: Rung
    outcome: Outcome
    reason: str = ""
    """Required unless the rung passed; of a rung that passed, what was shown."""

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if self.outcome is not Outcome.PASSED and not self.reason:
            raise ValueError(f"the {self.rung.words} did not pass: say why")
        return self

    def __str__(self) -> str:
        said = f"{self.rung.words}: {self.outcome.words}"
        return f"{said}: {self.reason}" if self.reason else said


def passed(rung: Rung, evidence: str = "") -> RungResult:
    """`rung` was run and found nothing wrong."""
    return RungResult(rung=rung, outcome=Outcome.PASSED, reason=evidence)


def failed(rung: Rung, reason: str) -> RungResult:
    """`rung` was run and found faults."""
    return RungResult(rung=rung, outcome=Outcome.FAILED, reason=reason)


def not_run(rung: Rung, reason: str) -> RungResult:
    """`rung` was not run, so nothing is known."""
    return RungResult(rung=rung, outcome=Outcome.NOT_RUN, reason=reason)


class Verdict(BaseModel):
    """All rungs of one candidate. `verified` follows from them and cannot be set."""

    model_config = ConfigDict(frozen=True)

    rungs: tuple[RungResult, ...]

    @model_validator(mode="after")
    def _is_complete_and_consistent(self) -> Self:
        if [result.rung for result in self.rungs] != list(Rung):
            raise ValueError(f"a verdict has each rung once, in order: {', '.join(Rung)}")
        if self._outcome(Rung.RUN) is not Outcome.NOT_RUN:
            if self._outcome(Rung.HOST_BUILD) is not Outcome.PASSED:
                raise ValueError("a program that was not built cannot have been run")
            if self._failed_before_run:
                raise ValueError("a candidate that failed an earlier rung is not run")
        return self

    @classmethod
    def of(cls, results: Iterable[RungResult], otherwise: str = "an earlier rung failed") -> Self:
        """The verdict of `results`; rungs without a result were not run because of `otherwise`."""
        known = {result.rung: result for result in results}
        return cls(rungs=tuple(known.get(rung) or not_run(rung, otherwise) for rung in Rung))

    def _outcome(self, rung: Rung) -> Outcome:
        return next(result.outcome for result in self.rungs if result.rung is rung)

    @property
    def _failed_before_run(self) -> bool:
        return any(r.outcome is Outcome.FAILED for r in self.rungs if r.rung is not Rung.RUN)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def verified(self) -> bool:
        """The program ran with the right outputs, and nothing that was checked failed."""
        return self._outcome(Rung.RUN) is Outcome.PASSED

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sentence(self) -> str:
        """The verdict in plain words."""
        if not self.verified:
            return self._refusal()
        skipped = [r for r in self.rungs if r.outcome is Outcome.NOT_RUN]
        run = next(r for r in self.rungs if r.rung is Rung.RUN)
        proof = f"Verified: {run.reason}." if run.reason else "Verified."
        return " ".join([proof, *(f"The {r.rung.words} was not run: {r.reason}." for r in skipped)])

    def _refusal(self) -> str:
        failures = [r for r in self.rungs if r.outcome is Outcome.FAILED]
        if failures:
            reasons = "; ".join(f"the {r.rung.words} failed: {r.reason}" for r in failures)
            return f"Not verified: {reasons}."
        good = [r.rung.words for r in self.rungs if r.outcome is Outcome.PASSED]
        unknown: dict[str, list[str]] = {}
        for result in self.rungs:
            if result.outcome is Outcome.NOT_RUN:
                unknown.setdefault(result.reason, []).append(result.rung.words)
        reasons = "; ".join(f"{reason} (not run: {', '.join(rungs)})" for reason, rungs in unknown.items())
        return f"Not verified: {reasons}." + (f" Passed: {', '.join(good)}." if good else "")

    @property
    def first_failure(self) -> Rung | None:
        """The lowest rung that failed; None when none did."""
        return next((result.rung for result in self.rungs if result.outcome is Outcome.FAILED), None)

    @property
    def rank(self) -> tuple[int, int]:
        """Orders candidates: how far up the first failure is, then how many rungs passed."""
        outcomes = [result.outcome for result in self.rungs]
        good = outcomes.count(Outcome.PASSED)
        return outcomes.index(Outcome.FAILED) if Outcome.FAILED in outcomes else good, good
