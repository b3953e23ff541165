"""A drafter whose first draft is a project that is there already; another drafter repairs it."""

from dataclasses import dataclass

from tilesmith.agent.drafter import Draft, Drafter, DraftRequest
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import IO_HEADER, IO_SOURCE, Project

_OURS = (IO_HEADER, IO_SOURCE)


@dataclass(frozen=True)
class GivenProject:
    """Implements `agent.drafter.Drafter`."""

    project: Project
    then: Drafter
    """Who repairs."""

    @property
    def name(self) -> str:
        """Of who repairs."""
        return self.then.name

    def draft_kernels(self, request: DraftRequest) -> Draft:  # noqa: ARG002 - the contract
        """The project's kernels."""
        return Draft(files=self.project.kernels, note="as they were given")

    def draft_host(self, request: DraftRequest, kernels: Project) -> Draft:  # noqa: ARG002 - the contract
        """All its other files: its own CMakeLists.txt takes the place of ours, since it names its sources."""
        known = {*self.project.kernels, *_OURS}
        others = {name: text for name, text in self.project.files.items() if name not in known}
        return Draft(files=others, note="as they were given")

    def repair(self, request: DraftRequest, project: Project, diagnostics: list[Diagnostic]) -> Draft:
        """See `Drafter.repair`."""
        return self.then.repair(request, project, diagnostics)
