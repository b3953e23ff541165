"""The operations of an expression as a graph in which equal parts are one node."""

from dataclasses import dataclass, field

from tilesmith.agent.template_drafter.device_ops import DEVICE_OPS, DeviceOp
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.template_drafter.printing import to_text
from tilesmith.agent.template_drafter.terms import Op, Scalar, Tensor, Term, to_expression

NodeId = int


@dataclass(frozen=True)
class Load:
    """A tensor's tile."""

    tensor: str
    text: str


@dataclass(frozen=True)
class Compute:
    """An SFPU function of tiles (by node) and scalars."""

    op: DeviceOp
    operands: tuple[NodeId | Scalar, ...]
    text: str

    @property
    def tiles(self) -> tuple[NodeId, ...]:
        """The operands that are tiles, each once."""
        return tuple(dict.fromkeys(operand for operand in self.operands if not isinstance(operand, Scalar)))


Node = Load | Compute


@dataclass
class Graph:
    """Nodes in an order in which operands come before what uses them."""

    nodes: list[Node] = field(default_factory=list)
    _ids: dict[Node, NodeId] = field(default_factory=dict)

    def add(self, term: Term) -> NodeId:
        """The node that computes `term`; the same for equal terms.

        Raises:
            TemplateError: the device has no function for some part of `term`.
        """
        match term:
            case Tensor(name):
                return self._node(Load(name, name))
            case Scalar():
                return self._compute("fill", "S", (term,), to_text(term.expression))
            case Op():
                return self._operation(term)

    def tiles(self, node: NodeId) -> tuple[NodeId, ...]:
        """The nodes whose tiles `node` needs."""
        found = self.nodes[node]
        return found.tiles if isinstance(found, Compute) else ()

    def below(self, root: NodeId, leaves: frozenset[NodeId] = frozenset()) -> list[NodeId]:
        """`root` and all it needs, operands first; what lies under one of `leaves` is left out."""
        wanted: set[NodeId] = set()
        pending = [root]
        while pending:
            node = pending.pop()
            if node not in wanted:
                wanted.add(node)
                pending += [] if node in leaves else self.tiles(node)
        return sorted(wanted)

    def _operation(self, term: Op) -> NodeId:
        text = to_text(to_expression(term))
        signature = "".join("S" if isinstance(operand, Scalar) else "T" for operand in term.operands)
        if (term.name, signature) in DEVICE_OPS:
            operands = tuple(o if isinstance(o, Scalar) else self.add(o) for o in term.operands)
            return self._compute(term.name, signature, operands, text)
        every = "T" * len(term.operands)
        if (term.name, every) not in DEVICE_OPS:
            raise TemplateError(
                f"the device has no function for {text!r}: "
                "write it with other functions, or let a model draft it (--model)"
            )
        return self._compute(term.name, every, tuple(self.add(operand) for operand in term.operands), text)

    def _compute(self, name: str, signature: str, operands: tuple[NodeId | Scalar, ...], text: str) -> NodeId:
        return self._node(Compute(DEVICE_OPS[name, signature], operands, text))

    def _node(self, node: Node) -> NodeId:
        if node not in self._ids:
            self._ids[node] = len(self.nodes)
            self.nodes.append(node)
        return self._ids[node]
