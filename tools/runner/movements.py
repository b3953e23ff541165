"""Who moved what over the NoC while one host program ran, as the device saw it."""

from pydantic import BaseModel, ConfigDict

Core = tuple[int, int]
"""Logical x and y."""
Ranges = tuple[tuple[int, int], ...]
"""Bytes of a buffer as the host counts them, from and up to; sorted, without overlaps."""


class _FromDevice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class BufferMoves(_FromDevice):
    """What the kernels of one core read of one buffer and wrote to it."""

    buffer: int
    core: Core
    read: Ranges = ()
    written: Ranges = ()


class CoreLink(_FromDevice):
    """What one core brought into the L1 of another."""

    giver: Core
    getter: Core
    bytes: int = 0
    """By writes of the giver and reads of the getter, without words."""
    multicast_bytes: int = 0
    """By multicasts of the giver, without words."""
    signals: int = 0
    """Transfers of one word: increments of semaphores, flags."""

    @property
    def data(self) -> int:
        """Bytes, whichever way."""
        return self.bytes + self.multicast_bytes


class Multicasts(_FromDevice):
    """What one core sent in multicasts, each counted once, without words."""

    core: Core
    bytes: int


class Movements(_FromDevice):
    """Of all programs that one host program launched."""

    cores: int = 0
    """Of the chip, that can work."""
    buffers: tuple[BufferMoves, ...] = ()
    links: tuple[CoreLink, ...] = ()
    multicasts: tuple[Multicasts, ...] = ()
