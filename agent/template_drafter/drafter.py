"""The drafter that needs no model: it compiles expressions from the verified patterns."""

from tilesmith.agent.drafter import Draft, DraftRequest
from tilesmith.agent.scaffold import host_file
from tilesmith.agent.spec import OperationSpec
from tilesmith.agent.template_drafter.errors import TemplateError, TemplateFaultError
from tilesmith.agent.template_drafter.host import write_host, write_matrix_host
from tilesmith.agent.template_drafter.kernels import write_kernels, write_matrix_kernels
from tilesmith.agent.template_drafter.lower import lower
from tilesmith.agent.template_drafter.matrix import matrix_program
from tilesmith.knowledge.dialect import Dialect
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import Project
from tilesmith.tools.sdk import Sdk


class TemplateDrafter:
    """Implements `agent.drafter.Drafter` for expressions, on one core and on all.

    It writes for the API of `sdk`; without one, for that of the pinned release.
    """

    def __init__(self, sdk: Sdk | None = None) -> None:
        self._dialect = Dialect(sdk) if sdk else None

    @property
    def name(self) -> str:
        """What reports call it."""
        return "template"

    def draft_kernels(self, request: DraftRequest) -> Draft:
        """Reader, compute and writer.

        Raises:
            TemplateError: the operation is none that the templates can express.
            MissingFromSdkError: it needs a function that the SDK has in no form.
        """
        _require_usual(request.spec)
        program = matrix_program(request.spec, request.target)
        if program is not None:
            files = write_matrix_kernels(request.spec, program, self._dialect)
            return Draft(files=files, note=f"compiled from the {program.pattern.name} pattern")
        lowered = lower(request.spec)
        engine = "FPU" if lowered.fpu else f"SFPU, {'float32' if lowered.fp32_dest else 'bfloat16'} DST"
        return Draft(
            files=write_kernels(request.spec, request.target, lowered, self._dialect),
            note=f"compiled from templates ({engine})",
        )

    def draft_host(self, request: DraftRequest, kernels: Project) -> Draft:  # noqa: ARG002 - the contract
        """The host program; the kernels are known, since they come from the same specification.

        Raises:
            TemplateError: the operation is none that the templates can express.
        """
        program = matrix_program(request.spec, request.target)
        if program is not None:
            text = write_matrix_host(request.spec, request.target, program)
        else:
            text = write_host(request.spec, request.target, lower(request.spec))
        return Draft(files={host_file(request.spec): text}, note="compiled from templates")

    def repair(
        self,
        request: DraftRequest,
        project: Project,  # noqa: ARG002 - the contract
        diagnostics: list[Diagnostic],
    ) -> Draft:
        """Never succeeds: the same specification gives the same files.

        Raises:
            TemplateFaultError: always; the message names the first diagnostic.
        """
        first = f": {diagnostics[0].message}" if diagnostics else ""
        raise TemplateFaultError(
            f"the templates for {request.spec.name} gave a wrong program and cannot learn from it{first}. "
            "Please report this; a model can try instead (--model)"
        )


def _require_usual(spec: OperationSpec) -> None:
    if spec.row_major:
        raise TemplateError(
            f"{', '.join(spec.row_major)} of {spec.name} shall lie in rows, but all templates work on tiles: "
            "choose a model (--model), or leave out `layout`"
        )
    if spec.communication is not None:
        raise TemplateError(
            f"{spec.name} asks for a {spec.communication.kind} between cores, which no template has: "
            "choose a model (--model), or leave out `communication`"
        )
