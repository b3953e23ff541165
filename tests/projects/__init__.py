"""Projects for tests: written by the template drafter, so that they are right and small."""

from pathlib import Path

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.tools.cmake import build
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner


def template_project(spec: OperationSpec, target: Target | None = None) -> Project:
    """The project that the template drafter writes for `spec`."""
    request = DraftRequest(spec, target or Target(), Knowledge())
    kernels = Project(files=TemplateDrafter().draft_kernels(request).files)
    host = TemplateDrafter().draft_host(request, kernels)
    return kernels.with_files(scaffold(spec, request.target) | host.files)


def built(project: Project, folder: Path) -> tuple[Path, EmulatorRunner]:
    """The host program of `project`, built below `folder`, and what runs it."""
    source = folder / "project"
    project.write(source)
    result = build(source, folder / "build", emulator_prefix())
    assert result.executable is not None, result.log
    return result.executable, EmulatorRunner(source, emulator_prefix(), folder / "kernels")
