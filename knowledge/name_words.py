"""The words of names as people write them, and as the API has them.

Everything here is about words, never about a whole name: what is true of `reciprocal` is true in every name.
"""

import re

_PHRASES = (
    (r"circular_buffers?", "cb"),
    (r"element_?wise", "eltwise"),
    (r"matrix_(?:multipl[a-z]+|product)|mat_mul", "matmul"),
    (r"square_root", "sqrt"),
    (r"run_time", "runtime"),
    (r"destination_reg[a-z]*", "dst_regs"),
    (r"(?:inverse|inv|reciprocal|recip)_sqrt", "rsqrt"),
    (r"cube_root", "cbrt"),
    (r"arc(sin|cos|tan)(h|2)?", r"a\1\2"),
    (r"lrelu|leaky_?relu", "leaky_relu"),
    (r"ceil_div|div_ceil|cdiv|div_round_up", "div_up"),
    (r"eltwise_(?:unary|binary)_sfpu", "sfpu"),
    (r"exp_minus_(?:1|one)", "expm1"),
    (r"log_(?:(?:1|one)_plus|plus_(?:1|one)|1p)", "log1p"),
    (r"shl|lshift|shift_left", "left_shift"),
    (r"shr|rshift|shift_right", "right_shift"),
    (r"inclu(?:de|ding)_(?:src|source|self)", "loopback_src"),
    (r"exclu(?:de|ding)_(?:src|source|self)", ""),
    (r"(?:cumulative|running|prefix)_sum", "cumsum"),
    (r"natural_log(?:arithm)?", "log"),
    (r"hyperbolic_sine?", "sinh"),
    (r"hyperbolic_cos(?:ine)?", "cosh"),
    (r"hyperbolic_tan(?:gent)?", "tanh"),
    (r"(?:mul|multiply)_(?:and_)?(?:accumulate|add)", "mac"),
    (r"wait_(?:until_)?(?:at_least|greater_equal|gte|geq|ge)", "wait_min"),
    (r"greater_(?:than_)?(?:or_)?equal(?:_to)?", "ge"),
    (r"less_(?:than_)?(?:or_)?equal(?:_to)?", "le"),
    (r"greater(?:_than)?", "gt"),
    (r"less(?:_than)?", "lt"),
    (r"not_equal(?:_to)?", "ne"),
    (r"equal(?:_to)?", "eq"),
    (r"(eq|ne|lt|le|gt|ge)_zeros?", r"\1z"),
    (r"at_least", "min"),
    # The lock of DST bears the name of the registers, not that of the memory.
    (r"(?:dst|dest)(?:_reg\w*?)?_(acquire|commit|wait|release)", r"tile_regs_\1"),
    (r"(acquire|commit|wait|release)_(?:dst|dest)", r"tile_regs_\1"),
)
_COMPILED = tuple((re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])"), short) for pattern, short in _PHRASES)
SPELLINGS = {
    "pow": "power", "increment": "inc", "mult": "mul", "multiply": "mul", "subtract": "sub", "divide": "div",
    "relu6": "relu", "swish": "silu", "scalar": "unary", "sine": "sin", "cosine": "cos", "tangent": "tan",
    "logarithm": "log", "exponential": "exp", "reciprocal": "recip", "absolute": "abs", "negate": "negative",
    "neg": "negative", "mcast": "multicast", "broadcast": "bcast", "pointer": "ptr", "address": "addr",
    "value": "val", "argument": "arg", "sem": "semaphore", "mm": "matmul", "mat": "matmul",
    "reconfigure": "reconfig", "destination": "dest", "dst": "dest", "indices": "index", "idx": "index",
    "sqr": "square", "inverse": "recip", "move": "copy", "bytes": "size", "startup": "init",
    "clip": "clamp", "gemm": "matmul", "ln": "log", "cast": "typecast", "convert": "typecast", "fma": "mac",
    "uniform": "rand", "random": "rand", "sgn": "sign", "signum": "sign", "mod": "remainder",
    "modulo": "remainder", "rcp": "recip", "inv": "recip", "backward": "derivative", "grad": "derivative",
    "bw": "derivative", "step": "heaviside", "select": "where", "rt": "runtime", "generator": "gen",
    "configuration": "config", "bfloat16": "bf16", "float32": "fp32", "into": "to", "truncate": "trunc",
    "bmm": "matmul", "deinit": "uninit", "revert": "uninit",
}  # fmt: skip
"""What people write in full, or short, or know by another library's word, where the API does not."""
HOST_VERBS = {
    "init": "create", "initialize": "create", "make": "create", "new": "create", "build": "create",
    "allocate": "create", "free": "deallocate", "destroy": "deallocate", "launch": "enqueue",
    "submit": "enqueue", "run": "enqueue", "execute": "enqueue", "dispatch": "enqueue", "wait": "finish",
    "setup": "create", "define": "create", "register": "create", "open": "create", "load": "create",
    "kind": "type", "argument": "arg", "arguments": "arg",
}  # fmt: skip
"""What people call the doings of a host program."""


def with_short_words(name: str) -> str:
    """`name`, its words parted by underscores, with the API's word for each phrase of several words."""
    for pattern, short in _COMPILED:
        name = pattern.sub(short, name)
    return name
