"""From an operation's specification to passes of SFPU functions, or one FPU function."""

from dataclasses import dataclass

from tilesmith.agent.spec import DType, ExpressionReference, OperationSpec
from tilesmith.agent.spec.expression import Expression, is_elementwise, parse
from tilesmith.agent.template_drafter.device_ops import FPU_OPS, Rounding
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.template_drafter.graph import Compute, Graph, Load, NodeId
from tilesmith.agent.template_drafter.layout import (
    Buffer,
    input_buffers,
    output_buffer,
    require_floats,
    spill_buffers,
)
from tilesmith.agent.template_drafter.passes import Pass, plan
from tilesmith.agent.template_drafter.printing import ARITHMETIC
from tilesmith.agent.template_drafter.scalars import RuntimeScalar, runtime_scalars
from tilesmith.agent.template_drafter.schedule import Execute
from tilesmith.agent.template_drafter.simplify import simplify
from tilesmith.agent.template_drafter.terms import Op, Scalar, Tensor, Term, bind

# Tiles that DST holds in half-sync mode, with 16 and with 32 bits an element (api/compute/reg_api.h).
DST_TILES_16_BIT = 8
DST_TILES_32_BIT = 4


@dataclass(frozen=True)
class FpuBinary:
    """The FPU function that is the whole operation: `left symbol right`."""

    operation: str
    symbol: str
    left: Buffer
    right: Buffer


@dataclass(frozen=True)
class Lowered:
    """What the kernels and the host program are written from."""

    expression: Expression
    inputs: tuple[Buffer, ...]
    output: Buffer
    fpu: FpuBinary | None
    fp32_dest: bool
    passes: tuple[Pass, ...] = ()
    partials: tuple[Buffer, ...] = ()
    scalars: tuple[RuntimeScalar, ...] = ()

    @property
    def dst_tiles(self) -> int:
        """Tiles of DST in the mode that the program uses."""
        return DST_TILES_32_BIT if self.fp32_dest else DST_TILES_16_BIT

    @property
    def unpacked_to_dst(self) -> tuple[Buffer, ...]:
        """Buffers whose float32 goes to DST without passing the source registers, which would cut it."""
        return tuple(buffer for buffer in (*self.inputs, *self.partials) if buffer.dtype is DType.FLOAT32)


def lower(spec: OperationSpec) -> Lowered:
    """The program for `spec`.

    Raises:
        TemplateError: the reference is no expression, or the device cannot compute it this way.
    """
    if not isinstance(spec.reference, ExpressionReference) or len(spec.outputs) != 1:
        raise TemplateError(
            f"the templates know expressions with one result, and {spec.name} is no expression: "
            "give it as --expression, or let a model draft it (--model)"
        )
    require_floats(spec)
    expression = parse(spec.reference.text)
    if not is_elementwise(expression) or len({tensor.shape for tensor in spec.inputs}) > 1:
        raise TemplateError(
            f"no pattern serves {spec.name}: the templates know elementwise formulas on tensors of one "
            "shape, and one product, transpose, sum or maximum along axes, or one + - * of a matrix and a "
            "row, column or one number, of bfloat16; let a model draft it (--model)"
        )
    term = simplify(bind(expression, [parameter.name for parameter in spec.parameters]))
    inputs, output = input_buffers(spec), output_buffer(spec.outputs[0])
    fpu = _fpu_binary(term, inputs, output)
    if fpu is not None:
        # A 16-bit DST would round a product after each fidelity phase; a sum is rounded once either way.
        return Lowered(expression, inputs, output, fpu, fp32_dest=fpu.operation == "mul")
    return _lower_to_sfpu(spec, expression, term)


def _fpu_binary(term: Term, inputs: tuple[Buffer, ...], output: Buffer) -> FpuBinary | None:
    """`term` on the FPU, if it is one sum, difference or product of bfloat16 tensors, which it does best."""
    match term:
        case Op(name, (Tensor(left), Tensor(right))) if name in FPU_OPS and left != right:
            if any(buffer.dtype is not DType.BFLOAT16 for buffer in (*inputs, output)) or len(inputs) != 2:
                return None
            by_name = {buffer.name: buffer for buffer in inputs}
            return FpuBinary(FPU_OPS[name], ARITHMETIC[name][0], by_name[left], by_name[right])
    return None


def _lower_to_sfpu(spec: OperationSpec, expression: Expression, term: Term) -> Lowered:
    inputs, output = input_buffers(spec), output_buffer(spec.outputs[0])
    graph = Graph()
    root = graph.add(term)
    fp32_dest = _needs_fp32(graph, root) or any(b.dtype is DType.FLOAT32 for b in (*inputs, output))
    partials = spill_buffers(spec, DType.FLOAT32 if fp32_dest else DType.BFLOAT16)
    leaves = {n: node.tensor for n, node in enumerate(graph.nodes) if isinstance(node, Load)}
    names = [buffer.name for buffer in partials]
    tiles = DST_TILES_32_BIT if fp32_dest else DST_TILES_16_BIT
    passes = plan(graph, root, leaves, output.name, names, tiles)
    return Lowered(
        expression=expression,
        inputs=inputs,
        output=output,
        fpu=None,
        fp32_dest=fp32_dest,
        passes=tuple(passes),
        partials=partials[: len(passes) - 1],
        scalars=runtime_scalars(_scalars(passes)),
    )


def _needs_fp32(graph: Graph, root: NodeId) -> bool:
    """Whether a 16-bit DST would round more than once, or cut a result that could be rounded."""
    nodes = [graph.nodes[node] for node in graph.below(root)]
    roundings = [node.op.rounding for node in nodes if isinstance(node, Compute)]
    rounded = roundings.count(Rounding.NEAREST)
    return Rounding.TRUNCATED in roundings or rounded > 1 or (rounded == 1 and Rounding.STEP in roundings)


def _scalars(passes: list[Pass]) -> list[Scalar]:
    steps = [step for part in passes for step in part.schedule.steps if isinstance(step, Execute)]
    return [operand for step in steps for operand in step.operands if isinstance(operand, Scalar)]
