"""Plants each mutant in its project and sees which check finds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.evals.mutation.operators import Mutant, mutants_of
from tilesmith.tools.cmake import build
from tilesmith.tools.contract import check_contract
from tilesmith.tools.diagnostics import Stage
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.verification import Level, verify

_SEED = 1


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant."""

    mutant: Mutant
    rung: str
    """Which found it; empty: it survived."""
    check: str = ""

    @property
    def killed(self) -> bool:
        """Something was said against it."""
        return bool(self.rung)


def run_mutants(
    project: Project,
    spec: OperationSpec,
    target: Target,
    folder: Path,
    wanted: Callable[[Mutant], bool] = lambda _: True,
) -> Iterator[Outcome]:
    """The outcome of each wanted mutant of `project`, which is built once below `folder`.

    Raises:
        ValueError: the project itself is rejected.
    """
    source = folder / "project"
    project.write(source)
    runner = EmulatorRunner(source, emulator_prefix(), folder / "kernels", target.arch)
    built = build(source, folder / "build", runner.prefix)
    if built.executable is None or not _verified(spec, target, built.executable, runner):
        raise ValueError(f"the project for {spec.name} is rejected without any mutation")
    for mutant in mutants_of(project):
        if wanted(mutant):
            yield _outcome(mutant, project, spec, target, runner, folder / "build")
    project.write(source)
    build(source, folder / "build", runner.prefix)


def _outcome(
    mutant: Mutant,
    project: Project,
    spec: OperationSpec,
    target: Target,
    runner: EmulatorRunner,
    build_dir: Path,
) -> Outcome:
    mutated = project.with_files({mutant.file: mutant.text})
    if faults := check_contract(mutated):
        return Outcome(mutant, Stage.CONTRACT, faults[0].check)
    mutated.write(runner.project_dir)
    built = build(runner.project_dir, build_dir, runner.prefix)
    if built.executable is None:
        return Outcome(mutant, "host build", built.diagnostics[0].check)
    result = verify(spec, target, built.executable, runner, seed=_SEED, level=Level.QUICK)
    if not result.passed and not result.diagnostics:
        return Outcome(mutant, "", result.unsupported)
    if result.passed:
        result = verify(spec, target, built.executable, runner, seed=_SEED, level=Level.STANDARD)
    if result.passed:
        return Outcome(mutant, "")
    return Outcome(mutant, result.diagnostics[0].stage, result.diagnostics[0].check)


def _verified(spec: OperationSpec, target: Target, executable: Path, runner: EmulatorRunner) -> bool:
    return verify(spec, target, executable, runner, seed=_SEED, level=Level.QUICK).passed
