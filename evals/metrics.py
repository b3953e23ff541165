"""What the samples of an evaluation say, in numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tilesmith.agent.drafter import Usage
from tilesmith.agent.verdict import Rung
from tilesmith.evals.run.sample import SampleResult, Status
from tilesmith.evals.statistics import Share, mean_interval, pass_at_k, pass_hat_k

STAGES = ("none", *(rung.value for rung in Rung), "verified")
"""How far a candidate came, worst first."""


@dataclass(frozen=True)
class PassRates:
    """Of `k` samples of a task."""

    k: int
    any: float
    """pass@k: one of them is verified."""
    any_interval: tuple[float, float]
    all: float
    """pass^k: all of them are."""


@dataclass(frozen=True)
class Cost:
    """What one verified kernel costs, with what the failures cost on top."""

    tokens: float
    money: float | None
    """USD; None when the price of a call is not known."""
    seconds: float
    llm_seconds: float
    compile_seconds: float
    run_seconds: float


@dataclass(frozen=True)
class Metrics:
    """Of the samples that tell something of the model; `infra` counts the others."""

    verified: Share
    first_draft: Share
    curve: tuple[Share, ...]
    """Verified after 1, 2, ... attempts."""
    passes: tuple[PassRates, ...]
    by_level: dict[str, Share]
    stages: dict[str, int]
    """Where the samples that failed stood at the end."""
    moves: dict[tuple[str, str], int]
    """From the stage of one attempt to that of the next."""
    fixes: dict[str, Share]
    """By what was found first: how often the next attempt no longer has it."""
    duplicates: Share
    """Attempts that repeat an earlier one of their sample."""
    cost: Cost | None
    """None when nothing was verified."""
    usage: Usage
    attempts: int
    """Of all samples together."""
    infra: dict[str, int]
    """Reasons of the samples that failed for other reasons than the model's."""

    @property
    def tokens_a_sample(self) -> float:
        """What a sample costs, verified or not: what a control has to have in common."""
        return self.usage.tokens / self.verified.total if self.verified.total else 0.0

    @property
    def attempts_a_sample(self) -> float:
        """Candidates that a sample takes on average."""
        return self.attempts / self.verified.total if self.verified.total else 0.0

    @property
    def regressions(self) -> Share:
        """Repairs after which the candidate came less far than before."""
        worse = sum(
            count for (old, new), count in self.moves.items() if STAGES.index(new) < STAGES.index(old)
        )
        return Share(worse, sum(self.moves.values()))


def metrics_of(results: Sequence[SampleResult]) -> Metrics:
    """The metrics of one evaluation's results."""
    told = [result for result in results if result.status is not Status.INFRA]
    verified = [result for result in told if result.status is Status.VERIFIED]
    return Metrics(
        verified=Share(len(verified), len(told)),
        first_draft=Share(sum(result.first_draft for result in told), len(told)),
        curve=_curve(told),
        passes=_passes(told),
        by_level=_by_level(told),
        stages=dict(Counter(_last_stage(result) for result in told if result not in verified)),
        moves=_moves(told),
        fixes=_fixes(told),
        duplicates=_duplicates(told),
        cost=_cost(told, len(verified)),
        usage=sum((result.usage for result in told), Usage()),
        attempts=sum(len(result.attempts) for result in told),
        infra=dict(Counter(result.reason for result in results if result.status is Status.INFRA)),
    )


def rates_by_task(results: Iterable[SampleResult]) -> dict[str, float]:
    """The share of verified samples of each task."""
    counts = _counts(result for result in results if result.status is not Status.INFRA)
    return {task: good / total for task, (good, total) in counts.items()}


def _curve(results: Sequence[SampleResult]) -> tuple[Share, ...]:
    longest = max((len(result.attempts) for result in results), default=0)
    needed = [
        next((at for at, attempt in enumerate(result.attempts, 1) if attempt.stage == "verified"), None)
        for result in results
    ]
    return tuple(
        Share(sum(1 for at in needed if at is not None and at <= most), len(results))
        for most in range(1, longest + 1)
    )


def _passes(results: Sequence[SampleResult]) -> tuple[PassRates, ...]:
    counts = _counts(results)
    fewest = min((total for _, total in counts.values()), default=0)
    rates = []
    for k in range(1, fewest + 1):
        any_of = [pass_at_k(total, good, k) for good, total in counts.values()]
        all_of = [pass_hat_k(total, good, k) for good, total in counts.values()]
        rates.append(
            PassRates(k, sum(any_of) / len(any_of), mean_interval(any_of), sum(all_of) / len(all_of))
        )
    return tuple(rates)


def _counts(results: Iterable[SampleResult]) -> dict[str, tuple[int, int]]:
    """Verified and all samples of each task."""
    counts: dict[str, tuple[int, int]] = {}
    for result in results:
        good, total = counts.get(result.key.task, (0, 0))
        counts[result.key.task] = good + (result.status is Status.VERIFIED), total + 1
    return counts


def _by_level(results: Sequence[SampleResult]) -> dict[str, Share]:
    levels = sorted({result.level for result in results})
    return {
        level: Share(
            sum(r.status is Status.VERIFIED for r in results if r.level == level),
            sum(r.level == level for r in results),
        )
        for level in levels
    }


def _last_stage(result: SampleResult) -> str:
    return result.attempts[-1].stage if result.attempts else "none"


def _moves(results: Sequence[SampleResult]) -> dict[tuple[str, str], int]:
    return dict(
        Counter(
            (before.stage, after.stage)
            for result in results
            for before, after in zip(result.attempts, result.attempts[1:], strict=False)
        )
    )


def _fixes(results: Sequence[SampleResult]) -> dict[str, Share]:
    seen: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for result in results:
        for before, after in zip(result.attempts, result.attempts[1:], strict=False):
            if before.checks:
                seen[before.checks[0]] += 1
                gone[before.checks[0]] += before.checks[0] not in after.checks
    return {check: Share(gone[check], count) for check, count in seen.most_common()}


def _duplicates(results: Sequence[SampleResult]) -> Share:
    repeated = total = 0
    for result in results:
        digests = [attempt.digest for attempt in result.attempts if attempt.digest]
        repeated += len(digests) - len(set(digests))
        total += len(digests)
    return Share(repeated, total)


def _cost(results: Sequence[SampleResult], verified: int) -> Cost | None:
    if not verified:
        return None
    usage = sum((result.usage for result in results), Usage())

    def each(total: float) -> float:
        return total / verified

    return Cost(
        tokens=each(usage.tokens),
        money=None if usage.unpriced else each(usage.cost),
        seconds=each(sum(result.seconds for result in results)),
        llm_seconds=each(sum(result.llm_seconds for result in results)),
        compile_seconds=each(sum(result.compile_seconds for result in results)),
        run_seconds=each(sum(result.run_seconds for result in results)),
    )
