"""Operations on matrices that one pattern each serves: products, transposes, reductions, broadcasts."""

from dataclasses import dataclass, field, replace

from tilesmith.agent.spec import CoreMode, DType, ExpressionReference, Memory, OperationSpec, Target
from tilesmith.agent.spec.expression import Call, Expression, Name, Number, parse
from tilesmith.agent.spec.shapes import dimensions
from tilesmith.agent.template_drafter.device_ops import FPU_OPS
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.template_drafter.layout import Buffer, input_buffers, output_buffer
from tilesmith.agent.template_drafter.printing import ARITHMETIC
from tilesmith.knowledge.patterns import (
    BCAST,
    MATMUL,
    MATMUL_BLOCKS,
    MULTICAST,
    REDUCE,
    TRANSPOSE,
    MatrixPattern,
)

_POOLS = {"reduce_sum": "SUM", "reduce_max": "MAX"}


@dataclass(frozen=True)
class MatrixProgram:
    """What kernels and host program of one operation are written from."""

    pattern: MatrixPattern
    expression: Expression
    inputs: tuple[Buffer, ...]
    output: Buffer
    output_shape: tuple[str, str]
    """C++ of rows and columns."""
    reader_arguments: tuple[str, ...] = ()
    """Beside the addresses, the first tile and the number of tiles."""
    compute_arguments: tuple[str, ...] = ()
    """Beside the number of tiles."""
    writer_arguments: tuple[str, ...] = ()
    """Beside the address, the first tile and the number of tiles."""
    compile_arguments: tuple[str, ...] = ()
    """Of every kernel; the accessors of its tensors follow."""
    shared: str = "tiles"
    """What the cores share out: the C++ of the number of them."""
    pages: dict[str, str] = field(default_factory=dict)
    """C++ of the tiles that circular buffers hold, by their names, where it is not two."""
    fp32_dest: bool = True
    scaler: Buffer | None = None
    padding: str = ""
    """What fills the tiles of the input beside its elements; empty: zeros."""
    staying: frozenset[str] = frozenset()
    """Inputs of one tile that stays in L1."""
    values: dict[str, object] = field(default_factory=dict)
    """What this pattern alone needs."""


def matrix_program(spec: OperationSpec, target: Target) -> MatrixProgram | None:
    """The program for `spec`; None when no pattern for matrices serves it.

    Raises:
        TemplateError: a pattern serves it, but not on this target.
    """
    if not dimensions(spec) or not isinstance(spec.reference, ExpressionReference):
        return None
    program = _program(spec, parse(spec.reference.text))
    if program is None:
        return None
    if target.memory is not Memory.DRAM:
        raise TemplateError(
            f"the pattern for {spec.name} takes tensors in DRAM: leave out --memory sharded, or let a model "
            "draft it (--model)"
        )
    return _on_all_cores(program) if target.core_mode is CoreMode.MULTI else program


def _on_all_cores(program: MatrixProgram) -> MatrixProgram:
    """The same where cores compete for DRAM: what several tiles of the result need is read once for them."""
    if program.staying:
        return replace(program, pattern=MULTICAST)
    if program.pattern is not MATMUL:
        return program
    left, right = program.inputs
    return replace(
        program,
        pattern=MATMUL_BLOCKS,
        reader_arguments=("row_tiles", "column_tiles", "inner_tiles"),
        writer_arguments=("row_tiles", "column_tiles"),
        compile_arguments=("block_rows", "block_columns"),
        shared="blocks",
        pages={
            left.name: "2 * block_rows",
            right.name: "2 * block_columns",
            program.output.name: "2 * block_rows * block_columns",
        },
    )


def _program(spec: OperationSpec, expression: Expression) -> MatrixProgram | None:
    tensors = (*spec.inputs, *spec.outputs)
    matrices = all(len(tensor.shape) == 2 for tensor in spec.inputs)
    if not matrices or spec.parameters or any(t.dtype is not DType.BFLOAT16 for t in tensors):
        return None
    match expression:
        case Call("matmul", (Name(left), Name(right))) if left != right:
            return _matmul(spec, expression, left, right)
        case Call("transpose", (Name(),)):
            return _transpose(spec, expression)
        case Call("reduce_sum" | "reduce_max" as function, (Name(), Number(axis))):
            return _reduction(spec, expression, function, "row" if axis == -1 else "col")
        case Call(outer, (Call(inner, (Name(), Number(first))), Number(second))) if (
            outer == inner and outer in _POOLS and {first, second} == {-1, -2}
        ):
            return _reduction(spec, expression, outer, "scalar")
        case Call("add" | "subtract" | "multiply" as function, (Name(left), Name(right))) if left != right:
            return _broadcast(spec, expression, function, left, right)
        case _:
            return None


def _matmul(spec: OperationSpec, expression: Expression, left: str, right: str) -> MatrixProgram:
    buffers = {buffer.name: buffer for buffer in input_buffers(spec)}
    return MatrixProgram(
        pattern=MATMUL,
        expression=expression,
        inputs=(buffers[left], buffers[right]),
        output=output_buffer(spec.outputs[0]),
        output_shape=(f"{left}_tensor.shape[0]", f"{right}_tensor.shape[1]"),
        reader_arguments=("inner_tiles", "column_tiles"),
        compute_arguments=("inner_tiles",),
    )


