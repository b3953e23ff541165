"""Random words for operands: mostly sensible, so that a kernel gets far, and some of all kinds."""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tilesmith.agent.spec import Arch

Core = tuple[int, int]

GRID: dict[Arch, Core] = {Arch.WORMHOLE_B0: (8, 9), Arch.BLACKHOLE: (13, 10)}
"""Worker cores in x and y (tools/emulator/src/arch.cpp)."""
_L1_BYTES = 0x180000
_FIRST_BUFFER = {Arch.WORMHOLE_B0: 0x19D60, Arch.BLACKHOLE: 0x1B480}
_DRAM_BASE = {Arch.WORMHOLE_B0: 0x100040, Arch.BLACKHOLE: 0x100080}
_SEMAPHORES = 4
_READ_POINTER, _SEMAPHORE, _ANYWHERE = 256, 512, 768
"""Kinds of `own_address` (kernels.py); below these the write pointer of a circular buffer."""


def noc_coordinate(arch: Arch, core: Core) -> Core:
    """Where kernels find a worker core on the NoC (tools/emulator/src/arch.cpp)."""
    x, y = core
    return (x + 18, y + 18) if arch is Arch.WORMHOLE_B0 else (x + 1 if x < 7 else x + 3, y + 2)


@dataclass(frozen=True)
class Values:
    """What the operands of one program may name."""

    random: Random
    arch: Arch
    circular_buffers: Sequence[int]
    cores: Sequence[Core]
    page_sizes: Sequence[int]
    strangeness: float
    """How many of the values are none that a sensible kernel would use, from 0 to 1."""

    def words(self, kind: str) -> list[int]:
        """Words for an operand of this kind."""
        many: dict[str, Callable[[], list[int]]] = {
            "l1": self._own_address,
            "noc": self._remote_address,
            "multicast": self._rectangle,
            "pointer": self._pointer,
        }
        one: dict[str, Callable[[], int]] = {
            "cb": self._circular_buffer,
            "pages": lambda: self._mostly([1, 1, 1, 2, 3, 4], 0),
            "tile": lambda: self._mostly([0, 0, 0, 1, 2, 3], 40),
            "dst": lambda: self._mostly([0, 0, 1, 2, 3], 16),
            "small": lambda: self._mostly([0, 1, 1, 2, 3, 4, 8], 64),
            "bytes": self._bytes,
        }
        return many[kind]() if kind in many else [one.get(kind, self._word)()]

    def _mostly(self, usual: Sequence[int], limit: int) -> int:
        chance = self.random.random()
        if chance >= self.strangeness:
            return self.random.choice(usual)
        return self.random.randint(0, limit) if chance < 0.7 * self.strangeness else self._word()

    def _is_strange(self) -> bool:
        return self.random.random() < self.strangeness

    def _circular_buffer(self) -> int:
        return self._mostly(self.circular_buffers, 33)

    def _word(self) -> int:
        kind = self.random.randrange(4)
        if kind == 0:
            return self.random.choice([0, 1, 2, 0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0x7F800000, 0x7FC00001])
        if kind == 1:
            return int(struct.unpack("<I", struct.pack("<f", self.random.uniform(-8, 8)))[0])
        return self.random.randrange(256) if kind == 2 else self.random.getrandbits(32)

    def _bytes(self) -> int:
        usual = [*self.page_sizes, *self.page_sizes, 4, 16, 32, 64, 2048]
        return self.random.randint(0, 65) if self._is_strange() else self._mostly(usual, 70000)

    def _offset(self) -> int:
        return self._mostly([0, 0, 0, 0, 0, 0, 16, 32, 64], 1 << 20)

    def _own_address(self) -> list[int]:
        kind = self.random.choices([0, _READ_POINTER, _SEMAPHORE, _ANYWHERE], [45, 25, 22, 8])[0]
        if kind == _ANYWHERE:
            return [kind, self._l1_address()]
        if kind == _SEMAPHORE:
            return [kind + self._mostly(range(_SEMAPHORES), 20) % 256, self._mostly([0], 64)]
        return [kind + self._circular_buffer() % 256, self._offset()]

    def _l1_address(self) -> int:
        first = _FIRST_BUFFER[self.arch]
        if not self._is_strange():
            return first + self.random.choice([0, 0, 0, 16, 32, 2048, 4096, 8192])
        if self.random.random() < 0.5:
            return self.random.choice(
                [0x13000, 0x13010, 0x10000, 0xFFF0, _L1_BYTES - 2048, _L1_BYTES - 16, _L1_BYTES]
            )
        return self._mostly([self.random.randrange(0, _L1_BYTES, 16)], _L1_BYTES)

    def _dram_address(self) -> int:
        return (
            self._mostly(
                [_DRAM_BASE[self.arch] + step for step in (0, 0, 0, 0, 0, 0, 0, 0, 64, 2048)], 0x40000000
            )
            & 0xFFFFFFFF
        )

    def _remote_address(self) -> list[int]:
        kind = self.random.choices(range(7), [15, 10, 3, 50, 5, 15, 2])[0]
        if kind == 0:
            return [kind, *self._coordinate(), self._l1_address()]
        if kind == 5:
            own, offset = self._own_address()
            return [kind, own, 0, offset]
        if kind == 6:
            return [kind, self._word(), 0, self._word()]
        place = self._mostly([0, 0, 0, 1], 200)
        if kind in (1, 2):
            return [kind, place, 0, self._dram_address() if kind == 1 else self._l1_address()]
        base = self._dram_address() if kind == 3 else self._l1_address()
        return [kind, place, base, self.random.choice(self.page_sizes)]

    def _coordinate(self) -> list[int]:
        if not self._is_strange():
            return list(noc_coordinate(self.arch, self.random.choice(self.cores)))
        return [self.random.randrange(70), self.random.randrange(70)]

    def _rectangle(self) -> list[int]:
        return [*self._coordinate(), *self._coordinate(), *self._own_address()]

    def _pointer(self) -> list[int]:
        high = self.random.choice([0, 0, 0, 0x5555, 0x7FFF, 0x7F00, 0xFFFFFFFF, self._word()])
        low = self._l1_address() if self.random.random() < 0.5 else self._word()
        return [high, low]
