"""A right project for each task: by the templates, or written by hand where no single pattern serves."""

from importlib.resources import files
from pathlib import Path

from tilesmith.agent.scaffold import host_file
from tilesmith.agent.spec import CoreMode, OperationSpec, Target
from tilesmith.agent.template_drafter import template_project
from tilesmith.evals.tasks import PROJECTS, Task, spec_of
from tilesmith.tools.project import Project

_ON_ALL_CORES, _ON_ONE = "constexpr bool ALL_CORES = true;", "constexpr bool ALL_CORES = false;"


def right_project(task: Task) -> tuple[Project, str]:
    """Kernels and host program of `task` as they should be, and which file the host program is.

    Raises:
        TemplateError: no pattern serves it, and nobody has written it by hand.
    """
    asked, spec = task.request, spec_of(task)
    host = host_file(spec)
    written = _written(spec, asked.core_mode)
    if written is not None:
        return written, host
    whole = template_project(spec, Target(core_mode=asked.core_mode, arch=asked.arch, memory=asked.memory))
    return Project(files={**whole.kernels, host: whole.files[host]}), host


def _written(spec: OperationSpec, mode: CoreMode) -> Project | None:
    """The project of that name in `evals/projects`, for one core or for all."""
    folder = Path(str(files("tilesmith.evals").joinpath(PROJECTS, spec.name)))
    if not folder.is_dir():
        return None
    sources = {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.cpp"))
    }
    host = sources[host_file(spec)]
    if mode is CoreMode.SINGLE:
        if host.count(_ON_ALL_CORES) != 1:
            raise ValueError(f"the host program of {spec.name} does not say on how many cores it runs")
        sources[host_file(spec)] = host.replace(_ON_ALL_CORES, _ON_ONE)
    return Project(files=sources)
