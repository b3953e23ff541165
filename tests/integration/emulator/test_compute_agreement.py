"""Compute kernels on the emulator give what was measured on a simulator of the chip."""

from pathlib import Path

import numpy as np
import pytest

from . import vectors

pytestmark = pytest.mark.skipif(not vectors.names(), reason="the reference programs are not there")
COMPUTE = [name for name in vectors.names() if (vectors.VECTORS / name / "compute.cpp").is_file()]


@pytest.mark.parametrize("arch", vectors.ARCHES)
@pytest.mark.parametrize("name", COMPUTE)
def test_a_correct_program_agrees_without_a_finding(
    name: str, arch: str, prefix: Path, tmp_path: Path
) -> None:
    vector = vectors.load(vectors.VECTORS / name)
    report, outputs = vectors.replay(prefix, vector.folder, arch, tmp_path)
    assert report["status"] == "ok"
    assert report["findings"] == []
    for tensor in vector.outputs:
        got = np.load(outputs / f"{tensor['name']}.npy").astype(np.float64)
        assert vectors.disagreement(vector, tensor, got, arch) == ""
