"""A planted fault in a compute kernel is named by check and line, even where the result is right."""

from pathlib import Path

import pytest

from . import vectors

pytestmark = pytest.mark.skipif(not vectors.names("broken"), reason="the reference programs are not there")

FINDINGS = {
    "missing_add_init": ("missing_init", 19),
    "missing_copy_init": ("missing_init", 17),
    "missing_recip_init": ("missing_init", 20),
    "missing_hw_startup": ("missing_hw_startup", 13),
    "wrong_init_mul": ("wrong_init", 20),
    "wrong_init_sub": ("wrong_init", 20),
    "missing_copy_tile": ("dst_not_written", 20),
    "pack_wrong_dst": ("pack_not_written", 27),
    "dst_index_8": ("dst_index", 20),
    "missing_tile_regs_acquire": ("missing_acquire", 19),
    "missing_tile_regs_wait": ("missing_wait", 26),
    "sfpu_after_commit": ("math_after_commit", 22),
    "missing_wait_front_compute": ("cb_read_without_wait", 18),
    "swapped_input_cbs": ("operands_swapped", 20),
    "mul_scalar_not_float_bits": ("scalar_not_float_bits", None),
}
HANGS = {
    "missing_tile_regs_commit": "tile_regs_commit",
    "missing_tile_regs_release": "tile_regs_release",
}


@pytest.mark.parametrize("name", FINDINGS)
def test_a_fault_is_a_finding_with_its_line(name: str, prefix: Path, tmp_path: Path) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "wormhole_b0", tmp_path)
    check, line = FINDINGS[name]
    found = [finding for finding in report["findings"] if finding["check"] == check]
    assert found, f"no finding {check}"
    assert line is None or found[0]["line"] == line
    assert found[0]["message"]
    assert found[0]["hint"]


@pytest.mark.parametrize("name", HANGS)
def test_a_hang_names_the_call_that_is_missing(name: str, prefix: Path, tmp_path: Path) -> None:
    report, _ = vectors.replay(prefix, vectors.VECTORS / "broken" / name, "wormhole_b0", tmp_path)
    assert report["status"] == "hang"
    assert HANGS[name] in str(report)
