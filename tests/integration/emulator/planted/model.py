"""A fault planted in a correct program, and what the emulator has to say about it."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .programs import PROGRAMS, SOURCES, Program, write


@dataclass(frozen=True)
class Edit:
    """`old`, which occurs once in `file`, becomes `new`."""

    file: str
    old: str
    new: str


def cut(file: str, text: str) -> Edit:
    """A line is missing."""
    return Edit(file, text, "")


@dataclass(frozen=True)
class Plant:
    """One fault. Its first error must be `check`, at the line of `at` in the edited kernel."""

    name: str
    program: str
    check: str
    at: tuple[str, str] | None
    """The kernel, and a piece of text that only the line to be named has; None: the fault is the host's."""
    edits: tuple[Edit, ...] = ()
    change: Callable[[Program], None] | None = None
    """What is wrong in the host's description."""
    severity: str = "error"
    core: tuple[int, int] | None = None
    """The core to be named, where not all have the fault."""
    arch: str = "wormhole_b0"
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a run left."""

    exit_code: int
    report: dict[str, Any]
    stderr: str

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The findings that make a strict run fail, in order."""
        return [finding for finding in self.report["findings"] if finding["severity"] == "error"]


def build(plant: Plant, folder: Path) -> None:
    """Write the program with its fault to `folder`."""
    program = PROGRAMS[plant.program]()
    if plant.change is not None:
        plant.change(program)
    write(program, SOURCES / plant.program, folder)
    for edit in plant.edits:
        file = folder / edit.file
        source = file.read_text()
        assert source.count(edit.old) == 1, f"{edit.old!r} occurs {source.count(edit.old)} times"
        file.write_text(source.replace(edit.old, edit.new))


def line_of(plant: Plant, folder: Path) -> int:
    """The line that is to be named; 0 for the host's faults."""
    if plant.at is None:
        return 0
    file, text = plant.at
    lines = [
        number for number, line in enumerate((folder / file).read_text().splitlines(), 1) if text in line
    ]
    assert len(lines) == 1, f"{text!r} is in {len(lines)} lines of {file}"
    return lines[0]


def run(
    folder: Path, prefix: Path, arch: str, environment: dict[str, str], report: Path | None = None
) -> Outcome:
    """Run the program of `folder`; compiled kernels are shared by the siblings of the report's folder."""
    report = report or folder / "report.json"
    done = subprocess.run(
        [prefix / "bin/tilesmith-replay", folder, "--arch", arch],
        env=os.environ
        | {"TILESMITH_REPORT": str(report), "TILESMITH_KERNEL_CACHE": str(report.parent.parent / "kernels")}
        | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert report.is_file(), done.stderr
    return Outcome(done.returncode, json.loads(report.read_text()), done.stderr)
