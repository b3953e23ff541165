"""Runs the mutants of template projects and shows who found them."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import template_project
from tilesmith.errors import TilesmithError
from tilesmith.evals.mutation import OPERATORS, Mutant, Outcome, Score, Subject, run_mutants
from tilesmith.evals.mutation.equivalents import as_entry

PATTERNS = (
    *("copy", "add", "tanh", "diode_equation"),
    *("matmul", "transpose", "reduce_sum_row", "reduce_max_col", "sub_bcast_cols", "mul_bcast_scalar"),
)
"""Operations whose projects have all patterns of kernels between them."""


class UnknownNameError(TilesmithError):
    """An operation or an operator that there is not."""


@dataclass(frozen=True)
class Wanted:
    """Which mutants are planted, and how."""

    operations: Sequence[str]
    core_mode: CoreMode
    operators: Sequence[str]
    """Empty: all."""
    host: bool
    jobs: int

    def __post_init__(self) -> None:
        for given, known, words in (
            (self.operations, list(CATALOGUE), "operation"),
            (self.operators, [operator.name for operator in OPERATORS], "operator"),
        ):
            if unknown := [name for name in given if name not in known]:
                raise UnknownNameError(f"unknown {words} {', '.join(unknown)}: there are {', '.join(known)}")

    def includes(self, mutant: Mutant) -> bool:
        """It is one of the wanted operators, and not of the host program unless that is wanted."""
        return (self.host or not mutant.host) and (not self.operators or mutant.operator in self.operators)


def score_mutants(wanted: Wanted) -> Score:
    """Plant the mutants one after the other, telling of each on stderr."""
    progress = Console(stderr=True)
    outcomes = []
    for outcome in _outcomes(wanted):
        outcomes.append(outcome)
        mutant, finding = outcome.mutant, outcome.finding
        said = f"{finding.rung} ({finding.check})" if outcome.killed else "SURVIVED"
        progress.print(
            f"{outcome.subject} {mutant.file}:{mutant.line} {mutant.operator}: {said}", highlight=False
        )
    return Score(outcomes)


def _outcomes(wanted: Wanted) -> Iterator[Outcome]:
    for name in wanted.operations:
        with tempfile.TemporaryDirectory(prefix="tilesmith-mutants-") as folder:
            yield from run_mutants(
                _subject(name, wanted.core_mode), Path(folder), jobs=wanted.jobs, wanted=wanted.includes
            )


def _subject(name: str, core_mode: CoreMode) -> Subject:
    spec, target = CATALOGUE[name], Target(core_mode=core_mode)
    return Subject(name, template_project(spec, target), spec, target)


def as_json_text(score: Score, wanted: Wanted) -> str:
    """The object that `--json` prints."""
    return json.dumps(
        {
            "operations": list(wanted.operations),
            "core_mode": wanted.core_mode,
            "mutants": len(score.outcomes),
            "equivalent": score.equivalent,
            "killed": score.killed,
            "share": score.share,
            "rungs": dict(score.rungs),
            "operators": {
                name: {"killed": each.killed, "of": each.mistakes, "rungs": dict(each.rungs)}
                for name, each in score.by_operator().items()
            },
            "survivors": [_entry(outcome) for outcome in score.outcomes if outcome.survived],
            "equivalents": [_entry(outcome) for outcome in score.outcomes if outcome.equivalent],
        }
    )


def show(score: Score, wanted: Wanted) -> None:
    """Print found and all by operator and by rung, then the survivors."""
    console = Console()
    console.print(_table(score))
    for outcome in score.outcomes:
        if outcome.survived:
            mutant = outcome.mutant
            console.print(
                f"survived: {outcome.subject} {mutant.file}:{mutant.line}: {mutant.operator}: "
                f"{mutant.before!r} -> {mutant.after!r} [key {outcome.key}] {outcome.finding.check}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
    console.print(
        f"{score.killed} of {score.mistakes} mistakes were found: {score.share:.1%} "
        f"({wanted.core_mode} core; {score.equivalent} more mutants are argued to be none)"
    )


def _entry(outcome: Outcome) -> dict[str, str]:
    return {
        "subject": outcome.subject,
        **as_entry(outcome.mutant, outcome.key, outcome.argument or outcome.finding.check),
    }


def _table(score: Score) -> Table:
    rungs = sorted(score.rungs)
    table = Table("operator", "found", "of", "none", *rungs, box=None, pad_edge=False)
    for name, each in score.by_operator().items():
        cells = [str(each.rungs[rung] or "") for rung in rungs]
        table.add_row(name, str(each.killed), str(each.mistakes), str(each.equivalent or ""), *cells)
    return table
