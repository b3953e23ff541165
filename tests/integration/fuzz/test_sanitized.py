"""The emulator built with AddressSanitizer and UBSan, whose reports end a run."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.emulator.build import emulator_prefix, is_sanitized
from tilesmith.tools.fuzz import fuzzer
from tilesmith.tools.replay import emulate, load_program, programs_below

VECTORS = Path(__file__).parents[4] / "shared/ttsim-vectors"
EVERY = 6
"""One program in so many; all of them: `TILESMITH_SANITIZE=1 tilesmith emulate ../shared/ttsim-vectors`."""
SAMPLE = [path for path in programs_below(VECTORS) if "broken" not in path.parts][::EVERY]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sanitized() -> Path:
    return emulator_prefix(sanitize=True)


def test_the_build_looks_at_every_access(sanitized: Path) -> None:
    assert is_sanitized(sanitized)
    library = (sanitized / "lib/libtt_metal_emulator.so").read_bytes()
    assert b"__asan_report_load8" in library
    assert b"__ubsan_handle_add_overflow_abort" in library


@pytest.mark.skipif(not SAMPLE, reason="the reference programs are not there")
@pytest.mark.parametrize("arch", list(Arch))
def test_correct_programs_run_without_a_report(sanitized: Path, arch: Arch) -> None:
    for folder in SAMPLE:
        result = emulate(load_program(folder), arch, sanitized)
        assert result.good, f"{folder.name}: {result.run.stderr}"


def test_random_programs_run_without_a_report(sanitized: Path) -> None:
    outcomes = fuzzer(sanitized, of_one_kind=True).run(range(1, 201), 2)
    assert [outcome for outcome in outcomes if outcome.failed] == []
