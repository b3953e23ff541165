"""How a sandboxed command ended."""

import signal
from dataclasses import dataclass
from enum import StrEnum

from tilesmith.tools.sandbox.limits import LimitReached


class Isolation(StrEnum):
    """What kept a command away from the machine."""

    BUBBLEWRAP = "bubblewrap"
    """Own namespaces: no network, a read-only system, no home, its own processes."""
    RLIMITS = "rlimits"
    """Resource limits only; files of the user are readable and writable."""


@dataclass(frozen=True)
class SandboxResult:
    """Outcome of one command."""

    returncode: int
    """The exit status; minus the signal's number when a signal ended the command, as in `subprocess`."""
    stdout: str
    stderr: str
    limit: LimitReached | None
    """The limit that ended the command; None when it ended by itself."""
    seconds: float
    isolation: Isolation
    peak_memory_bytes: int = 0
    """Largest resident memory seen; 0 for commands that end before the first look."""

    @property
    def ok(self) -> bool:
        """The command ended by itself with status 0."""
        return self.returncode == 0 and self.limit is None

    @property
    def timed_out(self) -> bool:
        """Wall or CPU time was spent."""
        return self.limit in (LimitReached.WALL_TIME, LimitReached.CPU_TIME)

    @property
    def out_of_memory(self) -> bool:
        """The memory limit ended the command."""
        return self.limit is LimitReached.MEMORY

    @property
    def signal(self) -> str:
        """Name of the signal that ended the command, such as `SIGSEGV`; empty when none did."""
        if self.returncode >= 0:
            return ""
        try:
            return signal.Signals(-self.returncode).name
        except ValueError:
            return f"signal {-self.returncode}"
