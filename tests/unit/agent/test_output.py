"""The output folder: ours is brought up to date, others' is left alone."""

from pathlib import Path

import pytest

from tilesmith.agent.output import OutputFolderError, claim, write_project
from tilesmith.agent.report import Report
from tilesmith.agent.spec import Arch, CoreMode
from tilesmith.agent.verdict import Verdict
from tilesmith.tools.project import Project


def report(project: Project) -> Report:
    return Report(
        tilesmith="0",
        operation="add",
        core_mode=CoreMode.SINGLE,
        arch=Arch.WORMHOLE_B0,
        drafter="template",
        sdk="",
        seed=1,
        verdict=Verdict.of([]),
        summary="",
        project="",
        files=tuple(project.files),
        digests=project.digests,
    )


def write(folder: Path, files: dict[str, str]) -> None:
    claim(folder)
    write_project(folder, Project(files=files), report(Project(files=files)))


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    write(tmp_path / "a/b", {"kernels/compute/add.cpp": "x"})
    assert (tmp_path / "a/b/kernels/compute/add.cpp").read_text() == "x"
    assert (tmp_path / "a/b/report.json").is_file()


def test_a_project_of_ours_is_updated_and_what_others_put_there_stays(tmp_path: Path) -> None:
    write(tmp_path, {"old.cpp": "1", "both.cpp": "1"})
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, {"new.cpp": "2", "both.cpp": "2"})
    assert not (tmp_path / "old.cpp").exists()
    assert (tmp_path / "both.cpp").read_text() == "2"
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(OutputFolderError, match="did not write"):
        claim(tmp_path)


def test_a_report_of_something_else_does_not_make_a_folder_ours(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"sales": 12}')
    with pytest.raises(OutputFolderError, match="did not write"):
        claim(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(OutputFolderError, match="is a file"):
        claim(tmp_path / "f")


def test_edits_are_not_overwritten_unasked(tmp_path: Path) -> None:
    write(tmp_path, {"add.cpp": "generated", "kernels/compute/add.cpp": "generated"})
    (tmp_path / "add.cpp").write_text("mended by hand")

    with pytest.raises(OutputFolderError, match=r"^add.cpp in .* was edited since .* --overwrite"):
        claim(tmp_path)
    claim(tmp_path, overwrite=True)
    assert (tmp_path / "add.cpp").read_text() == "mended by hand"


def test_a_file_that_was_deleted_is_no_edit(tmp_path: Path) -> None:
    write(tmp_path, {"add.cpp": "generated"})
    (tmp_path / "add.cpp").unlink()

    claim(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"tilesmith": "0", "digests": []}',
        '{"tilesmith": "0", "digests": {"../../outside": "1"}}',
    ],
)
def test_a_damaged_report_leads_nowhere(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "project"
    write(folder, {"a.cpp": "1"})
    outside = tmp_path.parent / "outside"
    outside.write_text("mine")
    (folder / "report.json").write_text(text)
    write(folder, {"b.cpp": "2"})
    assert outside.read_text() == "mine"
