"""Plants one mutant at a time in a project of its own and sees which check finds it."""

from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.level import Level
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.evals.mutation.operators import Mutant
from tilesmith.tools.cmake import build
from tilesmith.tools.contract import check_contract
from tilesmith.tools.diagnostics import Stage
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.verification import VerificationResult, verify

# The same for all mutants, so that an outcome can be had again.
SEED = 1
_HOST_BUILD = "host build"


@dataclass(frozen=True)
class Finding:
    """Which check found a mutant."""

    rung: str
    """Empty: none did."""
    check: str = ""


@dataclass(frozen=True)
class Subject:
    """A correct project, and what it is to compute."""

    name: str
    project: Project
    spec: OperationSpec
    target: Target


class Workshop:
    """One folder in which the mutants of one project are built and run, one after the other."""

    def __init__(self, subject: Subject, folder: Path) -> None:
        """Build the project as it is below `folder`.

        Raises:
            ValueError: the project itself is rejected.
        """
        self._subject = subject
        self._build_dir = folder / "build"
        source = folder / "project"
        subject.project.write(source)
        self._runner = EmulatorRunner(source, emulator_prefix(), folder / "kernels", subject.target.arch)
        if found := self._run(Level.QUICK):
            raise ValueError(f"the project {subject.name} is rejected without any mutation: {found.check}")

    def finding(self, mutant: Mutant) -> Finding:
        """What becomes of `mutant`: the checks in the order in which they stand on each other."""
        mutated = self._subject.project.with_files({mutant.file: mutant.text})
        if faults := check_contract(mutated):
            return Finding(Stage.CONTRACT, faults[0].check)
        mutated.write(self._runner.project_dir)
        return self._run(Level.QUICK) or self._run(Level.STANDARD) or Finding("")

    def _run(self, level: Level) -> Finding | None:
        """What a verification at `level` finds; None: nothing."""
        built = build(self._runner.project_dir, self._build_dir, self._runner.prefix)
        if built.executable is None:
            return Finding(_HOST_BUILD, built.diagnostics[0].check)
        subject = self._subject
        result = verify(subject.spec, subject.target, built.executable, self._runner, seed=SEED, level=level)
        return None if result.passed else _of(result)


def _of(result: VerificationResult) -> Finding:
    if not result.diagnostics:
        return Finding("", result.unsupported)
    first = result.diagnostics[0]
    return Finding(first.stage, first.check)
