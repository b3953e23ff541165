"""Assigns the tiles of DST to the nodes of a graph, and puts the operations in order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tilesmith.agent.template_drafter.graph import Compute, Graph, NodeId
from tilesmith.agent.template_drafter.terms import Scalar


class OutOfTilesError(Exception):
    """More intermediate results are alive at once than DST has tiles. Handled by `passes`."""


@dataclass(frozen=True)
class Copy:
    """The front tile of a circular buffer to DST."""

    buffer: str
    slot: int


@dataclass(frozen=True)
class Duplicate:
    """One tile of DST to another, because a function is about to overwrite it."""

    source: int
    slot: int


@dataclass(frozen=True)
class Execute:
    """An SFPU function on tiles of DST; `operands` are DST indices or scalars, as its signature says."""

    node: Compute
    operands: tuple[int | Scalar, ...]
    slot: int


Step = Copy | Duplicate | Execute


@dataclass(frozen=True)
class Schedule:
    """What happens between `tile_regs_acquire` and `tile_regs_commit`, and where the result is then."""

    steps: tuple[Step, ...]
    slot: int


def schedule(graph: Graph, root: NodeId, leaves: Mapping[NodeId, str], tiles: int) -> Schedule:
    """The steps that compute `root` from the circular buffers named by `leaves`, in `tiles` tiles of DST.

    Raises:
        OutOfTilesError: `tiles` do not suffice.
    """
    allocator = _Allocator(graph, root, leaves, tiles)
    slot = allocator.place(root)
    return Schedule(tuple(allocator.steps), slot)


class _Allocator:
    """Depth first, the more demanding operand first (Sethi and Ullman); tensors are copied when needed."""

    def __init__(self, graph: Graph, root: NodeId, leaves: Mapping[NodeId, str], tiles: int) -> None:
        self.steps: list[Step] = []
        self._graph = graph
        self._leaves = leaves
        self._free = list(range(tiles))
        self._slots: dict[NodeId, int] = {}
        reachable = graph.below(root, frozenset(leaves))
        self._uses = Counter(
            operand for node in reachable if node not in leaves for operand in graph.tiles(node)
        )
        self._needs = self._tiles_needed(reachable)

    def place(self, node: NodeId) -> int:
        """The DST tile that holds `node`, computed if it is not there yet."""
        if node in self._leaves:
            slot = self._take()
            self.steps.append(Copy(self._leaves[node], slot))
            return slot
        if node not in self._slots:
            self._slots[node] = self._execute(node)
        return self._slots[node]

    def _execute(self, node: NodeId) -> int:
        compute = self._graph.nodes[node]
        if not isinstance(compute, Compute):
            raise KeyError(f"the tensor {compute.tensor} is in no circular buffer")
        order = sorted(compute.tiles, key=lambda operand: (operand in self._leaves, -self._needs[operand]))
        held = {operand: self.place(operand) for operand in order}
        self._uses.subtract(compute.tiles)
        dying = [held[o] for o in compute.tiles if o in self._leaves or self._uses[o] == 0]
        slot = self._result_slot(compute, held, dying)
        operands = tuple(o if isinstance(o, Scalar) else held[o] for o in compute.operands)
        self.steps.append(Execute(compute, operands, slot))
        self._free = sorted({*self._free, *dying} - {slot})
        return slot

    def _result_slot(self, compute: Compute, held: dict[NodeId, int], dying: list[int]) -> int:
        if not compute.op.in_place:
            return dying[0] if dying else self._take()
        first = compute.tiles[0]
        if held[first] in dying:
            return held[first]
        slot = self._take()  # the operand is needed again: work on a copy
        self.steps.append(Duplicate(held[first], slot))
        held[first] = slot
        return slot

    def _take(self) -> int:
        if not self._free:
            raise OutOfTilesError
        return self._free.pop(0)

    def _tiles_needed(self, reachable: list[NodeId]) -> dict[NodeId, int]:
        """How many tiles each node's computation takes, were nothing shared."""
        needs: dict[NodeId, int] = {}
        for node in reachable:
            below = [] if node in self._leaves else [needs[operand] for operand in self._graph.tiles(node)]
            needs[node] = max([1, *(n + i for i, n in enumerate(sorted(below, reverse=True)))])
        return needs
