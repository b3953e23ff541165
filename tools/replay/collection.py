"""Many programs at once, and a table of how they fared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.replay.emulation import Emulation, emulate
from tilesmith.tools.replay.program import load_program
from tilesmith.tools.runner import RunOptions


@dataclass
class Tally:
    """How the programs of one category fared, on all architectures."""

    faulty: bool = False
    """Its programs have planted faults: they should be reported."""
    runs: int = 0
    good: int = 0
    """Ran to their end without an error, and agree with what was measured."""
    identical: int = 0
    """Every measured element the same."""
    reported: int = 0
    """Something was said against them."""
    worst_ulp: float = 0.0
    """Largest difference of a finite element, in bf16 ULP of the measured value."""
    wrong: list[Emulation] = field(default_factory=list)
    """Those that did not fare as they should."""


def emulate_all(
    folders: Sequence[Path], arches: Sequence[Arch], prefix: Path, options: RunOptions, jobs: int
) -> Iterator[Emulation]:
    """Run each program on each architecture, several at a time; results in order.

    Raises:
        ProgramError: a folder holds no program that can be run.
    """
    programs = [load_program(folder) for folder in folders]
    work = [(program, arch) for program in programs for arch in arches]
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(lambda item: emulate(item[0], item[1], prefix, options=options), work)


def as_expected(run: Emulation) -> bool:
    """A faultless program is good; of one with a planted fault, something is said."""
    return run.reported if run.program.description.fault else run.good


def tallies(runs: Iterable[Emulation]) -> dict[str, Tally]:
    """The runs by category, in the order of the categories' names; programs with planted faults last."""
    found: dict[str, Tally] = defaultdict(Tally)
    for run in runs:
        tally = found[run.program.category or "other"]
        tally.faulty |= bool(run.program.description.fault)
        tally.runs += 1
        tally.good += run.good
        tally.reported += run.reported
        tally.identical += run.good and all(each.different == 0 for each in run.comparisons.values())
        ulps = [each.max_ulp_bf16 for each in run.comparisons.values()]
        tally.worst_ulp = max([tally.worst_ulp, *ulps])
        if not as_expected(run):
            tally.wrong.append(run)
    return dict(sorted(found.items(), key=lambda item: (item[1].faulty, item[0])))
