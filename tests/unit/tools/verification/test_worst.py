"""The tile that people are shown of a wrong output."""

from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tools.verification.cases import Case, Distribution
from tilesmith.tools.verification.truth import Truth, truth_of
from tilesmith.tools.verification.worst import worst_tile


@pytest.fixture
def truth() -> Truth:
    return truth_of(CATALOGUE["add"], Case(shape=(40, 70), seed=1, distribution=Distribution.NOMINAL))


def written(truth: Truth, folder: Path, **changes: tuple[slice, slice]) -> Path:
    output = truth.golden["out"].astype(np.float32)
    for where in changes.values():
        output[where] += 100
    np.save(folder / "out.npy", output)
    return folder


def test_a_right_output_has_none(truth: Truth, tmp_path: Path) -> None:
    assert worst_tile(truth, written(truth, tmp_path)) is None


def test_the_tile_with_most_wrong_elements(truth: Truth, tmp_path: Path) -> None:
    folder = written(truth, tmp_path, few=(slice(0, 1), slice(0, 2)), many=(slice(32, 40), slice(64, 70)))
    worst = worst_tile(truth, folder)
    assert worst is not None
    assert (worst.output, worst.tile, worst.columns) == ("out", 5, 3)
    assert worst.wrong == (2, 0, 0, 0, 0, 48)
    assert [len(row) for row in worst.error] == [6] * 8, "it ends where the tensor ends"
    assert all(error > 1 for row in worst.error for error in row if error is not None)
    got, expected = worst.got[0][0], worst.expected[0][0]
    assert got is not None
    assert expected is not None
    assert got - expected == pytest.approx(100, rel=0.01)


def test_what_is_not_finite_has_no_number(truth: Truth, tmp_path: Path) -> None:
    output = truth.golden["out"].astype(np.float32)
    output[0, 0] = np.nan
    np.save(tmp_path / "out.npy", output)
    worst = worst_tile(truth, tmp_path)
    assert worst is not None
    assert worst.wrong[0] == 1
    assert worst.got[0][0] is None
    assert worst.error[0][0] is None


def test_a_missing_output_is_someone_elses_to_report(truth: Truth, tmp_path: Path) -> None:
    assert worst_tile(truth, tmp_path) is None
