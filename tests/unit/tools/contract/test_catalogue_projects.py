"""No false alarm on any project of the catalogue."""

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import CoreMode, OperationSpec, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.tools.contract import check_contract, kernel_jobs
from tilesmith.tools.project import Project


@pytest.mark.parametrize("mode", CoreMode)
@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
def test_a_drafted_project_keeps_its_contract(spec: OperationSpec, mode: CoreMode) -> None:
    drafter, request = TemplateDrafter(), DraftRequest(spec, Target(core_mode=mode), Knowledge())
    kernels = Project(files=drafter.draft_kernels(request).files)
    project = kernels.with_files(drafter.draft_host(request, kernels).files)

    assert check_contract(project) == []
    assert {job.path for job in kernel_jobs(project)} == set(project.kernels)
