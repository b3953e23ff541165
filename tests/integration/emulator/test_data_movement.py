"""Data movement and multi-core programs give the measured outputs, bit for bit and in any order."""

import os
from pathlib import Path

import numpy as np
import pytest

from . import vectors

pytestmark = pytest.mark.skipif(not vectors.names(), reason="the reference programs are not there")
CATEGORIES = {"data movement", "multi-core"}
PROGRAMS = [name for name in vectors.names() if vectors.load(vectors.VECTORS / name).category in CATEGORIES]
SEEDS = ["0", "1", "2", "3"]


def assert_exact(vector: vectors.Vector, outputs: Path, arch: str) -> None:
    for tensor in vector.outputs:
        got = np.load(outputs / f"{tensor['name']}.npy")
        assert np.array_equal(got, vector.measured(tensor["name"], arch), equal_nan=True)


@pytest.mark.parametrize("arch", vectors.ARCHES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_correct_program_agrees_without_a_finding(
    name: str, arch: str, prefix: Path, tmp_path: Path
) -> None:
    vector = vectors.load(vectors.VECTORS / name)
    report, outputs = vectors.replay(prefix, vector.folder, arch, tmp_path)
    assert (report["status"], report["findings"]) == ("ok", [])
    assert_exact(vector, outputs, arch)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["core_to_core_write", "multicast_grid_2x2", "gather_add_4_cores"])
def test_the_order_of_the_kernels_does_not_matter_to_a_correct_program(
    name: str, seed: str, prefix: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "TILESMITH_SCHEDULE_SEED", seed)
    vector = vectors.load(vectors.VECTORS / name)
    report, outputs = vectors.replay(prefix, vector.folder, "wormhole_b0", tmp_path)
    assert (report["status"], report["findings"]) == ("ok", [])
    assert_exact(vector, outputs, "wormhole_b0")


def test_two_runs_leave_the_same_report(prefix: Path, tmp_path: Path) -> None:
    folder = vectors.VECTORS / "core_to_core_write"
    first, _ = vectors.replay(prefix, folder, "wormhole_b0", tmp_path)
    second, _ = vectors.replay(prefix, folder, "wormhole_b0", tmp_path)
    for report in (first, second):
        del report["timing"], report["kernel_compile"]
    assert first == second