def _transpose(spec: OperationSpec, expression: Expression) -> MatrixProgram:
    (buffer,) = input_buffers(spec)
    return MatrixProgram(
        pattern=TRANSPOSE,
        expression=expression,
        inputs=(buffer,),
        output=output_buffer(spec.outputs[0]),
        output_shape=(f"{buffer.name}_tensor.shape[1]", f"{buffer.name}_tensor.shape[0]"),
        reader_arguments=("row_tiles", "column_tiles"),
        fp32_dest=False,
    )


# By what is reduced along: the LLK's dimension, the tile of a step, the tiles of the result and of one of
# them, where an element's result is in the golden, and rows and columns of the result.
_ALONG = {
    "row": ("ROW", "tile * column_tiles + step", "row_tiles", "column_tiles", "row", ("rows", "1")),
    "col": ("COL", "step * column_tiles + tile", "column_tiles", "row_tiles", "column", ("1", "columns")),
    "scalar": ("SCALAR", "step", "1", "row_tiles * column_tiles", "0", ("1", "1")),
}


def _reduction(spec: OperationSpec, expression: Expression, function: str, along: str) -> MatrixProgram:
    (buffer,) = input_buffers(spec)
    dimension, place, result_tiles, steps, golden_place, shape = _ALONG[along]
    pool = _POOLS[function]
    of_tensor = {"rows": f"{buffer.name}_tensor.shape[0]", "columns": f"{buffer.name}_tensor.shape[1]"}
    return MatrixProgram(
        pattern=REDUCE,
        expression=expression,
        inputs=(buffer,),
        output=output_buffer(spec.outputs[0]),
        output_shape=(of_tensor.get(shape[0], "1"), of_tensor.get(shape[1], "1")),
        reader_arguments=("steps",) if along == "scalar" else ("steps", "column_tiles"),
        compute_arguments=("steps",),
        fp32_dest=pool == "SUM",
        scaler=Buffer(_free_name("scaler", spec), "c_1", DType.BFLOAT16),
        padding="-std::numeric_limits<float>::infinity()" if pool == "MAX" else "",
        values={
            "pool": pool,
            "dimension": f"REDUCE_{dimension}",
            "along": along,
            "place": place,
            "result_tiles": result_tiles,
            "steps": steps,
            "golden_place": golden_place,
            "golden_size": " * ".join(size for size in shape if size != "1") or "1",
            "reversed": pool == "SUM" and along == "row",
        },
    )


def _free_name(wanted: str, spec: OperationSpec) -> str:
    """`wanted`, unless a tensor is called so."""
    taken = {tensor.name for tensor in (*spec.inputs, *spec.outputs)}
    return next(name for name in (wanted, f"{wanted}_tile", f"{wanted}_tile_0") if name not in taken)


# By the shape of what is broadcast: its name in the API, also as a type, its tile, its element in the golden,
# in words.
_BROADCASTS = {
    (True, False): ("rows", "ROW", "tile % column_tiles", "column", "its row over all rows"),
    (False, True): ("cols", "COL", "tile / column_tiles", "row", "its column over all columns"),
    (True, True): ("scalar", "SCALAR", "0", "0", "its one element over all"),
}


def _broadcast(
    spec: OperationSpec, expression: Expression, function: str, left: str, right: str
) -> MatrixProgram | None:
    shapes = {tensor.name: tensor.shape for tensor in spec.inputs}
    if "1" in shapes[left] and "1" not in shapes[right] and function != "subtract":
        left, right = right, left  # what is broadcast comes second
    ones = (shapes[right][0] == "1", shapes[right][1] == "1")
    matching = all(one or same for one, same in zip(ones, _equal(shapes[left], shapes[right]), strict=True))
    if "1" in shapes[left] or ones not in _BROADCASTS or not matching:
        return None
    along, broadcast_type, place, golden_place, what = _BROADCASTS[ones]
    operation, (symbol, _) = FPU_OPS[function], ARITHMETIC[function]
    buffers = {buffer.name: buffer for buffer in input_buffers(spec)}
    return MatrixProgram(
        pattern=BCAST,
        expression=expression,
        inputs=(buffers[left], buffers[right]),
        output=output_buffer(spec.outputs[0]),
        output_shape=(f"{left}_tensor.shape[0]", f"{left}_tensor.shape[1]"),
        reader_arguments=() if along == "scalar" else ("column_tiles",),
        fp32_dest=operation == "mul",
        staying=frozenset({right} if along == "scalar" else ()),
        values={
            "operation": operation,
            "symbol": symbol,
            "along": along,
            "broadcast_type": broadcast_type,
            "place": place,
            "golden_place": golden_place,
            "what": what,
        },
    )


def _equal(left: tuple[str, ...], right: tuple[str, ...]) -> list[bool]:
    return [a == b for a, b in zip(left, right, strict=True)]
