"""On which shapes, values and parameters a program is tried."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilesmith.agent.spec import CoreMode, OperationSpec, Target

Shape = tuple[int, ...]


class Level(StrEnum):
    """How much is tried."""

    QUICK = "quick"
    """A few cases, for drafts under repair."""
    STANDARD = "standard"
    """What `verified` means: every shape with every seed."""


class Distribution(StrEnum):
    """How the values of an input spread over its range."""

    NOMINAL = "nominal"
    """Uniform."""
    RAMP = "ramp"
    """Another value in each row, column and tile, so that misplaced tiles, faces and transposes show."""
    MAGNITUDES = "magnitudes"
    """From the range's end down to thousandths of it, mixed within a tile."""


# One tile; several tiles; padding in both dimensions with a batch; uneven over any few cores.
_SINGLE_CORE: tuple[Shape, ...] = ((32, 32), (64, 96), (2, 40, 70))
# The last one has 77 tiles: more than the 72 cores of a Wormhole, and not a multiple of them.
_MULTI_CORE: tuple[Shape, ...] = ((32, 32), (96, 160), (3, 45, 70), (7 * 32, 11 * 32))
_SCHEDULES = 2**31
_SEEDS = {Level.QUICK: 1, Level.STANDARD: 3}


@dataclass(frozen=True)
class Case:
    """One run: a shape, values, and parameters. Everything follows from it, so it can be replayed."""

    shape: Shape
    seed: int
    distribution: Distribution
    parameters: tuple[tuple[str, float], ...] = ()
    schedule: int = 0
    """In which order the runner lets kernels run; 0: the natural one."""

    @property
    def label(self) -> str:
        """How evidence names it."""
        parameters = "".join(f", {name}={value:g}" for name, value in self.parameters)
        shape = "x".join(map(str, self.shape))
        schedule = f", schedule {self.schedule}" if self.schedule else ""
        return f"shape {shape}, {self.distribution} values, seed {self.seed}{schedule}{parameters}"


def plan(spec: OperationSpec, target: Target, level: Level, seed: int) -> list[Case]:
    """The cases that `seed` gives, the plainest first: every shape with each seed and distribution.

    All but the first run their kernels in an order of their own, so that races show.
    """
    shapes = _MULTI_CORE if target.core_mode is CoreMode.MULTI else _SINGLE_CORE
    source = np.random.default_rng(seed)
    distributions = list(Distribution)
    cases: list[Case] = []
    for turn in range(_SEEDS[level]):
        for place, shape in enumerate(shapes):
            cases.append(
                Case(
                    shape=shape,
                    seed=int(source.integers(2**32)),
                    distribution=distributions[(turn + place) % len(distributions)],
                    schedule=int(source.integers(1, _SCHEDULES)) if cases else 0,
                    parameters=_parameters(spec, source, varied=bool(cases)),
                )
            )
    return cases


def _parameters(
    spec: OperationSpec, source: np.random.Generator, varied: bool
) -> tuple[tuple[str, float], ...]:
    """float32 values, as the device takes them; the first case has the defaults."""
    values = []
    for parameter in spec.parameters:
        value = parameter.value
        if varied and parameter.low is not None and parameter.high is not None:
            value = float(source.uniform(parameter.low, parameter.high))
        values.append((parameter.name, float(np.float32(value))))
    return tuple(values)
