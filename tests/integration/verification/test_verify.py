"""The verification of a right and of a crashing program, from its cases to its verdict."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tests.projects import built, template_project
from tilesmith.tools.runner import EmulatorRunner, RunStatus
from tilesmith.tools.verification import Level, VerificationResult, verify

SPEC = CATALOGUE["copy"]
TRIALS = ["again", "fresh inputs", "nominal values", "ramp values", "magnitudes values", "edge values"]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EmulatorRunner]:
    return built(template_project(SPEC), tmp_path_factory.mktemp("copy"))


def _verified(program: tuple[Path, EmulatorRunner], **options: object) -> VerificationResult:
    return verify(SPEC, Target(), *program, **options)  # type: ignore[arg-type]


def test_a_right_program_passes_every_case_and_every_trial(program: tuple[Path, EmulatorRunner]) -> None:
    result = _verified(program)

    assert result.passed and result.diagnostics == ()
    assert result.shapes >= 6
    for case in result.cases:
        tried = [trial.check for trial in case.trials]
        assert tried[:6] == TRIALS
        assert tried[-2:] == ["order", "one element"]
    assert any("all values" in [trial.check for trial in case.trials] for case in result.cases)


def test_a_seed_gives_the_same_cases_again(program: tuple[Path, EmulatorRunner]) -> None:
    first = _verified(program, level=Level.QUICK)
    again = _verified(program, level=Level.QUICK, seed=first.seed)
    other = _verified(program, level=Level.QUICK, seed=first.seed + 1)

    assert [case.case for case in first.cases] == [case.case for case in again.cases]
    assert [case.case for case in first.cases] != [case.case for case in other.cases]


def test_a_crash_is_the_root_cause_and_ends_the_verification(
    program: tuple[Path, EmulatorRunner], tmp_path: Path
) -> None:
    crashing = tmp_path / "crashing"
    crashing.write_text("#!/bin/sh\nkill -ABRT $$\n")
    crashing.chmod(0o755)
    result = _verified((crashing, program[1]))

    assert [case.status for case in result.cases] == [RunStatus.CRASH]
    assert not result.passed and "SIGABRT" in result.diagnostics[0].message
