"""Runs programs described by a `program.json` on the emulator; compares their outputs with measured ones."""

from tilesmith.tools.replay.agreement import Comparison, compare
from tilesmith.tools.replay.emulation import Emulation, Status, emulate
from tilesmith.tools.replay.program import ProgramError, ReplayProgram, load_program, programs_below

__all__ = [
    "Comparison",
    "Emulation",
    "ProgramError",
    "ReplayProgram",
    "Status",
    "compare",
    "emulate",
    "load_program",
    "programs_below",
]
