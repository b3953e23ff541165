"""What a sandboxed command may use, and which limit ended it."""

from dataclasses import dataclass
from enum import StrEnum

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


class LimitReached(StrEnum):
    """The limit that a command ran into."""

    WALL_TIME = "wall time"
    CPU_TIME = "CPU time"
    MEMORY = "memory"
    PROCESSES = "processes"
    FILE_SIZE = "file size"
    OUTPUT = "output"
    CANCELLED = "cancelled"
    """Not a limit of resources: the caller asked for the end."""


@dataclass(frozen=True)
class Limits:
    """Resources of one sandboxed command, its children included unless a field says otherwise."""

    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    """Of each process on its own."""
    memory_bytes: int = 4 * GIB
    """Resident memory of all processes together."""
    address_space_bytes: int | None = 32 * GIB
    """Of each process on its own. Large: reserving is not using. None: unlimited."""
    file_bytes: int = 1 * GIB
    """Of each file written, and of the private /tmp."""
    processes: int = 64
    """Processes and threads together."""
    output_bytes: int = 1 * MIB
    """Kept of stdout and of stderr, each: the first and the last half."""
    output_total_bytes: int = 64 * MIB
    """Printed on both together before the command is ended."""
