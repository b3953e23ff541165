"""How closely a program's outputs must agree with what was measured, from what it does."""

import re
from enum import StrEnum

from tilesmith.tools.replay.program import ReplayProgram, Tensor

_MAX = re.compile(r"PoolType::MAX|\b(?:binary|unary)_(?:max|min)\w*_tile\b|\bmax_tile\b")
# Functions of the vector unit end in _tile; those of unpacker, matrix unit and packer are these.
_NOT_SFPU = re.compile(
    r"(?:copy|pack|pack_reconfig|transpose|transpose_wh|untilize|matmul|unary_bcast|copy_dest_values|fill|"
    r"identity|abs|sign|negative|relu|relu_max|relu_min|where|typecast|eqz|nez|ltz|gtz|lez|gez)_tile\Z"
)
_TILE_CALL = re.compile(r"\b(\w+_tile)\s*(?:<[^;()]*>)?\s*\(")
_MATMUL_OR_REDUCE = re.compile(r"\b(?:matmul_tiles|matmul_block|reduce_tile|reduce_block)\b")
_APPROXIMATE = re.compile(r"_tile(?:_init)?\s*<\s*true\b|\bapprox", re.IGNORECASE)


class Rule(StrEnum):
    """What agreement means; each value completes "outputs agree ..."."""

    EXACT = "bit for bit"
    TWO_ULP = "within 2 bf16 ULP of the measured value"
    OWN_ERROR = "within twice the measured program's own error against its golden"
    TWO_ULP_OR_OWN_ERROR = "within 2 bf16 ULP, or within twice the measured program's own error"


# A category that says nothing of the arithmetic, as "multi-core", is not here: the kernels decide.
_BY_CATEGORY = {
    "data movement": Rule.EXACT,
    "data types": Rule.EXACT,
    "fpu eltwise": Rule.EXACT,
    "fpu broadcast": Rule.EXACT,
    "transpose": Rule.EXACT,
    "tilize": Rule.EXACT,
    "matmul": Rule.TWO_ULP,
    "reduce": Rule.TWO_ULP,
    "sfpu unary": Rule.TWO_ULP,
    "sfpu binary": Rule.TWO_ULP,
    "sfpu special values": Rule.TWO_ULP,
    "sfpu chain": Rule.OWN_ERROR,
    "normalization": Rule.TWO_ULP_OR_OWN_ERROR,
}


def rule_for(program: ReplayProgram, tensor: Tensor) -> Rule:
    """The rule for the output `tensor`: by data type and category, else by what the kernels call."""
    if "int" in tensor.dtype or not program.computes:
        return Rule.EXACT
    if _MAX.search(program.kernel_text) and not _vector_functions(program, besides=_MAX):
        return Rule.EXACT
    rule = _BY_CATEGORY.get(program.category) or _by_kernels(program)
    if rule is Rule.TWO_ULP and _vector_functions(program):
        approximate = _APPROXIMATE.search(program.kernel_text) is not None or _uses_approximate_mode(program)
        if tensor.dtype == "float32" or approximate:
            return Rule.OWN_ERROR
    return rule


def _by_kernels(program: ReplayProgram) -> Rule:
    """For a category that is not known here."""
    functions = _vector_functions(program)
    if _MATMUL_OR_REDUCE.search(program.kernel_text):
        return Rule.TWO_ULP_OR_OWN_ERROR if functions else Rule.TWO_ULP
    if not functions:
        return Rule.EXACT
    return Rule.TWO_ULP if len(functions) == 1 else Rule.TWO_ULP_OR_OWN_ERROR


def _vector_functions(program: ReplayProgram, besides: re.Pattern[str] | None = None) -> set[str]:
    """Functions of the vector unit that compute, not merely select or move."""
    names = set(_TILE_CALL.findall(program.kernel_text))
    return {
        name
        for name in names
        if not _NOT_SFPU.match(name)
        and not name.startswith(("noc_", "get_", "matmul_", "reduce_"))
        and not (besides and besides.search(name))
    }


def _uses_approximate_mode(program: ReplayProgram) -> bool:
    return any(
        kernel.get("math_approx_mode") for kernel in program.raw["kernels"] if isinstance(kernel, dict)
    )
