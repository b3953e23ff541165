"""From counters to times: what each core's kernels take, and what bounds the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tilesmith.agent.spec import Arch
from tilesmith.tools.profile import figures
from tilesmith.tools.profile.figures import CHIPS, FIDELITY_PHASES, Chip

_TIMES_FIDELITY = ("mul_tiles", "mul_bcast", "mul_reuse")
_MATMULS = ("matmul_tiles", "matmul_block")
_COPIES = ("copy_tile", "transpose", "unary_bcast", "tilize_block", "untilize_block", "pack_untilize_block")
_ELTWISE = ("add_tiles", "sub_tiles", "add_bcast", "sub_bcast", "add_reuse", "sub_reuse", *_TIMES_FIDELITY)
_PACKS = ("pack_tile", "tilize_block", "untilize_block", "pack_untilize_block", "pack_untilize_dest")
_NOT_MATH = ("noc_", "cb_", "dram_", "semaphore_", "pack_")


class Bound(StrEnum):
    """What a program spends most of its time on."""

    DRAM = "DRAM"
    NOC = "NoC"
    MATH = "math"
    SYNC = "sync"
    """Waiting for transfers one after the other, instead of having several under way."""


@dataclass(frozen=True)
class CoreEstimate:
    """Cycles of one core; its kernels run side by side."""

    core: tuple[int, int]
    read: float
    """Bytes read over the NoC, at its bandwidth."""
    read_wait: float
    """Latency at read barriers."""
    write: float
    write_wait: float
    unpack: float
    math: float
    pack: float

    @property
    def reader(self) -> float:
        """Of the reads and the waiting for them."""
        return self.read + self.read_wait

    @property
    def writer(self) -> float:
        """Of the writes and the waiting for them."""
        return self.write + self.write_wait

    @property
    def compute(self) -> float:
        """Unpacking, math and packing overlap: the slowest counts."""
        return max(self.unpack, self.math, self.pack)

    @property
    def total(self) -> float:
        """Until the slowest of its kernels is done."""
        return max(self.reader, self.writer, self.compute)

    def busy(self, bound: Bound) -> float:
        """Cycles for which a resource of the core is used; DRAM is none of a core's."""
        match bound:
            case Bound.NOC:
                return max(self.read, self.write)
            case Bound.MATH:
                return self.math
            case Bound.SYNC:
                return max(self.read_wait, self.write_wait)
            case Bound.DRAM:
                return 0.0


@dataclass(frozen=True)
class Estimate:
    """A program's time on a chip."""

    arch: Arch
    cores: tuple[CoreEstimate, ...]
    dram_cycles: float
    """All bytes to and from DRAM at the chip's bandwidth."""

    @property
    def cycles(self) -> float:
        """Until the slowest core is done, or DRAM has moved everything."""
        return max([self.dram_cycles, *(core.total for core in self.cores)])

    @property
    def seconds(self) -> float:
        """The same in seconds."""
        return self.cycles / CHIPS[self.arch].hertz

    @property
    def bound(self) -> Bound:
        """What the slowest part spends most of its time on."""
        if not self.cores or self.dram_cycles >= max(core.total for core in self.cores):
            return Bound.DRAM
        slowest = max(self.cores, key=lambda core: core.total)
        if slowest.compute == slowest.total:
            return Bound.MATH
        waits = slowest.read_wait if slowest.reader >= slowest.writer else slowest.write_wait
        return Bound.SYNC if waits * 2 > slowest.total else Bound.NOC

    def utilisation(self, bound: Bound) -> float:
        """Part of the time for which a resource is busy, from 0 to 1; of cores, the mean."""
        if not self.cycles:
            return 0.0
        if bound is Bound.DRAM:
            return self.dram_cycles / self.cycles
        busy = sum(core.busy(bound) for core in self.cores)
        return busy / (len(self.cores) * self.cycles) if self.cores else 0.0


def estimate(program: Mapping[str, Any], counters: Mapping[str, Any], arch: Arch) -> Estimate:
    """The time of `program` (the members of its `program.json`) with the emulator's `counters` of one run."""
    chip = CHIPS[arch]
    by_core = [(tuple(entry["core"]), entry["counters"]) for entry in counters.get("by_core", ())]
    moved = sum(counters.get(name, 0) for name in ("dram_read_bytes", "dram_write_bytes"))
    return Estimate(
        arch,
        tuple(_core(core, counted, program, chip) for core, counted in sorted(by_core)),
        moved / chip.dram_bytes_a_second * chip.hertz,
    )


def _core(
    core: tuple[int, ...], counted: Mapping[str, int], program: Mapping[str, Any], chip: Chip
) -> CoreEstimate:
    phases = _phases(program, core)
    tile = _tile_bytes(program)
    operands = sum(_operands(name) * number for name, number in counted.items())
    packed = sum(number for name, number in counted.items() if name in _PACKS)
    return CoreEstimate(
        core=(core[0], core[1]),
        read=counted.get("noc_read_bytes", 0) / chip.noc_bytes_a_cycle,
        read_wait=counted.get("noc_read_barriers", 0) * chip.noc_latency_cycles,
        write=counted.get("noc_write_bytes", 0) / chip.noc_bytes_a_cycle,
        write_wait=counted.get("noc_write_barriers", 0) * chip.noc_latency_cycles,
        unpack=operands * tile / figures.UNPACK_BYTES_A_CYCLE,
        math=sum(_math_cycles(name, phases) * number for name, number in counted.items()),
        pack=packed * tile / figures.PACK_BYTES_A_CYCLE,
    )


def _math_cycles(name: str, phases: int) -> float:
    """Of one tile of the operation that the emulator counts as `name`."""
    if name.startswith(_MATMULS):
        return figures.MATMUL_CYCLES * phases
    if name.startswith(_ELTWISE):
        return figures.ELTWISE_CYCLES * (phases if name.startswith(_TIMES_FIDELITY) else 1)
    if name.startswith("reduce"):
        return figures.REDUCE_CYCLES * phases
    if name.startswith(_COPIES):
        return figures.COPY_CYCLES
    return 0.0 if name.startswith(_NOT_MATH) else figures.sfpu_cycles(name)


def _operands(name: str) -> int:
    """Tiles that the unpacker brings for one tile of the operation."""
    if name.startswith((*_MATMULS, "reduce")) or (name.startswith(_ELTWISE) and "reuse" not in name):
        return 2
    return 1 if name.startswith((*_COPIES, *_ELTWISE)) else 0


def _phases(program: Mapping[str, Any], core: tuple[int, ...]) -> int:
    for kernel in program.get("kernels", ()):
        (x0, y0), (x1, y1) = kernel.get("cores", [[0, 0], [0, 0]])
        if kernel.get("kind") == "compute" and x0 <= core[0] <= x1 and y0 <= core[1] <= y1:
            return FIDELITY_PHASES.get(kernel.get("math_fidelity", "HiFi4"), 4)
    return 4


def _tile_bytes(program: Mapping[str, Any]) -> int:
    pages = [int(cb["page_size"]) for cb in program.get("circular_buffers", ())]
    return max(pages, default=2048)
