"""On which shapes, values and parameters a program is tried."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilesmith.agent.level import Level
from tilesmith.agent.spec import CoreMode, OperationSpec, Target
from tilesmith.agent.spec.shapes import dimensions
from tilesmith.tools.verification.named_sizes import named_sizes
from tilesmith.tools.verification.parameters import defaults, drawn
from tilesmith.tools.verification.tiles import SIDE

Shape = tuple[int, ...]


class Distribution(StrEnum):
    """How the values of an input spread over its range."""

    NOMINAL = "nominal"
    """Uniform."""
    RAMP = "ramp"
    """Another value in each row, column and tile, so that misplaced tiles, faces and transposes show."""
    MAGNITUDES = "magnitudes"
    """From the range's end down to thousandths of it, mixed within a tile."""
    SMALL = "small"
    """Nominal values times 2**-10."""
    LARGE = "large"
    """Nominal values times 2**6."""
    EDGES = "edge"
    """Zeros, the smallest normal numbers, powers of two with their neighbours, the ends of the range."""
    BINARY = "zero and one"
    """For sums and products of which no result is rounded: compared exactly."""
    EXHAUSTIVE = "all"
    """Every bfloat16 of the range of a single input; all that are no NaN where nothing is rounded."""


_SCHEDULES = 2**31
_PRIMES = (2, 3, 5, 7)
# 8x8 tiles have a place for each of the 65,536 bfloat16 values.
_ALL_VALUES: Shape = (8 * 32, 8 * 32)
_GAP_UNIT = 64


@dataclass(frozen=True)
class Case:
    """One run: a shape, values, and parameters. Everything follows from it, so it can be replayed."""

    shape: Shape
    """Of every input; where inputs name their dimensions, the sizes of those."""
    seed: int
    distribution: Distribution
    parameters: tuple[tuple[str, float], ...] = ()
    schedule: int = 0
    """In which order the runner lets kernels run; 0: the natural one."""
    dram_gap: int = 0
    """Bytes between buffers in DRAM that belong to none; they also move every buffer's address."""

    @property
    def label(self) -> str:
        """How evidence names it."""
        parameters = "".join(f", {name}={value:g}" for name, value in self.parameters)
        shape = "x".join(map(str, self.shape))
        schedule = f", schedule {self.schedule}" if self.schedule else ""
        return f"shape {shape}, {self.distribution} values, seed {self.seed}{schedule}{parameters}"


def plan(spec: OperationSpec, target: Target, level: Level, seed: int) -> list[Case]:
    """The runs of the host program that `seed` gives, the plainest first.

    All but the first run their kernels in an order of their own, so that races show.
    """
    source = np.random.default_rng(seed)
    distributions = (Distribution.NOMINAL, Distribution.RAMP, Distribution.MAGNITUDES)
    return [
        Case(
            shape=shape,
            seed=int(source.integers(2**32)),
            distribution=distributions[place % len(distributions)],
            schedule=int(source.integers(1, _SCHEDULES)) if place else 0,
            parameters=drawn(spec, source) if place else defaults(spec),
            dram_gap=_GAP_UNIT * int(source.integers(1, 64)),
        )
        for place, shape in enumerate(_shapes(spec, target, level, source))
    ]


def _shapes(spec: OperationSpec, target: Target, level: Level, source: np.random.Generator) -> list[Shape]:
    """Sizes are drawn anew each time, so that no program can know them."""
    rounds = 3 if level is Level.EXHAUSTIVE else 1
    if dimensions(spec):
        many_cores = target.core_mode is CoreMode.MULTI
        return named_sizes(spec, source, rounds, few=level is Level.QUICK, many_cores=many_cores)
    shapes = [(SIDE, SIDE), *(shape for _ in range(rounds) for shape in _round(target, level, source))]
    if level is not Level.QUICK and len(spec.inputs) == 1:
        shapes.append(_ALL_VALUES)
    return shapes


def _round(target: Target, level: Level, source: np.random.Generator) -> list[Shape]:
    def tiles() -> int:
        return int(source.choice(_PRIMES)) * SIDE

    def ragged() -> int:
        return int(source.integers(SIDE + 1, 3 * SIDE)) // 2 * 2 - 1  # odd: never whole tiles

    batch = int(source.integers(2, 4))
    if level is Level.QUICK:
        return [(tiles(), tiles()), (batch, ragged(), ragged())]
    shapes = [(SIDE, tiles()), (tiles(), SIDE), (batch, ragged(), ragged()), (ragged(), tiles())]
    if target.core_mode is CoreMode.MULTI:
        # 231 to 299 tiles: three for most of a Wormhole's 72 cores and four or five for some, so that buffers
        # of two tiles are filled a second time on every core.
        shapes.append((int(source.choice((11, 13))) * SIDE, int(source.choice((21, 23))) * SIDE))
    return [*shapes, (2, batch, ragged(), tiles())]
