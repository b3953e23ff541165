"""Verified programs that are shown to whoever drafts another operation."""

import re
from dataclasses import dataclass

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import Memory, OperationSpec, PythonReference, Target, TorchReference
from tilesmith.agent.spec.shapes import dimensions
from tilesmith.knowledge.errors import MissingFromSdkError
from tilesmith.knowledge.operation_functions import broadcast_sides, called_functions
from tilesmith.tools.sdk import Sdk

# For each kind of work two programs, so that none is asked for itself, and why they are shown.
_CHOICE = {
    "communication": (
        ("mul_bcast_scalar", "add_bcast_scalar"),
        "on all cores a tile is multicast, and semaphores say when",
    ),
    "matmul": (("matmul", "reduce_sum_col"), "steps along an inner dimension add up in DST"),
    "reduce": (("reduce_sum_row", "reduce_max_col"), "tiles are reduced into one"),
    "transpose": (("transpose", "reduce_max_col"), "tiles are read in another order"),
    "broadcast": (("mul_bcast_rows", "add_bcast_cols"), "an input with fewer tiles is broadcast"),
    "one input": (("sigmoid", "exp"), "elementwise, of one input"),
    "inputs": (("add", "multiply"), "elementwise, of several inputs"),
}
_MOST = 2
"""Programs shown."""
# What a function in a Python file says of itself, where it is no formula.
_WORDS = {
    "matmul": re.compile(r"@|\b(matmul|dot|einsum)\b"),
    "reduce": re.compile(r"\b(sum|mean|max|amax|min|var|std|softmax|norm|layernorm|rmsnorm)\b"),
    "transpose": re.compile(r"\.T\b|\b(transpose|swapaxes)\b"),
}


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


def examples(spec: OperationSpec, target: Target, sdk: Sdk | None = None) -> list[Example]:
    """Programs to learn `spec` from, the most alike first. None is `spec` itself: that would give it away.

    They are written for `sdk`. Without one, or where it lacks a function that they need, they are as the
    pinned release has them.
    """
    from tilesmith.agent.spec.catalogue import CATALOGUE

    found = []
    for kind in kinds(spec)[:_MOST]:
        choice, reason = _CHOICE[kind]
        other = next(CATALOGUE[name] for name in choice if not _same_function(spec, CATALOGUE[name]))
        found.append(_program(other, target, sdk, f"a verified program: {reason}"))
    return found


def copy_program(target: Target, sdk: Sdk | None) -> Example:
    """The program that does nothing but move tiles: what it calls, every program needs."""
    from tilesmith.agent.spec.catalogue import CATALOGUE

    return _program(CATALOGUE["copy"], target, sdk, "moves tiles and does nothing else")


def _program(spec: OperationSpec, target: Target, sdk: Sdk | None, reason: str) -> Example:
    from tilesmith.agent.template_drafter import TemplateDrafter
    from tilesmith.tools.project import Project

    request = DraftRequest(spec=spec, target=_target_of(spec, target), knowledge=Knowledge())
    try:
        kernels = TemplateDrafter(sdk).draft_kernels(request).files
    except MissingFromSdkError:
        kernels = TemplateDrafter().draft_kernels(request).files
    host = TemplateDrafter().draft_host(request, Project(files=kernels)).files
    return Example(spec, {**kernels, **host}, reason)


def _target_of(program: OperationSpec, target: Target) -> Target:
    """`target`, but matrices are shown where there is a pattern for them: in DRAM."""
    return target.model_copy(update={"memory": Memory.DRAM}) if dimensions(program) else target


def kinds(spec: OperationSpec) -> list[str]:
    """The kinds of work (keys of `_CHOICE`) that `spec` asks for, the most telling first; at least one."""
    found = ["communication"] if spec.communication else []
    found += _matrix_kinds(spec)
    if any("1" in tensor.shape for tensor in spec.inputs) or broadcast_sides(spec):
        found.append("broadcast")
    return found or ["one input" if len(spec.inputs) == 1 else "inputs"]


def _matrix_kinds(spec: OperationSpec) -> list[str]:
    if isinstance(spec.reference, PythonReference | TorchReference):
        text = f"{spec.name.replace('_', ' ')} {spec.description} {spec.reference.path.read_text('utf-8')}"
        return [kind for kind, words in _WORDS.items() if words.search(text)]
    functions = called_functions(spec)
    return [kind for kind in _WORDS if any(function.startswith(kind) for function in functions)]


def _same_function(spec: OperationSpec, other: OperationSpec) -> bool:
    return spec.name == other.name or (
        bool(called_functions(spec)) and (called_functions(spec) == called_functions(other))
    )
