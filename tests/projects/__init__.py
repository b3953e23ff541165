"""Projects for tests: written by the template drafter, so that they are right and small."""

from pathlib import Path

from tilesmith.agent.template_drafter import template_project
from tilesmith.tools.cmake import build
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner

__all__ = ["built", "template_project"]


def built(project: Project, folder: Path) -> tuple[Path, EmulatorRunner]:
    """The host program of `project`, built below `folder`, and what runs it."""
    source = folder / "project"
    project.write(source)
    result = build(source, folder / "build", emulator_prefix())
    assert result.executable is not None, result.log
    return result.executable, EmulatorRunner(source, emulator_prefix(), folder / "kernels")
