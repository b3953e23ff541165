"""Builds against the emulator take our own sources ready-made; edited ones are compiled with the project."""

import subprocess
from pathlib import Path

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.tools.cmake import BuildResult, build
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project import IO_HEADER, IO_SOURCE, Project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of the template drafter."""
    request = DraftRequest(spec=CATALOGUE["copy"], target=Target(), knowledge=Knowledge())
    drafter = TemplateDrafter()
    kernels = Project(files=drafter.draft_kernels(request).files)
    host = drafter.draft_host(request, kernels).files
    kernels.with_files(host | scaffold(request.spec, request.target)).write(tmp_path / "project")
    return tmp_path / "project"


def _built(folder: Path) -> BuildResult:
    result = build(folder, folder.parent / "build", emulator_prefix())
    assert result.ok, result.log
    return result


def _usage(result: BuildResult) -> str:
    return subprocess.run(
        [str(result.executable), "--shape"], capture_output=True, text=True, check=False
    ).stderr


def test_input_and_output_are_not_compiled_again(folder: Path) -> None:
    result = _built(folder)

    assert "copy.cpp" in result.log and IO_SOURCE not in result.log
    assert "usage:" in _usage(result)


def test_an_edit_of_them_counts(folder: Path) -> None:
    _built(folder)
    source = folder / IO_SOURCE
    source.write_text(source.read_text().replace('"usage: "', '"my usage: "'))

    result = _built(folder)
    assert f"{IO_SOURCE}.o" in result.log
    assert "my usage:" in _usage(result)


def test_an_edit_of_the_header_counts(folder: Path) -> None:
    (folder / IO_HEADER).write_text((folder / IO_HEADER).read_text() + "// mine\n")

    assert f"{IO_SOURCE}.o" in _built(folder).log


def test_the_precompiled_header_is_taken(folder: Path) -> None:
    """The compiler takes it silently or not at all: -H tells."""
    prefix = emulator_prefix()
    header = prefix / "include/tilesmith/standard_library.hpp"
    command = ["g++", "-std=c++20", "-g1", "-fmax-errors=40", "-H", "-fsyntax-only", "-include", str(header)]
    done = subprocess.run(
        [*command, "-isystem", str(prefix / "include"), str(folder / "copy.cpp")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"! {header}.gch" in done.stderr
