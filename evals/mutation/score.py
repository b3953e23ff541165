"""How many planted mistakes are found, by operator and by the rung that finds them."""

import queue
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tilesmith.evals.mutation.equivalents import arguments, key_of
from tilesmith.evals.mutation.operators import Mutant, mutants_of
from tilesmith.evals.mutation.outcome_cache import OutcomeCache
from tilesmith.evals.mutation.workshop import Finding, Subject, Workshop


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant."""

    subject: str
    mutant: Mutant
    key: str
    finding: Finding
    argument: str = ""
    """Why it is no mistake; empty: nobody said so."""

    @property
    def killed(self) -> bool:
        """Something was said against it."""
        return bool(self.finding.rung)

    @property
    def equivalent(self) -> bool:
        """It survived, as it should."""
        return not self.killed and bool(self.argument)

    @property
    def survived(self) -> bool:
        """It survived although it is a mistake, for all that is known."""
        return not self.killed and not self.argument


@dataclass(frozen=True)
class Score:
    """Of some outcomes."""

    outcomes: Sequence[Outcome]

    @property
    def killed(self) -> int:
        """How many were found."""
        return sum(outcome.killed for outcome in self.outcomes)

    @property
    def equivalent(self) -> int:
        """How many are no mistakes."""
        return sum(outcome.equivalent for outcome in self.outcomes)

    @property
    def mistakes(self) -> int:
        """How many there were to find."""
        return len(self.outcomes) - self.equivalent

    @property
    def share(self) -> float:
        """Found among those that are mistakes; 0 when there are none."""
        return self.killed / self.mistakes if self.mistakes else 0.0

    @property
    def rungs(self) -> Counter[str]:
        """How many each rung found."""
        return Counter(str(outcome.finding.rung) for outcome in self.outcomes if outcome.killed)

    def by_operator(self) -> dict[str, "Score"]:
        """The same for each operator, in their order."""
        names = dict.fromkeys(outcome.mutant.operator for outcome in self.outcomes)
        return {
            name: Score([each for each in self.outcomes if each.mutant.operator == name]) for name in names
        }


def run_mutants(
    subject: Subject,
    folder: Path,
    *,
    jobs: int = 1,
    wanted: Callable[[Mutant], bool] = lambda _: True,
) -> Iterator[Outcome]:
    """The outcome of each wanted mutant of `subject`, built and run below `folder`, `jobs` at a time.

    Raises:
        ValueError: the project itself is rejected.
    """
    cache, known = OutcomeCache(), arguments()
    benches = _Benches(subject, folder)

    def outcome(mutant: Mutant) -> Outcome:
        finding = cache.find(mutant, subject)
        if finding is None:
            finding = benches.finding(mutant)
            cache.keep(mutant, subject, finding)
        key = key_of(mutant, subject.project)
        return Outcome(subject.name, mutant, key, finding, known.get(key, ""))

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(outcome, filter(wanted, mutants_of(subject.project)))


class _Benches:
    """Workshops, made when one is needed and none is free."""

    def __init__(self, subject: Subject, folder: Path) -> None:
        self._subject = subject
        self._folder = folder
        self._free: queue.SimpleQueue[Workshop] = queue.SimpleQueue()
        self._numbers = iter(range(1_000_000))

    def finding(self, mutant: Mutant) -> Finding:
        try:
            bench = self._free.get_nowait()
        except queue.Empty:
            bench = Workshop(self._subject, self._folder / str(next(self._numbers)))
        try:
            return bench.finding(mutant)
        finally:
            self._free.put(bench)
