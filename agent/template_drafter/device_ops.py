"""The SFPU functions of SDK 0.81 by what they compute and on which operands.

A signature has one letter an operand: T a tile in DST, S a scalar (float32 bits). Source of names and
arguments: the doc tables of `tt_metal/hw/inc/api/compute`; of the rounding: measured outputs of each
function with a 16-bit DST.
"""

from dataclasses import dataclass
from enum import Enum


class Rounding(Enum):
    """What a function does to its result when DST holds 16 bits."""

    EXACT = "no rounding: the result is one of the operands"
    STEP = "no rounding, but the result jumps where the operand differs by a trifle"
    NEAREST = "rounded by the function"
    TRUNCATED = "cut to bfloat16 by the store to DST"


@dataclass(frozen=True)
class DeviceOp:
    """One SFPU function: how it is initialised and called.

    `call` has `{0}`, `{1}` ... for the operands in the order of the signature and, when the result may go
    to any tile of DST, `{out}`; without it the result replaces the first tile. `{format}` is DST's format.
    """

    init: str
    call: str
    header: str
    rounding: Rounding

    @property
    def in_place(self) -> bool:
        """Whether the result replaces the first tile among the operands."""
        return "{out}" not in self.call


_UNARY = "api/compute/eltwise_unary"
_GENERAL = "api/compute/compute_kernel_api.h"
_SCALAR = f"{_UNARY}/binop_with_scalar.h"
_BINARY = "api/compute/eltwise_binary_sfpu.h"
_EXACT, _STEP, _NEAREST, _TRUNCATED = Rounding.EXACT, Rounding.STEP, Rounding.NEAREST, Rounding.TRUNCATED


def _unary(function: str, header: str, rounding: Rounding = _NEAREST, template: str = "") -> DeviceOp:
    return DeviceOp(f"{function}_tile_init{template}", f"{function}_tile{template}({{0}})", header, rounding)


def _binary(function: str, header: str, rounding: Rounding) -> DeviceOp:
    return DeviceOp(f"{function}_tile_init", f"{function}_tile({{0}}, {{1}}, {{out}})", header, rounding)


def _with_scalar(function: str, header: str, rounding: Rounding, init: str = "") -> DeviceOp:
    return DeviceOp(init or f"{function}_tile_init", f"{function}_tile({{0}}, {{1}})", header, rounding)


def _arithmetic(function: str, rounding: Rounding = _TRUNCATED) -> DeviceOp:
    return _with_scalar(f"{function}_unary", _SCALAR, rounding, "binop_with_scalar_tile_init")


def _rounding_op(function: str) -> DeviceOp:
    return DeviceOp("rounding_op_tile_init", f"{function}_tile({{0}})", f"{_UNARY}/rounding.h", _STEP)


_COMPARISONS = {
    "less": "lt",
    "less_equal": "le",
    "greater": "gt",
    "greater_equal": "ge",
    "equal": "eq",
    "not_equal": "ne",
}

FPU_OPS = {"add": "add", "subtract": "sub", "multiply": "mul"}
"""The functions that the FPU has as well, for two tiles in CBs: `add_init` and `add_tiles`."""

