"""Published figures of the chips, and what one operation on a 32x32 tile costs.

Cycles of the matrix unit are from tt-metal's tech report "Matrix Engine": an 8x16 by 16x16 product, a 16x16
reduction or 8x16 elementwise results in each cycle, times the phases of the math fidelity where it applies.
"""

from dataclasses import dataclass

from tilesmith.agent.spec import Arch

TILE_ELEMENTS = 1024
FIDELITY_PHASES = {"LoFi": 1, "HiFi2": 2, "HiFi3": 3, "HiFi4": 4}

MATMUL_CYCLES = 16
"""32x32x32 multiply-adds over 8x16x16 a cycle; a phase."""
ELTWISE_CYCLES = 8
"""1,024 elements over 8x16 a cycle; multiplications take one pass a phase."""
REDUCE_CYCLES = 4
"""1,024 elements over 16x16 a cycle; sums take one pass a phase."""
COPY_CYCLES = 8
"""Through the source register into DST, 8x16 a cycle."""

SFPU_LANES = 32
"""Of a vector instruction (tt-isa-documentation, Vector Unit): 32 instructions for each step over a tile."""
SFPU_STEPS = {"simple": 4, "usual": 16, "heavy": 40}
"""Instructions a vector, load and store included, by kind of function: counted in the LLK sources of a few of
each kind, so an estimate and no published figure."""
_SIMPLE = (
    "add",
    "sub",
    "mul",
    "rsub",
    "abs",
    "negative",
    "square",
    "relu",
    "fill",
    "identity",
    "copy",
    "sign",
    "where",
)
_HEAVY = (
    "gelu",
    "erf",
    "erfinv",
    "gamma",
    "digamma",
    "i0",
    "i1",
    "atan",
    "acos",
    "asin",
    "tan",
    "cosh",
    "sinh",
    "power",
)

UNPACK_BYTES_A_CYCLE = 64
PACK_BYTES_A_CYCLE = 64
"""Between L1 and registers, each way: four 16-byte words (tt-isa-documentation, Unpackers and Packers)."""


@dataclass(frozen=True)
class Chip:
    """Figures of one chip."""

    hertz: float
    """Of the Tensix cores (product pages: 1 GHz, 1.35 GHz)."""
    noc_bytes_a_cycle: int
    """Of one NoC at one core, each way (tt-isa-documentation, NoC)."""
    dram_bytes_a_second: float
    """Of the whole chip: n150 (12 GB GDDR6), p150 (32 GB GDDR6), product pages."""
    noc_latency_cycles: int
    """From a transfer's issue to its barrier's end, at a middle distance: 9 cycles a hop and the memory's own
    latency; an estimate."""


CHIPS = {
    Arch.WORMHOLE_B0: Chip(1.0e9, 32, 288e9, 400),
    Arch.BLACKHOLE: Chip(1.35e9, 64, 512e9, 500),
}


def sfpu_cycles(function: str) -> int:
    """Cycles of the vector unit for a tile, by the name of the function as counted."""
    stem = function.removesuffix("_tile")
    kind = "usual"
    if stem.startswith(_SIMPLE):
        kind = "simple"
    elif any(word in stem for word in _HEAVY):
        kind = "heavy"
    return SFPU_STEPS[kind] * TILE_ELEMENTS // SFPU_LANES
