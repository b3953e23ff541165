"""Verified programs that are shown to whoever drafts another operation."""

from dataclasses import dataclass

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.knowledge.operation_functions import called_functions

# One a shape of operation: by number of inputs, two so that none is asked for itself.
_CHOICE = {1: ("sigmoid", "exp"), 2: ("add", "multiply")}


@dataclass(frozen=True)
class Example:
    """A whole program: reader, compute, writer and host."""

    spec: OperationSpec
    files: dict[str, str]
    """By path in its project."""
    reason: str
    """Why it is shown."""

    @property
    def name(self) -> str:
        """What it computes."""
        return self.spec.name


def examples(spec: OperationSpec, target: Target) -> list[Example]:
    """Programs to learn `spec` from, the most alike first. None is `spec` itself: that would give it away."""
    from tilesmith.agent.spec.catalogue import CATALOGUE
    from tilesmith.agent.template_drafter import TemplateDrafter
    from tilesmith.tools.project import Project

    choice = _CHOICE[min(2, len(spec.inputs))]
    other = next(CATALOGUE[name] for name in choice if not _same_function(spec, CATALOGUE[name]))
    request = DraftRequest(spec=other, target=target, knowledge=Knowledge())
    drafter = TemplateDrafter()
    kernels = drafter.draft_kernels(request).files
    host = drafter.draft_host(request, Project(files=kernels)).files
    inputs = "one input" if len(other.inputs) == 1 else f"{len(other.inputs)} inputs"
    return [Example(other, {**kernels, **host}, f"a verified program with {inputs}")]


def _same_function(spec: OperationSpec, other: OperationSpec) -> bool:
    return spec.name == other.name or (
        bool(called_functions(spec)) and (called_functions(spec) == called_functions(other))
    )
