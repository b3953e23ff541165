"""From the log of a build to diagnostics."""

from pathlib import Path

from tilesmith.tools.cmake.cmake_messages import cmake_diagnostics
from tilesmith.tools.cmake.compiler_messages import compiler_diagnostics
from tilesmith.tools.cmake.linker_messages import linker_diagnostics
from tilesmith.tools.cmake.source_files import SourceFiles
from tilesmith.tools.diagnostics import Diagnostic, Stage, ordered

_TAIL_LINES = 25


def diagnostics_of(log: str, project_dir: Path) -> list[Diagnostic]:
    """Everything that `log`, of a configure or build that failed, says went wrong.

    What no parser knows becomes one diagnostic with the end of the log: nothing is dropped.
    """
    sources = SourceFiles(project_dir)
    found = [
        *cmake_diagnostics(log, sources),
        *compiler_diagnostics(log, sources),
        *linker_diagnostics(log, sources),
    ]
    return ordered(found) or [unexplained(log)]


def unexplained(log: str) -> Diagnostic:
    """The end of a log that says nothing known."""
    lines = [line for line in log.splitlines() if line.strip()]
    return Diagnostic(
        stage=Stage.CMAKE,
        check="build_failed",
        message="the build failed without a message that could be attributed to a line",
        evidence=tuple(lines[-_TAIL_LINES:]),
    )
