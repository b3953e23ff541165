"""Every broken reference program is refused, and the fault that was planted in it is named first."""

from pathlib import Path
from typing import Any

import pytest

from . import vectors
from .broken_programs import FAULTS, Fault
from .planted.model import run

BROKEN = vectors.names("broken")
pytestmark = pytest.mark.skipif(not BROKEN, reason="the reference programs are not there")


def line_of(folder: Path, kernel: str, text: str) -> int:
    lines = (folder / kernel).read_text().splitlines()
    (found,) = (
        number for number, line in enumerate(lines, 1) if line.strip().startswith(text) or text in line
    )
    return found


def place_of(fault: Fault, folder: Path) -> tuple[str, int]:
    return (fault.kernel, line_of(folder, fault.kernel, fault.at)) if fault.at else ("", 0)


def test_the_table_has_a_fault_for_every_broken_program() -> None:
    assert set(FAULTS) == set(BROKEN)


@pytest.mark.parametrize("arch", vectors.ARCHES)
@pytest.mark.parametrize("name", BROKEN)
def test_the_planted_fault_is_named_first(name: str, arch: str, prefix: Path, tmp_path: Path) -> None:
    folder, fault = vectors.VECTORS / "broken" / name, FAULTS[name]

    outcome = run(folder, prefix, arch, {"TILESMITH_STRICT": "1"}, tmp_path / "report.json")

    assert (outcome.exit_code, outcome.report["status"]) == (86, fault.status), outcome.stderr
    first = outcome.report["findings"][0]
    assert (first["severity"], first["check"]) == ("error", fault.check), outcome.stderr
    assert (first["file"], first["line"]) == place_of(fault, folder), outcome.stderr
    assert fault.words in first["message"]
    assert first["expected"] and first["hint"]
    assert first["core"] == (list(fault.core) if fault.at and fault.status != "compile_error" else None)
    assert fault.waits is None or is_stuck(outcome.report, folder, *fault.waits), outcome.stderr


def is_stuck(report: dict[str, Any], folder: Path, kernel: str, at: str, words: str) -> bool:
    place = (kernel, line_of(folder, kernel, at))
    return any(
        (wait["file"], wait["line"]) == place and words in wait["waiting_for"] for wait in report["stuck"]
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [("unknown_function", "'add_tile' was not declared"), ("old_main_macro", "MAIN")],
)
def test_a_kernel_that_does_not_compile_comes_with_its_log(
    name: str, words: str, prefix: Path, tmp_path: Path
) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "wormhole_b0", tmp_path)
    failed = [entry for entry in report["kernel_compile"] if not entry["ok"]]
    assert [entry["kernel"] for entry in failed] == ["compute.cpp"]
    assert words in failed[0]["log"]
