"""Runs the examples that were built, and says how each fared."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tilesmith.tools.examples.build import BuiltExamples
from tilesmith.tools.runner import EmulatorRunner, RunOptions, RunResult, RunStatus
from tilesmith.tools.sandbox import GIB, Limits
from tilesmith.tools.sdk import cache_root

# A busy machine makes a run longer, not dearer.
_LIMITS = Limits(wall_seconds=900, cpu_seconds=180, memory_bytes=4 * GIB)
# What the emulator says of meshes that are larger than its own.
_FEWER_DEVICES = "devices, but the emulator has"
# Several examples only write buffers and read them back.
_LAUNCHES_NOTHING = "no_device_work"
# A header in a folder belongs to a library: TT-Metalium or another that is not installed.
_NO_LIBRARY = re.compile(r"\S+/\S+: No such file or directory")


class Outcome(StrEnum):
    """How an example fared."""

    PASSED = "passed"
    FAILED = "failed"
    BEYOND = "beyond the emulator"
    """It needs more devices, a part of the host API or of silicon that the emulator does not have, or a
    library that is not installed."""


@dataclass(frozen=True)
class Example:
    """One example after its run."""

    name: str
    outcome: Outcome
    reason: str = ""
    """Why it did not pass, or the worst that was found in one that did."""
    seconds: float = 0.0


def run_examples(checkout: Path, prefix: Path, built: BuiltExamples, jobs: int) -> Iterator[Example]:
    """Run each executable from the top of `checkout`, where kernels are; last come those not built."""
    runner = EmulatorRunner(checkout, prefix, cache_root() / "examples" / "kernels")
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(lambda name: _run(runner, name, built), built.executables)
    for name, error in built.failures.items():
        beyond = _NO_LIBRARY.fullmatch(error)
        yield Example(name, Outcome.BEYOND if beyond else Outcome.FAILED, error)


def _run(runner: EmulatorRunner, name: str, built: BuiltExamples) -> Example:
    options = RunOptions(limits=_LIMITS, strict=False, kernel_path=built.moved)
    result = runner.run_alone(built.executables[name], options)
    outcome, reason = _judged(result)
    return Example(name, outcome, reason, result.seconds)


def _judged(result: RunResult) -> tuple[Outcome, str]:
    found = sorted(result.report.findings, key=lambda f: f.severity != "error") if result.report else []
    if result.status is RunStatus.OK:
        return Outcome.PASSED, f"{found[0].check}: {found[0].message}" if found else ""
    if [fault.check for fault in result.diagnostics] == [_LAUNCHES_NOTHING]:
        return Outcome.PASSED, "it launches no program"
    if result.status is RunStatus.UNSUPPORTED:
        return Outcome.BEYOND, result.reason
    if found and found[0].severity == "error":
        place, words = (found[0].file, found[0].line), found[0].message
    else:
        place, words = (result.diagnostics[0].file, result.diagnostics[0].line), result.diagnostics[0].message
    outcome = Outcome.BEYOND if _FEWER_DEVICES in words else Outcome.FAILED
    return outcome, f"{Path(place[0]).name}:{place[1]}: {words}" if place[1] else words
