"""The pinned SDK's device API against the emulator's headers, and that the measure can tell."""

from hashlib import sha256
from pathlib import Path

import pytest

from tilesmith.agent.cli.coverage_view import markdown_page
from tilesmith.agent.context import Context
from tilesmith.agent.sdk_choice import fetch_sdk
from tilesmith.tools.coverage import Coverage, State, measure
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.sdk import Sdk, SdkOrigin

PAGE = Path(__file__).resolve().parents[3] / "docs/emulator/coverage.md"


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return measure(fetch_sdk(Context()), emulator_prefix())


@pytest.mark.parametrize("area", ["compute", "dataflow"])
def test_nine_of_ten_public_functions_are_supported(coverage: Coverage, area: str) -> None:
    assert coverage.share(area, State.SUPPORTED) >= 0.9


def test_no_call_that_the_sdk_accepts_fails_to_compile(coverage: Coverage) -> None:
    assert [(f.header, f.name, f.why) for f in coverage.functions if f.state is State.MISSING] == []


def test_every_supported_call_was_run(coverage: Coverage) -> None:
    assert [(f.header, f.name) for f in coverage.functions if f.state is State.SUPPORTED and not f.ran] == []


def test_the_page_is_up_to_date(coverage: Coverage) -> None:
    """`tilesmith emulator coverage --markdown docs/emulator/coverage.md` writes it."""
    assert PAGE.read_text() == markdown_page(coverage)


def test_what_refuses_only_below_its_own_body_shows_when_it_runs(coverage: Coverage) -> None:
    states = {function.name: function.state for function in coverage.functions}
    assert states["dbg_write_dest_tile"] is State.REFUSED


def test_functions_that_are_not_there_are_missing_and_those_that_refuse_are_told_apart(
    tmp_path: Path,
) -> None:
    header = tmp_path / "tt_metal/hw/inc/api/compute/new.h"
    header.parent.mkdir(parents=True)
    text = (
        "ALWI void exp_tile_init();\n"
        "ALWI void exp_tile(uint32_t idst, uint32_t scale, uint32_t a, uint32_t b, uint32_t c);\n"
        "ALWI void levitate_tile(uint32_t idst);\n"
        "ALWI void two_pass_stats_clear();\n"
    )
    header.write_text(text)
    identity = f"coverage-{sha256(text.encode()).hexdigest()[:12]}"  # its index is kept under this name
    found = measure(Sdk("test", tmp_path, SdkOrigin.TT_METAL_HOME, identity), emulator_prefix())

    assert {function.name: function.state for function in found.functions} == {
        "exp_tile_init": State.SUPPORTED,
        "exp_tile": State.MISSING,
        "levitate_tile": State.MISSING,
        "two_pass_stats_clear": State.REFUSED,
    }
    assert "levitate_tile" in next(f.why for f in found.functions if f.name == "levitate_tile")
