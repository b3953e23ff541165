"""The whole project that templates make of an operation."""

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.template_drafter.drafter import TemplateDrafter
from tilesmith.tools.project import Project


def template_project(spec: OperationSpec, target: Target | None = None) -> Project:
    """Kernels, host program and scaffold for `spec`, as a run with the template drafter begins.

    Raises:
        TemplateError: the operation is none that the templates can express.
    """
    request = DraftRequest(spec, target or Target(), Knowledge())
    kernels = Project(files=TemplateDrafter().draft_kernels(request).files)
    host = TemplateDrafter().draft_host(request, kernels)
    return kernels.with_files(scaffold(spec, request.target) | host.files)
