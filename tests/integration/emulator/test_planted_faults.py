"""A fault planted in a correct program is named: check, core, kernel, line, what was expected, what to do."""

import re
from pathlib import Path

import pytest

from .planted import arguments, buffers, code, compute, noc
from .planted.model import Plant, build, line_of, run
from .planted.programs import PROGRAMS, SOURCES, write

EMULATOR = Path(__file__).parents[3] / "tools/emulator"
PLANTS: list[Plant] = [*buffers.PLANTS, *noc.PLANTS, *arguments.PLANTS, *compute.PLANTS, *code.PLANTS]
ELSEWHERE = {
    "host_error": "test_host_program",
    "host_write_size": "test_host_program",
    "unsupported": "../replay/test_vector_state",
}
"""Checks that no program.json can fail; the test module that plants them."""
NEVER = {"emulator_crash", "out_of_memory"}
"""No program.json leads to them: the one is a fault of the emulator, of which no cause is known; the other is
what a launch finds, and a buffer that is too large is refused before, by the host API (test_host_program)."""


@pytest.mark.parametrize("arch", ["wormhole_b0", "blackhole"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_programs_themselves_are_correct(name: str, arch: str, prefix: Path, tmp_path: Path) -> None:
    write(PROGRAMS[name](), SOURCES / name, tmp_path)
    outcome = run(tmp_path, prefix, arch, {"TILESMITH_STRICT": "1"})
    assert (outcome.exit_code, outcome.report["findings"]) == (0, []), outcome.stderr


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_fault_is_named(plant: Plant, prefix: Path, tmp_path: Path) -> None:
    build(plant, tmp_path)
    outcome = run(tmp_path, prefix, plant.arch, {"TILESMITH_STRICT": "1"} | plant.environment)
    findings = [f for f in outcome.report["findings"] if f["severity"] == plant.severity]
    assert findings, outcome.stderr
    first = findings[0]
    file = "" if plant.at is None or first["file"] == "" else plant.at[0]
    assert (first["check"], first["line"]) == (plant.check, line_of(plant, tmp_path)), outcome.stderr
    if plant.at is not None:
        assert (first["file"], first["kernel"]) == (file, file)
    if plant.core is not None:
        assert tuple(first["core"]) == plant.core
    assert outcome.exit_code == (86 if outcome.errors else 0)
    assert all(f["message"] and f["expected"] and f["hint"] for f in outcome.report["findings"])


def test_every_check_of_the_emulator_has_a_planted_fault() -> None:
    catalogue = re.findall(
        r'^    \{"[^"]+", "(\w+)",', (EMULATOR / "src/check.hpp").read_text(), re.MULTILINE
    )
    planted = {plant.check for plant in PLANTS} | ELSEWHERE.keys()
    assert set(catalogue) - NEVER == planted
    for check, module in ELSEWHERE.items():
        assert f'"{check}"' in (Path(__file__).parent / f"{module}.py").read_text()


def test_the_names_of_planted_faults_are_unique() -> None:
    assert len({plant.name for plant in PLANTS}) == len(PLANTS) > 100
