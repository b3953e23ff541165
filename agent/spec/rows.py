"""Operations on tensors that lie in rows instead of tiles."""

from tilesmith.agent.spec.expression import moves_only, parse
from tilesmith.agent.spec.model import ExpressionReference, OperationSpec


def moves_rows(spec: OperationSpec) -> bool:
    """Whether rows go through L1 and nothing else is done: compute kernels work on tiles."""
    tensors = len(spec.inputs) + len(spec.outputs)
    if not isinstance(spec.reference, ExpressionReference) or len(spec.row_major) < tensors:
        return False
    return moves_only(parse(spec.reference.text))
