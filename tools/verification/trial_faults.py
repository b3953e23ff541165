"""What is said when a trial of the device alone fails."""

from tilesmith.tools.diagnostics import Diagnostic, Stage

_HINTS = {
    "not_deterministic": "look for memory that is read before it is written, and for missing barriers",
    "depends_on_order": "look for missing barriers and semaphores: kernels run in any order",
    "input_modified": "write to the output's buffer only",
    "precomputed": "pass no results of the inputs' values in arguments, defines or buffers; if the host "
    "does not, look for what in the kernels depends on single values",
    "compute_bypassed": "let the compute kernel compute, and write what it packs",
    "computed_in_data_movement": "let data movement kernels only move data: values are for the unpacker, the "
    "math engines and the packer",
    "too_few_operations": "compute each tile with operations of the math engines",
    "wrong_dependence": "check indices: each element depends on its own operands only",
}


def trial_fault(check: str, message: str, *evidence: str) -> Diagnostic:
    """The program fails `check`; `message` continues "the program ..."."""
    return Diagnostic(
        stage=Stage.RUN,
        check=check,
        message=f"the program {message}",
        evidence=evidence,
        hint=_HINTS.get(check, ""),
    )
