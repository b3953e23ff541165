"""How the cores of one run divided the work: what each read from DRAM, and what each wrote there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tilesmith.agent.spec.communication import BLOCK, Communication
from tilesmith.agent.spec.shapes import batch_dimensions
from tilesmith.tools.runner.movements import BufferMoves, Core, CoreLink, Movements, Ranges
from tilesmith.tools.verification.operations import operations_by_core
from tilesmith.tools.verification.traffic import Place, Traffic
from tilesmith.tools.verification.truth import Truth

# Bytes that are looked at together: no element is smaller.
_GRAIN = 2
_NOBODY, _SEVERAL = -1, -2


@dataclass(frozen=True)
class Work:
    """One run of a host program, core by core."""

    asked: Communication
    traffic: Traffic
    truth: Truth

    @property
    def movements(self) -> Movements:
        """As the device saw them."""
        return self.traffic.session.movements

    @cached_property
    def blocks(self) -> int:
        """How many there are to share."""
        tensor = next(t for t in self.truth.spec.inputs if self.asked.along in t.shape)
        size = self.truth.inputs[tensor.name].shape[tensor.shape.index(self.asked.along)]
        return int(-(-size // self.block_size))

    @cached_property
    def block_size(self) -> int:
        """Of the dimension that is shared; the last block may be smaller."""
        return 1 if self.asked.along in batch_dimensions(self.truth.spec) else BLOCK

    @property
    def largest_share(self) -> int:
        """Blocks that one core may have: twice an even share, but not all of them."""
        even = -(-self.blocks // self.movements.cores)
        return min(2 * even, max(self.blocks - 1, 1))

    @cached_property
    def readers(self) -> dict[str, dict[int, set[Core]]]:
        """Of each input that is shared out, by block: the cores that read any of it."""
        return {
            tensor.name: self._readers_of_blocks(tensor.name, tensor.shape.index(self.asked.along))
            for tensor in self.truth.spec.inputs
            if self.asked.along in tensor.shape
        }

    @cached_property
    def share(self) -> dict[Core, set[int]]:
        """The blocks that each working core read."""
        shares: dict[Core, set[int]] = {}
        for blocks in self.readers.values():
            for block, cores in blocks.items():
                for core in cores:
                    shares.setdefault(core, set()).add(block)
        return shares

    @property
    def workers(self) -> list[Core]:
        """Cores that read a share of the work."""
        return sorted(self.share)

    def links(self) -> list[CoreLink]:
        """Those over which data went."""
        return [link for link in self.movements.links if link.data]

    def pages_read_by_several(self, name: str) -> dict[int, list[Core]]:
        """The pages of input `name` of which several cores read the same elements, with these cores."""
        places = self.traffic.inputs[name]
        counts = np.zeros(self.truth.inputs[name].size, dtype=np.int64)
        for marks in self._elements_read(places).values():
            counts += marks
        found: dict[int, set[Core]] = {}
        for place in places:
            page_size = len(place.command.data) // self._pages(place.command.buffer)
            twice = _at(place, counts) > 1
            for moves in self._moves(place):
                words = np.concatenate([_words(part, place) for part in moves.read] or [_NONE])
                for page in np.unique(words[twice[words]] * place.layout.dtype.bytes // page_size):
                    found.setdefault(int(page), set()).add(moves.core)
        return {page: sorted(cores) for page, cores in sorted(found.items())}

    def passed_through_dram(self) -> Iterator[tuple[Core, int]]:
        """Cores that read from DRAM what another core wrote there, with the buffer."""
        in_dram = {use.buffer for use in self.traffic.session.uses if use.dram}
        for buffer in sorted(in_dram):
            moves = [each for each in self.movements.buffers if each.buffer == buffer]
            if any(each.read for each in moves) and any(each.written for each in moves):
                yield from ((core, buffer) for core in _readers_of_others(moves))

    def inputs_elsewhere(self) -> list[str]:
        """Inputs that lie in other memory than DRAM, if only once more."""
        in_dram = {use.buffer for use in self.traffic.session.uses if use.dram}
        return [
            name
            for name, places in self.traffic.inputs.items()
            if any(place.command.buffer not in in_dram for place in places)
        ]

    def written_shares(self) -> dict[Core, float]:
        """The part of the outputs that each core wrote to their buffers."""
        buffers = {place.command.buffer: place.layout.size for place in self.traffic.outputs.values()}
        written: dict[Core, float] = {}
        for moves in self.movements.buffers:
            if moves.buffer in buffers:
                size = sum(end - begin for begin, end in moves.written)
                written[moves.core] = written.get(moves.core, 0) + size / sum(buffers.values())
        return written

    @property
    def bytes_of_outputs(self) -> int:
        """As they lie on the device, padding included."""
        return sum(place.layout.size for place in self.traffic.outputs.values())

    def operations(self) -> Mapping[Core, int]:
        """What the compute engines of each core did."""
        return operations_by_core(self.traffic.session.report)

    def _readers_of_blocks(self, name: str, axis: int) -> dict[int, set[Core]]:
        shape = self.truth.inputs[name].shape
        along = np.indices(shape, sparse=True)[axis] // self.block_size
        block = np.broadcast_to(along, shape).reshape(-1)
        found: dict[int, set[Core]] = {}
        for core, marks in self._elements_read(self.traffic.inputs[name]).items():
            for number in np.unique(block[marks]):
                found.setdefault(int(number), set()).add(core)
        return found

    def _elements_read(self, places: Iterable[Place]) -> dict[Core, NDArray[np.bool_]]:
        """Of a tensor that lies in all of `places`: by core, whether it read each element."""
        found: dict[Core, NDArray[np.bool_]] = {}
        for place in places:
            size = int(np.prod(place.layout.shape, dtype=np.int64))
            for moves in self._moves(place):
                marks = found.setdefault(moves.core, np.zeros(size, dtype=bool))
                for part in moves.read:
                    elements = place.layout.elements[_words(part, place)]
                    marks[elements[elements >= 0]] = True
        return found

    def _moves(self, place: Place) -> Iterator[BufferMoves]:
        return (moves for moves in self.movements.buffers if moves.buffer == place.command.buffer)

    def _pages(self, buffer: int) -> int:
        return next(use.pages for use in self.traffic.session.uses if use.buffer == buffer)


_NONE = np.empty(0, dtype=np.int64)


def _words(part: tuple[int, int], place: Place) -> NDArray[np.int64]:
    """Places of the layout that these bytes touch."""
    size = place.layout.dtype.bytes
    return np.arange(part[0] // size, min(-(-part[1] // size), place.layout.elements.size))


def _at(place: Place, by_element: NDArray[np.int64]) -> NDArray[np.int64]:
    """`by_element` by place of the layout; 0 in the padding."""
    elements = place.layout.elements
    return np.where(elements >= 0, by_element[np.maximum(elements, 0)], 0)


def _readers_of_others(moves: list[BufferMoves]) -> Iterator[Core]:
    """Cores that read of this buffer what another one wrote."""
    size = max(end for each in moves for _, end in (*each.read, *each.written))
    writer = np.full(-(-size // _GRAIN), _NOBODY)
    numbers = {core: number for number, core in enumerate(sorted({each.core for each in moves}))}
    for each in moves:
        for part in _grains(each.written):
            writer[part] = np.where(writer[part] == _NOBODY, numbers[each.core], _SEVERAL)
    for each in moves:
        known = (_NOBODY, numbers[each.core])
        if any(not np.isin(writer[part], known).all() for part in _grains(each.read)):
            yield each.core


def _grains(ranges: Ranges) -> Iterator[slice]:
    return (slice(begin // _GRAIN, -(-end // _GRAIN)) for begin, end in ranges)
