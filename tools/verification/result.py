"""What a verification found."""

from dataclasses import dataclass

from tilesmith.agent.level import Level
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner import RunStatus
from tilesmith.tools.verification.cases import Case
from tilesmith.tools.verification.compare import Comparison
from tilesmith.tools.verification.trial import Trial
from tilesmith.tools.wrong_tile import WrongTile


@dataclass(frozen=True)
class CaseResult:
    """One case."""

    case: Case
    status: RunStatus
    comparisons: tuple[tuple[str, Comparison], ...] = ()
    """By output; empty when the run failed or an output could not be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    reason: str = ""
    """What the runner lacks, when it is UNSUPPORTED."""
    seconds: float = 0.0
    trials: tuple[Trial, ...] = ()
    """What was tried on the device alone, up to the first that failed."""
    worst: WrongTile | None = None
    """The tile that is furthest from the golden, for people to look at."""

    @property
    def passed(self) -> bool:
        """The program ran well, every output is right, and so was all that was tried of the device alone."""
        return (
            self.status is RunStatus.OK
            and bool(self.comparisons)
            and all(comparison.passed for _, comparison in self.comparisons)
            and bool(self.trials)
            and not self.diagnostics
        )


@dataclass(frozen=True)
class VerificationResult:
    """All cases of one program."""

    cases: tuple[CaseResult, ...]
    """Those that were run: after a run that failed, no more are started."""
    planned: int
    seed: int
    """Gives the same cases again."""
    level: Level
    diagnostics: tuple[Diagnostic, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Every planned case was run and is right."""
        return len(self.cases) == self.planned > 0 and all(case.passed for case in self.cases)

    @property
    def worst(self) -> WrongTile | None:
        """The worst tile of the plainest case that is wrong."""
        return next((case.worst for case in self.cases if case.worst), None)

    @property
    def wrong_elements(self) -> int | None:
        """In all outputs of all cases together; None when a run failed, so that not all were compared."""
        if any(not case.comparisons for case in self.cases) or len(self.cases) < self.planned:
            return None
        return sum(comparison.wrong for case in self.cases for _, comparison in case.comparisons)

    @property
    def trials(self) -> int:
        """How many were made of the device alone."""
        return sum(len(case.trials) for case in self.cases)

    @property
    def trials_by_check(self) -> dict[str, tuple[int, int]]:
        """How many of each were passed and made, in the order in which they are made.

        The last trial of a case that failed is the one that failed.
        """
        counts: dict[str, tuple[int, int]] = {}
        for case in self.cases:
            for place, trial in enumerate(case.trials, start=1):
                failed = place == len(case.trials) and not case.passed
                passed, made = counts.get(trial.check, (0, 0))
                counts[trial.check] = (passed + (not failed), made + 1)
        return counts

    @property
    def unsupported(self) -> str:
        """What the runner lacks; empty when it lacks nothing. Then nothing is known of the program."""
        return next((case.reason for case in self.cases if case.status is RunStatus.UNSUPPORTED), "")

    @property
    def shapes(self) -> int:
        """Distinct shapes on which the program was right."""
        wrong = {case.case.shape for case in self.cases if not case.passed}
        return len({case.case.shape for case in self.cases} - wrong)
