"""Writes the three kernels of a lowered operation from the verified patterns."""

from dataclasses import dataclass

from tilesmith.agent.spec import Memory, OperationSpec, Target
from tilesmith.agent.template_drafter.layout import Buffer
from tilesmith.agent.template_drafter.lower import Lowered
from tilesmith.agent.template_drafter.matrix import MatrixProgram
from tilesmith.agent.template_drafter.printing import to_text
from tilesmith.agent.template_drafter.steps import CodeLine, StepWriter
from tilesmith.knowledge.dialect import Dialect
from tilesmith.knowledge.patterns import (
    COPY,
    FPU_BINARY,
    READER,
    SFPU_CHAIN,
    SHARDED_READER,
    SHARDED_WRITER,
    WRITER,
    render,
)

_CHAIN_HEADERS = (
    "api/compute/common.h",
    "api/compute/compute_kernel_hw_startup.h",
    "api/compute/eltwise_unary/eltwise_unary.h",
    "api/compute/tile_move_copy.h",
)


def compute_path(spec: OperationSpec) -> str:
    """Where the compute kernel goes in the project."""
    return f"kernels/compute/{spec.name}.cpp"


def write_kernels(
    spec: OperationSpec, target: Target, lowered: Lowered, dialect: Dialect | None
) -> dict[str, str]:
    """Reader, compute and writer by path, for the API of `dialect`.

    Raises:
        MissingFromSdkError: the operation needs a function that this API does not have.
    """
    sharded = target.memory is Memory.SHARDED
    return {
        READER: render(SHARDED_READER if sharded else READER, dialect, inputs=lowered.inputs),
        compute_path(spec): _compute(lowered, dialect),
        WRITER: render(SHARDED_WRITER if sharded else WRITER, dialect, output=lowered.output),
    }


def write_matrix_kernels(
    spec: OperationSpec, program: MatrixProgram, dialect: Dialect | None
) -> dict[str, str]:
    """Reader, compute and writer of an operation on matrices, by path, for the API of `dialect`.

    Raises:
        MissingFromSdkError: see `write_kernels`.
    """
    values = {**named_operands(program), **program.values}
    values |= {"formula": to_text(program.expression), "output": program.output, "scaler": program.scaler}
    return {
        **{path: render(pattern, dialect, **values) for path, pattern in program.pattern.readers.items()},
        compute_path(spec): render(program.pattern.compute, dialect, **values),
        WRITER: render(program.pattern.writer, dialect, **values),
    }


def named_operands(program: MatrixProgram) -> dict[str, Buffer]:
    """The inputs as the patterns call them: `input`, or `left` and `right`."""
    names = ("input",) if len(program.inputs) == 1 else ("left", "right")
    return dict(zip(names, program.inputs, strict=True))


def _compute(lowered: Lowered, dialect: Dialect | None) -> str:
    fpu = lowered.fpu
    if fpu is not None:
        return render(
            FPU_BINARY,
            dialect,
            left=fpu.left,
            right=fpu.right,
            output=lowered.output,
            operation=fpu.operation,
            symbol=fpu.symbol,
        )
    if not any(part.schedule.steps[1:] for part in lowered.passes) and len(lowered.inputs) == 1:
        return render(COPY, dialect, input=lowered.inputs[0], output=lowered.output)
    return _chain(lowered, dialect)


@dataclass(frozen=True)
class _PassView:
    """A pass as the pattern prints it."""

    waits: tuple[Buffer, ...]
    steps: tuple[CodeLine, ...]
    pops: tuple[Buffer, ...]
    slot: int
    result: Buffer


def _chain(lowered: Lowered, dialect: Dialect | None) -> str:
    writer = StepWriter(lowered)
    passes = _pass_views(lowered, writer)
    buffers = (*lowered.inputs, *lowered.partials, lowered.output)
    return render(
        SFPU_CHAIN,
        dialect,
        formula=to_text(lowered.expression),
        output=lowered.output,
        dst_tiles=lowered.dst_tiles,
        headers=sorted({*_CHAIN_HEADERS, *writer.headers}),
        scalars=[{"name": s.name, "formula": to_text(s.expression)} for s in lowered.scalars],
        buffers=buffers,
        start=writer.first_buffer,
        inits=writer.hoisted,
        passes=passes,
        mixed_results=len({view.result.dtype for view in passes}) > 1,
    )


def _pass_views(lowered: Lowered, writer: StepWriter) -> list[_PassView]:
    """Each pass waits for what no earlier one waited for, and pops what no later one reads."""
    buffers = {b.name: b for b in (*lowered.inputs, *lowered.partials, lowered.output)}
    waited: set[str] = set()
    views: list[_PassView] = []
    for index, part in enumerate(lowered.passes):
        last = index == len(lowered.passes) - 1
        later = frozenset[str]().union(*(other.reads for other in lowered.passes[index + 1 :]))
        # The last pass also takes inputs that cancelled out of the formula: the reader sends them all.
        wanted = part.reads | (frozenset(b.name for b in lowered.inputs) if last else frozenset())
        waits = [name for name in buffers if name in wanted and name not in waited]
        pops = [name for name in buffers if name in wanted and name not in later]
        waited |= set(waits)
        views.append(
            _PassView(
                waits=tuple(buffers[name] for name in waits),
                steps=writer.write(part.schedule.steps),
                pops=tuple(buffers[name] for name in pops if name not in _popped(views)),
                slot=part.schedule.slot,
                result=buffers[part.result],
            )
        )
    return views


def _popped(views: list[_PassView]) -> set[str]:
    return {buffer.name for view in views for buffer in view.pops}
