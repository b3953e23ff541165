"""Runs the mutants of template projects and prints who found them."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import CoreMode, OperationSpec, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.errors import TilesmithError
from tilesmith.evals.mutation import Outcome, run_mutants
from tilesmith.tools.project import Project


class UnknownOperationsError(TilesmithError):
    """Names that are not in the catalogue."""


def show_mutants(operations: Sequence[str], core_mode: str, *, host: bool) -> float:
    """Print killed and all mutants by operator and by rung, then the survivors; the share that was killed."""
    if unknown := [name for name in operations if name not in CATALOGUE]:
        raise UnknownOperationsError(f"unknown operation {', '.join(unknown)}: see `tilesmith operations`")
    outcomes = [
        (name, outcome)
        for name in operations
        for outcome in _outcomes(CATALOGUE[name], Target(core_mode=CoreMode(core_mode)), host=host)
    ]
    console = Console()
    console.print(_table([outcome for _, outcome in outcomes]))
    for name, outcome in outcomes:
        if not outcome.killed:
            mutant = outcome.mutant
            console.print(
                f"survived: {name} {mutant.file}:{mutant.line}: {mutant.operator}: {mutant.before!r} -> "
                f"{mutant.after!r} {outcome.check}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
    killed = sum(outcome.killed for _, outcome in outcomes)
    share = killed / len(outcomes)
    console.print(f"{killed} of {len(outcomes)} mutants were found: {share:.1%} ({core_mode} core)")
    return share


def _outcomes(spec: OperationSpec, target: Target, *, host: bool) -> Iterator[Outcome]:
    request = DraftRequest(spec, target, Knowledge())
    kernels = Project(files=TemplateDrafter().draft_kernels(request).files)
    program = TemplateDrafter().draft_host(request, kernels)
    project = kernels.with_files(scaffold(spec, target) | program.files)
    progress = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="tilesmith-mutants-") as folder:
        for outcome in run_mutants(
            project, spec, target, Path(folder), lambda mutant: host or not mutant.host
        ):
            mutant = outcome.mutant
            said = f"{outcome.rung} ({outcome.check})" if outcome.killed else "SURVIVED"
            progress.print(
                f"{spec.name} {mutant.file}:{mutant.line} {mutant.operator}: {said}", highlight=False
            )
            yield outcome


def _table(outcomes: Sequence[Outcome]) -> Table:
    rungs = sorted({outcome.rung for outcome in outcomes if outcome.killed})
    table = Table("operator", "found", "of", *rungs, box=None, pad_edge=False)
    for operator in dict.fromkeys(outcome.mutant.operator for outcome in outcomes):
        mine = [outcome for outcome in outcomes if outcome.mutant.operator == operator]
        by_rung = Counter(outcome.rung for outcome in mine if outcome.killed)
        cells = [str(by_rung[rung] or "") for rung in rungs]
        table.add_row(operator, str(sum(by_rung.values())), str(len(mine)), *cells)
    return table