DEVICE_OPS: dict[tuple[str, str], DeviceOp] = {
    ("add", "TT"): _binary("add_binary", _BINARY, _TRUNCATED),
    ("add", "TS"): _arithmetic("add"),
    ("subtract", "TT"): _binary("sub_binary", _BINARY, _TRUNCATED),
    ("subtract", "TS"): _arithmetic("sub"),
    # scalar - tile
    ("subtract", "ST"): DeviceOp(
        "binop_with_scalar_tile_init", "rsub_unary_tile({1}, {0})", _SCALAR, _NEAREST
    ),
    ("multiply", "TT"): _binary("mul_binary", _BINARY, _NEAREST),
    ("multiply", "TS"): _arithmetic("mul"),
    ("divide", "TT"): _binary("div_binary", _BINARY, _NEAREST),
    ("power", "TT"): _binary("power_binary", _BINARY, _NEAREST),
    ("power", "TS"): _with_scalar("power", _GENERAL, _NEAREST),
    ("power", "ST"): DeviceOp("rpow_tile_init", "rpow_tile({1}, {0})", f"{_UNARY}/rpow.h", _NEAREST),
    ("maximum", "TT"): _binary("binary_max", "api/compute/binary_max_min.h", _EXACT),
    ("maximum", "TS"): _with_scalar("unary_max", _GENERAL, _EXACT),
    ("minimum", "TT"): _binary("binary_min", "api/compute/binary_max_min.h", _EXACT),
    ("minimum", "TS"): _with_scalar("unary_min", _GENERAL, _EXACT),
    ("negative", "T"): _unary("negative", f"{_UNARY}/negative.h", _EXACT),
    ("abs", "T"): _unary("abs", _GENERAL, _EXACT),
    ("sign", "T"): _unary("sign", _GENERAL, _STEP),
    ("relu", "T"): _unary("relu", f"{_UNARY}/relu.h", _EXACT),
    ("square", "T"): _unary("square", _GENERAL),
    ("reciprocal", "T"): _unary("recip", f"{_UNARY}/recip.h"),
    ("sqrt", "T"): _unary("sqrt", f"{_UNARY}/sqrt.h"),
    ("rsqrt", "T"): _unary("rsqrt", f"{_UNARY}/rsqrt.h"),
    ("cbrt", "T"): _unary("cbrt", f"{_UNARY}/cbrt.h"),
    ("exp", "T"): _unary("exp", f"{_UNARY}/exp.h"),
    ("exp2", "T"): _unary("exp2", _GENERAL),
    ("expm1", "T"): _unary("expm1", _GENERAL),
    ("log", "T"): _unary("log", _GENERAL),
    # The argument is the factor that turns a natural logarithm into the wanted one: 1/ln(2), 1/ln(10).
    ("log2", "T"): DeviceOp(
        "log_with_base_tile_init", "log_with_base_tile({0}, 0x3fb8aa3bu)", _GENERAL, _NEAREST
    ),
    ("log10", "T"): DeviceOp(
        "log_with_base_tile_init", "log_with_base_tile({0}, 0x3ede5bd9u)", _GENERAL, _NEAREST
    ),
    ("log1p", "T"): _unary("log1p", f"{_UNARY}/log1p.h"),
    ("sigmoid", "T"): _unary("sigmoid", _GENERAL),
    ("silu", "T"): _unary("silu", _GENERAL),
    ("tanh", "T"): _unary("tanh", _GENERAL),
    # Both are approximate unless told otherwise.
    ("gelu", "T"): _unary("gelu", f"{_UNARY}/gelu.h", template="<false>"),
    ("erf", "T"): _unary("erf", f"{_UNARY}/erf_erfc.h", template="<false>"),
    ("mish", "T"): _unary("mish", f"{_UNARY}/mish.h", template="<false>"),
    # beta = 1, 1 / beta = 1, and the input itself above 20, where exp(-x) is below float32's precision.
    ("softplus", "T"): DeviceOp(
        "softplus_tile_init",
        "softplus_tile({0}, 0x3f800000u, 0x3f800000u, 0x41a00000u)",
        f"{_UNARY}/softplus.h",
        _NEAREST,
    ),
    ("leaky_relu", "TS"): _with_scalar("leaky_relu", f"{_UNARY}/relu.h", _TRUNCATED),
    ("elu", "TS"): _with_scalar("elu", f"{_UNARY}/elu.h", _NEAREST),
    ("clamp", "TSS"): DeviceOp("clamp_tile_init", "clamp_tile({0}, {1}, {2})", f"{_UNARY}/clamp.h", _EXACT),
    **{(name, "T"): _unary(name, f"{_UNARY}/trigonometry.h") for name in ("sin", "cos", "tan", "atan")},
    **{(name, "T"): _rounding_op(name) for name in ("floor", "ceil", "trunc")},
    # To 0 decimals.
    ("round", "T"): DeviceOp("rounding_op_tile_init", "round_tile({0}, 0)", f"{_UNARY}/rounding.h", _STEP),
    **{(name, "TT"): _binary(f"{short}_binary", _BINARY, _STEP) for name, short in _COMPARISONS.items()},
    **{
        (name, "TS"): _with_scalar(f"unary_{short}", f"{_UNARY}/comp.h", _STEP)
        for name, short in _COMPARISONS.items()
    },
    ("where", "TTT"): DeviceOp(
        "where_tile_init",
        "where_tile<DataFormat::{format}>({0}, {1}, {2}, {out})",
        f"{_UNARY}/where.h",
        _EXACT,
    ),
    # A tile full of one value, for functions that take only tiles.
    ("fill", "S"): DeviceOp(
        "fill_tile_init", "fill_tile_bitcast({out}, {0})", f"{_UNARY}/fill.h", _TRUNCATED
    ),
}


# What the matrix engine has for functions of whole matrices, each after its init.
_MATRIX_OPS = {
    "matmul": ("matmul_init", "matmul_tiles"),
    "transpose": ("transpose_init", "transpose_tile"),
    **dict.fromkeys(
        ("reduce_sum", "reduce_max", "reduce_mean"), ("reduce_init", "reduce_tile", "reduce_uninit")
    ),
}


def device_functions(function: str) -> tuple[str, ...]:
    """Names of what computes `function`, on whatever operands, each after its init: FPU first, then SFPU."""
    fpu = [f"{short}_{form}" for form in ("init", "tiles") if (short := FPU_OPS.get(function))]
    fpu += _MATRIX_OPS.get(function, ())
    ops = [op for (name, _), op in DEVICE_OPS.items() if name == function]
    sfpu = [text.split("(")[0].split("<")[0] for op in ops for text in (op.init, op.call)]
    return tuple(dict.fromkeys(fpu + sfpu))
