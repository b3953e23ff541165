"""What a runner takes and gives."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner.report import Report
from tilesmith.tools.sandbox import GIB, Limits, Signal

_LIMITS = Limits(wall_seconds=60, cpu_seconds=60, memory_bytes=4 * GIB)


class RunStatus(StrEnum):
    """How a run ended."""

    OK = "ok"
    """By itself, with exit code 0 and no finding of severity error. Says nothing about the outputs."""
    FAILED = "failed"
    """By itself, with an error of its own or of the host API."""
    HANG = "hang"
    """Every kernel waits for something that cannot come."""
    FAULT = "fault"
    """The device was misused."""
    COMPILE_ERROR = "compile_error"
    """A kernel does not compile."""
    UNSUPPORTED = "unsupported"
    """The runner lacks what the program uses: nothing is known of the program."""
    CRASH = "crash"
    """A signal ended it."""
    LIMIT = "limit"
    """Time, memory or another resource was spent."""


@dataclass(frozen=True)
class RunOptions:
    """How one run shall go."""

    arguments: tuple[str, ...] = ()
    """Of the program, besides `--inputs` and `--outputs`."""
    schedule_seed: int = 0
    """Order in which the emulator lets kernels run; 0: the natural one."""
    strict: bool = True
    """A finding of severity error ends the run as a failure, also where the outputs are right."""
    dram_gap: int = 0
    """Bytes between buffers in DRAM that belong to none; a multiple of 64."""
    record: bool = False
    """Keep the record of the programs that were launched."""
    kernel_path: Path | None = None
    """A folder in which kernels are looked for that are not below the project."""
    limits: Limits = _LIMITS
    cancel: Signal | None = None


@dataclass(frozen=True)
class RunResult:
    """Outcome of one run."""

    status: RunStatus
    diagnostics: tuple[Diagnostic, ...]
    """Why it failed; empty when it is OK or UNSUPPORTED."""
    stdout: str
    stderr: str
    seconds: float
    report: Report | None = None
    records: tuple[dict[str, Any], ...] = ()
    reason: str = ""
    """What the runner lacks, when it is UNSUPPORTED: completes "the emulator lacks ..."."""

    @property
    def ok(self) -> bool:
        """The program ended well; its outputs are yet to be judged."""
        return self.status is RunStatus.OK


class Runner(Protocol):
    """Runs host programs: on the emulator, a simulator or silicon."""

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    def run(self, executable: Path, case_dir: Path, options: RunOptions = ...) -> RunResult:
        """Run `executable` on `case_dir/inputs` (.npy files); it writes to `case_dir/outputs`."""
        ...
