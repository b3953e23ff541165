"""A tensor that shall lie in rows, one a page, does so."""

from pathlib import Path

from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import CoreMode, Target
from tilesmith.evals.right_project import right_project
from tilesmith.evals.tasks import spec_of, suite
from tilesmith.tests.projects import built
from tilesmith.tools.project import Project
from tilesmith.tools.verification import Level, VerificationResult, verify

TASK = next(task for task in suite("core") if task.id == "copy_row_major-multi")
TARGET = Target(core_mode=CoreMode.MULTI)
HOST = "copy_row_major.cpp"


def _verified(folder: Path, changes: dict[str, str]) -> VerificationResult:
    files = dict(right_project(TASK)[0].files)
    for old, new in changes.items():
        assert old in files[HOST], old
        files[HOST] = files[HOST].replace(old, new)
    spec = spec_of(TASK)
    program = built(Project(files={**files, **scaffold(spec, TARGET)}), folder)
    return verify(spec, TARGET, *program, seed=5, level=Level.QUICK)


def test_rows_are_copied(tmp_path: Path) -> None:
    result = _verified(tmp_path, {})
    assert result.passed, result.diagnostics


def test_tiles_are_no_rows(tmp_path: Path) -> None:
    result = _verified(
        tmp_path,
        {
            "tilesmith::row_count(a_tensor)": "tilesmith::tile_count(a_tensor)",
            "tilesmith::row_bytes<tilesmith::BFloat16>(a_tensor)": "2048",
            "tilesmith::to_rows": "tilesmith::tilize",
            "tilesmith::from_rows": "tilesmith::untilize",
        },
    )
    faults = {fault.check: fault for fault in result.diagnostics}
    assert (
        "looked for in rows, each padded to multiples of 64 bytes"
        in faults["input_not_on_device"].evidence[1]
    )


def test_a_page_is_one_row(tmp_path: Path) -> None:
    page = "tilesmith::row_bytes<tilesmith::BFloat16>(a_tensor)"
    halves = {
        "tilesmith::row_count(a_tensor)": f"tilesmith::row_count(a_tensor) * {page} / 64",
        f"static_cast<uint32_t>({page})": "64U",
    }
    result = _verified(tmp_path, halves)
    (fault,) = [fault for fault in result.diagnostics if fault.check == "page_is_no_row"][:1]
    assert "but the tensor has" in fault.message
    assert "row_bytes" in fault.hint
