"""Writes the host program of a lowered operation from its pattern."""

from collections.abc import Iterable

from tilesmith.agent.spec import CoreMode, Memory, OperationSpec, Target, TensorSpec
from tilesmith.agent.template_drafter.cpp import identifier, literal, reference_functions, to_cpp
from tilesmith.agent.template_drafter.kernels import named_operands
from tilesmith.agent.template_drafter.layout import Buffer
from tilesmith.agent.template_drafter.lower import Lowered
from tilesmith.agent.template_drafter.matrix import MatrixProgram
from tilesmith.agent.template_drafter.printing import to_text
from tilesmith.knowledge.patterns import HOST, MULTICAST, SHARDED_HOST, render


def write_host(spec: OperationSpec, target: Target, lowered: Lowered) -> str:
    """The C++ of the host program of an elementwise operation."""
    names = [tensor.name for tensor in spec.inputs] + [parameter.name for parameter in spec.parameters]
    scalars = [scalar.name for scalar in lowered.scalars]
    values = [f"{t.name}_values[i]" for t in spec.inputs] + [f"{p.name}_value" for p in spec.parameters]
    buffers = (*lowered.inputs, lowered.output, *lowered.partials)
    return render(
        SHARDED_HOST if target.memory is Memory.SHARDED else HOST,
        **_operation(spec, target),
        elementwise=True,
        formula=to_text(lowered.expression),
        inputs=[_tensor(tensor) | _buffer(buffer) for tensor, buffer in _zipped(spec, lowered.inputs)],
        output=_output(spec, lowered.output, f'arguments.input("{lowered.inputs[0].name}").shape'),
        golden_arguments=", ".join(f"double {identifier(name)}" for name in names),
        golden_formula=to_cpp(lowered.expression),
        golden_call=", ".join(values),
        reference_functions=_reference_functions(lowered),
        elements=list(dict.fromkeys(buffer.element for buffer in buffers)),
        circular_buffers=[_buffer(buffer) for buffer in buffers],
        partials=[_buffer(buffer) for buffer in lowered.partials],
        fp32_dest=lowered.fp32_dest,
        unpacked_to_dst=[_buffer(buffer) for buffer in lowered.unpacked_to_dst],
        scalars=[{"name": s.name, "cpp": to_cpp(s.expression, _reads(spec))} for s in lowered.scalars],
        stays=[],
        operands=[buffer.name for buffer in lowered.inputs],
        reader_arguments=_listed(*(f"{buffer.name}_address" for buffer in lowered.inputs), "first", "count"),
        compute_arguments=_listed("count", *scalars),
        writer_arguments=_listed(f"{lowered.output.name}_address", "first", "count"),
        compile_arguments="",
        shared="tiles",
    )


def write_matrix_host(spec: OperationSpec, target: Target, program: MatrixProgram) -> str:
    """The C++ of the host program of an operation on matrices."""
    buffers = (*program.inputs, *((program.scaler,) if program.scaler else ()), program.output)
    stays = {*program.staying, *((program.scaler.name,) if program.scaler else ())}
    addresses = [f"{buffer.name}_address" for buffer in program.inputs]
    return render(
        program.pattern.host,
        **_operation(spec, target) | ({"cores": "all_cores"} if program.pattern is MULTICAST else {}),
        **named_operands(program),
        **program.values,
        elementwise=False,
        formula=to_text(program.expression),
        inputs=[
            _tensor(tensor) | _buffer(buffer) | _tiles_of_its_own(tensor, program)
            for tensor, buffer in _zipped(spec, sorted(program.inputs, key=lambda buffer: buffer.cb))
        ],
        output=_output(spec, program.output, "{" + _listed(*program.output_shape) + "}"),
        elements=list(dict.fromkeys(buffer.element for buffer in buffers)),
        circular_buffers=[
            _buffer(buffer) | {"pages": 1 if buffer.name in stays else program.pages.get(buffer.name, 2)}
            for buffer in buffers
        ],
        fp32_dest=program.fp32_dest,
        unpacked_to_dst=[],
        scalars=[],
        stays=sorted(stays),
        operands=[buffer.name for buffer in program.inputs],
        reader_arguments=_listed(*addresses, "first", "count", *program.reader_arguments),
        compute_arguments=_listed("count", *program.compute_arguments),
        writer_arguments=_listed(
            f"{program.output.name}_address", "first", "count", *program.writer_arguments
        ),
        compile_arguments=_listed(*program.compile_arguments),
        shared=program.shared,
    )


def _operation(spec: OperationSpec, target: Target) -> dict[str, object]:
    single = target.core_mode is CoreMode.SINGLE
    return {
        "name": spec.name,
        "description": spec.description,
        "multi_core": not single,
        "sharded": target.memory is Memory.SHARDED,
        "cores": "core" if single and target.memory is Memory.DRAM else "cores",
        "parameters": [{"name": p.name, "value": literal(p.value)} for p in spec.parameters],
        "tolerance": {name: literal(value) for name, value in spec.tolerance.model_dump().items()},
    }


def _output(spec: OperationSpec, buffer: Buffer, shape: str) -> dict[str, object]:
    return _buffer(buffer) | {"dtype": spec.outputs[0].dtype.value, "shape": shape}


def _tiles_of_its_own(tensor: TensorSpec, program: MatrixProgram) -> dict[str, object]:
    return {"tiles": f"{tensor.name}_tile_count", "padding": program.padding}


def _listed(*values: str) -> str:
    return ", ".join(values)


def _zipped(spec: OperationSpec, buffers: Iterable[Buffer]) -> list[tuple[TensorSpec, Buffer]]:
    return list(zip(spec.inputs, buffers, strict=True))


def _tensor(tensor: TensorSpec) -> dict[str, object]:
    return {
        "dtype": tensor.dtype.value,
        "low": literal(tensor.low),
        "high": literal(tensor.high),
        "dimensions": [f'"{name}"' for name in tensor.shape],
    }


def _buffer(buffer: Buffer) -> dict[str, object]:
    return {
        "name": buffer.name,
        "cb": buffer.cb,
        "element": buffer.element,
        "tiles": "tiles",
        "pages": 2,
        "padding": "",
    }


def _reads(spec: OperationSpec) -> dict[str, str]:
    return {parameter.name: f'arguments.parameter("{parameter.name}")' for parameter in spec.parameters}


def _reference_functions(lowered: Lowered) -> list[str]:
    """Those of the golden, and those of the scalars, which simplification may have introduced."""
    expressions = (lowered.expression, *(scalar.expression for scalar in lowered.scalars))
    return sorted({function for expression in expressions for function in reference_functions(expression)})
