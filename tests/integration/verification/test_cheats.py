"""Every project of the cheat corpus is rejected, for the right reason; the honest one is accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tilesmith.agent.spec import Target
from tilesmith.tests.integration.verification.cheats import HOSTS, SPEC, honest
from tilesmith.tests.integration.verification.cheats.kernels import KERNELS
from tilesmith.tests.projects import built
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.verification import Level, VerificationResult, verify

# Every reason that the verification itself gives, besides those of the emulator and of the numbers.
DEFENCES = {
    *("no_device_work", "output_not_from_device", "input_not_on_device", "kernel_not_in_project"),
    *("device_protocol", "input_modified", "not_deterministic", "precomputed", "depends_on_order"),
    *("wrong_dependence", "compute_bypassed", "too_few_operations", "computed_in_data_movement"),
}
# Those that every run of the tests tries: one for each kind of defence.
_USUAL = {
    *("computes_itself", "uploads_the_result", "forges_the_report", "ends_with_noise", "fixed_alpha"),
    *("computes_in_the_reader", "throws_the_result_away", "rolls_dice", "races", "calls_the_host"),
    "speaks_to_the_kernel",
}


@pytest.fixture(scope="module")
def project() -> Project:
    return honest()


@pytest.fixture(scope="module")
def program(project: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EmulatorRunner]:
    return built(project, tmp_path_factory.mktemp("cheats"))


@pytest.fixture
def folder(project: Project, program: tuple[Path, EmulatorRunner]) -> Iterator[Path]:
    folder = program[1].project_dir
    yield folder
    (folder / "cheat").unlink(missing_ok=True)
    project.write(folder)


def _verified(program: tuple[Path, EmulatorRunner], seed: int = 7) -> VerificationResult:
    return verify(SPEC, Target(), *program, seed=seed, level=Level.QUICK)


def _some(names: Iterator[str] | dict[str, object]) -> list[object]:
    return [name if name in _USUAL else pytest.param(name, marks=pytest.mark.slow) for name in names]


def test_there_are_many_and_each_defence_has_one() -> None:
    assert len(HOSTS) + len(KERNELS) >= 60
    shown = set().union(*HOSTS.values(), *(cheat.codes for cheat in KERNELS.values()))
    assert shown >= DEFENCES


@pytest.mark.parametrize("seed", range(5))
def test_the_honest_project_is_accepted(program: tuple[Path, EmulatorRunner], seed: int) -> None:
    result = _verified(program, seed)

    assert result.passed, result.diagnostics


@pytest.mark.parametrize("name", _some(dict(HOSTS)))
def test_a_cheating_host_program_is_rejected(
    program: tuple[Path, EmulatorRunner], folder: Path, name: str
) -> None:
    (folder / "cheat").write_text(name)
    result = _verified(program)

    assert not result.passed
    assert {fault.check for fault in result.diagnostics} & HOSTS[name], result.diagnostics


@pytest.mark.parametrize("name", _some(dict(KERNELS)))
def test_a_cheating_kernel_is_rejected(
    project: Project, program: tuple[Path, EmulatorRunner], folder: Path, name: str
) -> None:
    cheat = KERNELS[name]
    for file, text in cheat.files(project.files).items():
        (folder / file).write_text(text)
    (folder / "cheat").write_text(cheat.host)
    result = _verified(program)

    assert not result.passed, cheat.tries
    assert {fault.check for fault in result.diagnostics} & cheat.codes, result.diagnostics
