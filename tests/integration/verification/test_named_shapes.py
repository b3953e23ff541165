"""Projects whose inputs have different shapes: a row that is broadcast, a matrix product."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tests.projects import built, template_project
from tilesmith.tools.verification import Level, VerificationResult, verify

READER = "kernels/dataflow/reader.cpp"
WRONG = {
    "add_bcast_rows": [
        ("kernels/compute/add_bcast_rows.cpp", "add_tiles_bcast_rows(", "add_tiles_bcast_cols("),
        (READER, "tile % column_tiles", "0"),
    ],
    "matmul": [
        (READER, "k * column_tiles + column", "column * inner_tiles + k"),
        (READER, "row * inner_tiles + k", "k"),
    ],
}


@pytest.fixture(scope="module", params=WRONG)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def program(name: str, tmp_path_factory: pytest.TempPathFactory):
    return built(template_project(CATALOGUE[name]), tmp_path_factory.mktemp(name))


def _verified(name: str, program, level: Level = Level.QUICK) -> VerificationResult:
    return verify(CATALOGUE[name], Target(), *program, seed=3, level=level)


def test_it_is_verified_on_every_kind_of_size(name: str, program) -> None:
    result = _verified(name, program, level=Level.STANDARD)

    assert result.passed, result.diagnostics
    assert result.shapes >= 5
    assert {"one element", "compute", "disguise"} <= result.trials_by_check.keys()


@pytest.mark.parametrize("place", range(2))
def test_a_wrong_index_or_dimension_is_found(name: str, program, place: int) -> None:
    file, old, new = WRONG[name][place]
    path: Path = program[1].project_dir / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    try:
        result = _verified(name, program)
    finally:
        path.write_text(text)

    assert not result.passed and result.diagnostics
