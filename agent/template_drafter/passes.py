"""Cuts a graph into passes that fit DST; what one pass leaves for another waits in a circular buffer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.template_drafter.graph import Graph, NodeId
from tilesmith.agent.template_drafter.schedule import Copy, OutOfTilesError, Schedule, schedule


@dataclass(frozen=True)
class Pass:
    """One round through DST: its steps, and the circular buffer that takes the result."""

    schedule: Schedule
    result: str

    @property
    def reads(self) -> frozenset[str]:
        """The circular buffers it copies from."""
        return frozenset(step.buffer for step in self.schedule.steps if isinstance(step, Copy))


def plan(
    graph: Graph,
    root: NodeId,
    leaves: Mapping[NodeId, str],
    output: str,
    spill: Sequence[str],
    tiles: int,
) -> list[Pass]:
    """Passes that compute `root` into the buffer `output`; `spill` names buffers for intermediate results.

    Raises:
        TemplateError: there are not enough buffers to spill to.
    """
    known = dict(leaves)
    passes: list[Pass] = []
    while True:
        try:
            return [*passes, Pass(schedule(graph, root, known, tiles), output)]
        except OutOfTilesError:
            node, part = _largest_that_fits(graph, root, known, tiles)
        if len(passes) == len(spill):
            raise TemplateError(
                f"the expression keeps more than {len(spill)} intermediate tensors beyond DST's {tiles} "
                "tiles: split it into two operations, or reuse fewer of its parts"
            )
        known[node] = spill[len(passes)]
        passes.append(Pass(part, known[node]))


def _largest_that_fits(
    graph: Graph, root: NodeId, leaves: Mapping[NodeId, str], tiles: int
) -> tuple[NodeId, Schedule]:
    """The node under `root` that holds most of the graph and can be computed in one pass."""
    cut = frozenset(leaves)
    candidates = [node for node in graph.below(root, cut) if node not in cut and node != root]
    for node in sorted(candidates, key=lambda node: (-len(graph.below(node, cut)), node)):
        try:
            return node, schedule(graph, node, leaves, tiles)
        except OutOfTilesError:
            continue
    raise TemplateError(f"an operation needs more than DST's {tiles} tiles at once: split the expression")
