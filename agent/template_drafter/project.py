"""The whole project that templates make of an operation."""

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.template_drafter.drafter import TemplateDrafter
from tilesmith.tools.project import Project
from tilesmith.tools.sdk import Sdk


def template_project(spec: OperationSpec, target: Target | None = None, sdk: Sdk | None = None) -> Project:
    """Kernels, host program and scaffold for `spec`, as a run with the template drafter begins.

    Args:
        sdk: what the kernels are written for; None: the pinned release.

    Raises:
        TemplateError: the operation is none that the templates can express.
        MissingFromSdkError: it needs a function that `sdk` has in no form.
    """
    request = DraftRequest(spec, target or Target(), Knowledge())
    drafter = TemplateDrafter(sdk)
    kernels = Project(files=drafter.draft_kernels(request).files)
    host = drafter.draft_host(request, kernels)
    return kernels.with_files(scaffold(spec, request.target) | host.files)
