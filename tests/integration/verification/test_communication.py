"""Programs that give the right results without the communication that is asked for are rejected."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Arch, CoreMode, Target
from tilesmith.evals.right_project import right_project
from tilesmith.evals.tasks import spec_of, suite
from tilesmith.tests.projects import built
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.verification import Level, VerificationResult, verify

READER, WRITER = "kernels/dataflow/reader.cpp", "kernels/dataflow/writer.cpp"
_WORKERS = "const uint32_t workers = std::min({}, static_cast<uint32_t>(grid.x * grid.y));"
_COUNT = "const uint32_t count = {0} / workers + (number < {0} % workers ? 1 : 0);"


@dataclass(frozen=True)
class Cheat:
    """A right project in which some code was exchanged, so that it is right no more in one respect."""

    operation: str
    tries: str
    changes: Mapping[str, Mapping[str, str]]
    check: str


_READ_B = """if (sends) {
            noc_async_read_tile(column, b_accessor, tile_address);
            noc_async_read_barrier();
"""
CHEATS = (
    Cheat(
        "multicast_row",
        "each core reads the row by itself",
        {
            "multicast_row.cpp": {
                "const uint32_t sends = core == sender ? 1 : 0;": "const uint32_t sends = 1;",
                "const uint32_t receivers = width * height - 1;": "const uint32_t receivers = 0;",
            }
        },
        "page_read_by_several_cores",
    ),
    Cheat(
        "multicast_row",
        "each core reads the row by itself, and one multicasts a little of it for show",
        {
            READER: {
                _READ_B: """noc_async_read_tile(column, b_accessor, tile_address);
        noc_async_read_barrier();
        if (sends) {
""",
                "get_tile_size(cb_b), receivers);": "32, receivers);",
            }
        },
        "page_read_by_several_cores",
    ),
    Cheat(
        "multicast_row",
        "one core works",
        {"multicast_row.cpp": {_WORKERS.format("row_tiles"): "const uint32_t workers = 1;"}},
        "uneven_shares",
    ),
    Cheat(
        "row_peak_across_cores",
        "one core works",
        {"row_peak_across_cores.cpp": {_WORKERS.format("column_tiles"): "const uint32_t workers = 1;"}},
        "uneven_shares",
    ),
    Cheat(
        "ring_column_max",
        "each core reads all rows by itself",
        {
            "ring_column_max.cpp": {
                "const uint32_t rounds = workers - 1;": "const uint32_t rounds = row_tiles;"
            },
            READER: {
                "uint32_t row = first; row < first + count;": "uint32_t row = pass == 0 ? 0 : first; "
                "row < (pass == 0 ? rounds : first + count);",
                "pass == 0 && round < rounds": "pass > 2 && round < rounds",
            },
            "kernels/compute/ring_column_max.cpp": {
                "reduce_own_rows(count, rounds > 0);": "reduce_own_rows(rounds, false);",
                "round <= rounds": "round < 1",
            },
            WRITER: {"round < rounds": "round < 0"},
        },
        "block_read_by_several_cores",
    ),
    Cheat(
        "running_peak_power",
        "each core has all steps of some tiles",
        {
            "running_peak_power.cpp": {
                _WORKERS.format("steps"): _WORKERS.format("matrix_tiles"),
                _COUNT.format("steps"): "const uint32_t count = steps;",
                "has_before = number > 0 ? 1 : 0, has_next = number + 1 < workers ? 1 : 0;": (
                    "has_before = 0, has_next = 0;"
                ),
                "before_x = static_cast<uint32_t>(before.x)": "before_x = workers",
                "next_x = static_cast<uint32_t>(next.x)": "next_x = workers",
                "{count, matrix_tiles, has_before, has_next}": (
                    "{count, (matrix_tiles - first + workers - 1) / workers, has_before, has_next}"
                ),
                "first += count;": "first += 1;",
            },
            READER: {
                "tile = 0; tile < matrix_tiles; ++tile": (
                    "tile = first; tile < matrix_tiles; tile += before_x"
                ),
                "step = first; step < first + count": "step = 0; step < count",
            },
            WRITER: {
                "tile = 0; tile < matrix_tiles; ++tile": "tile = first; tile < matrix_tiles; tile += next_x",
                "step = first; step < first + count": "step = 0; step < count",
            },
        },
        "block_read_by_several_cores",
    ),
)


def _project(cheat: Cheat, target: Target) -> Project:
    task = next(task for task in suite("core", target.arch) if task.id == f"{cheat.operation}-multi")
    files = dict(right_project(task)[0].files)
    for file, exchanged in cheat.changes.items():
        for old, new in exchanged.items():
            assert old in files[file], old
            files[file] = files[file].replace(old, new)
    return Project(files={**files, **scaffold(spec_of(task), target)})


def _verified(cheat: Cheat, arch: Arch, folder: Path) -> VerificationResult:
    target = Target(core_mode=CoreMode.MULTI, arch=arch)
    task = next(task for task in suite("core", arch) if task.id == f"{cheat.operation}-multi")
    executable, runner = built(_project(cheat, target), folder)
    at = EmulatorRunner(runner.project_dir, runner.prefix, folder / "kernels", arch=arch)
    return verify(spec_of(task), target, executable, at, seed=11, level=Level.QUICK)


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: f"{cheat.operation}: {cheat.tries}")
def test_the_same_results_without_the_communication_are_rejected(cheat: Cheat, tmp_path: Path) -> None:
    result = _verified(cheat, Arch.WORMHOLE_B0, tmp_path)

    assert [fault.check for fault in result.diagnostics] == [cheat.check], result.diagnostics
    assert result.trials_by_check["communication"][0] < result.trials_by_check["communication"][1]
    assert result.diagnostics[0].hint


@pytest.mark.parametrize("arch", Arch)
@pytest.mark.parametrize("operation", ["multicast_row", "ring_column_max"])
def test_the_communication_that_is_asked_for_is_accepted(operation: str, arch: Arch, tmp_path: Path) -> None:
    result = _verified(Cheat(operation, "nothing", {}, ""), arch, tmp_path)

    assert result.passed, result.diagnostics
    assert result.trials_by_check["communication"] == (3, 3)
