"""What a drafter is told and given when a part of that is taken away, to measure what it is worth."""

from collections.abc import Mapping, Sequence

from tilesmith.agent.context import Context
from tilesmith.agent.verdict import Rung
from tilesmith.tools.diagnostics import Diagnostic, Stage

_COMPILERS = {
    Rung.KERNEL_CHECK: (Stage.KERNEL_CHECK, "the compiler of the kernels printed"),
    Rung.HOST_BUILD: (Stage.CMAKE, "the build of the host program printed"),
}
_RUNG_OF = {
    Stage.KERNEL_CHECK: Rung.KERNEL_CHECK,
    Stage.CMAKE: Rung.HOST_BUILD,
    Stage.LINK: Rung.HOST_BUILD,
}


def withheld_tools(context: Context) -> set[str]:
    """Names of the tools that would bring back what the settings take away."""
    withheld: set[str] = set()
    if not context.retrieval:
        withheld |= {"lookup_api", "search_sources", "read_source"}
    if not context.execution_feedback:
        withheld |= {"run_program"}
    if context.raw_errors:  # they answer with faults that were read from errors
        withheld |= {"check_kernel", "cmake_build", "run_program"}
    return withheld


def as_told(
    diagnostics: Sequence[Diagnostic], printed: Mapping[Rung, str], context: Context
) -> list[Diagnostic]:
    """`diagnostics` as the settings let a repair see them.

    Args:
        printed: what compilers printed of the same candidate.
    """
    if context.raw_errors:
        return _unparsed(diagnostics, printed)
    if not context.retrieval:
        return [diagnostic.model_copy(update={"api": ()}) for diagnostic in diagnostics]
    return list(diagnostics)


def _unparsed(diagnostics: Sequence[Diagnostic], printed: Mapping[Rung, str]) -> list[Diagnostic]:
    """The compilers' own words in the place of the faults that were read from them; of others the message."""
    raw = [
        Diagnostic(stage=stage, check="printed", message=message, excerpt=printed[rung].strip())
        for rung, (stage, message) in _COMPILERS.items()
        if printed.get(rung)
    ]
    rest = [
        Diagnostic(stage=d.stage, check=d.check, message=d.message, file=d.file)
        for d in diagnostics
        if not printed.get(_RUNG_OF.get(d.stage, Rung.RUN))
    ]
    return [*rest, *raw]
