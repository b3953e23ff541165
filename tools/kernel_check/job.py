"""What a kernel check is told: one kernel as the host program creates it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class KernelRole(StrEnum):
    """The processors that a kernel runs on."""

    READER = "reader"
    """NCRISC, which tt-metal's `ReaderDataMovementConfig` chooses."""
    WRITER = "writer"
    """BRISC, which tt-metal's `WriterDataMovementConfig` chooses."""
    COMPUTE = "compute"
    """The three TRISCs."""


@dataclass(frozen=True)
class CbConfig:
    """A circular buffer as the host creates it."""

    index: int
    format: str = "Float16_b"
    """Name in `tt::DataFormat`."""
    page_size: int = 2048
    """In bytes."""


@dataclass(frozen=True)
class KernelJob:
    """One kernel and everything of the host program that its compilation depends on."""

    path: str
    """Path in the project; diagnostics name it."""
    source: str
    role: KernelRole
    compile_args: tuple[int, ...] = ()
    named_args: Mapping[str, int] = field(default_factory=dict)
    defines: Mapping[str, str] = field(default_factory=dict)
    cbs: tuple[CbConfig, ...] = ()
    """Circular buffers on the kernel's cores; the others count as bfloat16 tiles."""
    fp32_dest_acc: bool = False
    math_approx: bool = False
    dst_full_sync: bool = False
    math_fidelity: str = "HiFi4"
    headers: Mapping[str, str] = field(default_factory=dict)
    """Other files of the project by path, which the kernel may include."""
