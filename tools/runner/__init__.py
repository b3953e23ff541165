"""Runs a built host program on a device, or what stands in for one, and says how it went."""

from tilesmith.tools.runner.emulator import EmulatorRunner
from tilesmith.tools.runner.model import Runner, RunOptions, RunResult, RunStatus
from tilesmith.tools.runner.report import Finding, KernelCompile, Report, Stuck

__all__ = [
    "EmulatorRunner",
    "Finding",
    "KernelCompile",
    "Report",
    "RunOptions",
    "RunResult",
    "RunStatus",
    "Runner",
    "Stuck",
]
