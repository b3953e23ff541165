"""Writes the host program of a lowered operation from its pattern."""

from tilesmith.agent.spec import CoreMode, OperationSpec, Target, TensorSpec
from tilesmith.agent.template_drafter.cpp import identifier, literal, reference_functions, to_cpp
from tilesmith.agent.template_drafter.layout import Buffer
from tilesmith.agent.template_drafter.lower import Lowered
from tilesmith.agent.template_drafter.printing import to_text
from tilesmith.knowledge.patterns import HOST, render


def write_host(spec: OperationSpec, target: Target, lowered: Lowered) -> str:
    """The C++ of the host program."""
    names = [tensor.name for tensor in spec.inputs] + [parameter.name for parameter in spec.parameters]
    scalars = [scalar.name for scalar in lowered.scalars]
    values = [f"{t.name}_values[i]" for t in spec.inputs] + [f"{p.name}_value" for p in spec.parameters]
    buffers = (*lowered.inputs, lowered.output, *lowered.partials)
    return render(
        HOST,
        name=spec.name,
        description=spec.description,
        formula=to_text(lowered.expression),
        multi_core=target.core_mode is CoreMode.MULTI,
        inputs=[_tensor(tensor) | _buffer(buffer) for tensor, buffer in _zipped(spec, lowered)],
        output=_buffer(lowered.output) | {"dtype": spec.outputs[0].dtype.value},
        parameters=[{"name": p.name, "value": literal(p.value)} for p in spec.parameters],
        tolerance={name: literal(value) for name, value in spec.tolerance.model_dump().items()},
        golden_arguments=", ".join(f"double {identifier(name)}" for name in names),
        golden_formula=to_cpp(lowered.expression),
        golden_call=", ".join(values),
        reference_functions=_reference_functions(lowered),
        elements=list(dict.fromkeys(buffer.element for buffer in buffers)),
        circular_buffers=[_buffer(buffer) for buffer in buffers],
        fp32_dest=lowered.fp32_dest,
        unpacked_to_dst=[_buffer(buffer) for buffer in lowered.unpacked_to_dst],
        scalars=[{"name": s.name, "cpp": to_cpp(s.expression, _reads(spec))} for s in lowered.scalars],
        reader_arguments=", ".join(f"{buffer.name}_address" for buffer in lowered.inputs),
        compute_arguments=", ".join(["count", *scalars]),
    )


def _zipped(spec: OperationSpec, lowered: Lowered) -> list[tuple[TensorSpec, Buffer]]:
    return list(zip(spec.inputs, lowered.inputs, strict=True))


def _tensor(tensor: TensorSpec) -> dict[str, object]:
    return {"dtype": tensor.dtype.value, "low": literal(tensor.low), "high": literal(tensor.high)}


def _buffer(buffer: Buffer) -> dict[str, object]:
    return {"name": buffer.name, "cb": buffer.cb, "element": buffer.element}


def _reads(spec: OperationSpec) -> dict[str, str]:
    return {parameter.name: f'arguments.parameter("{parameter.name}")' for parameter in spec.parameters}


def _reference_functions(lowered: Lowered) -> list[str]:
    """Those of the golden, and those of the scalars, which simplification may have introduced."""
    expressions = (lowered.expression, *(scalar.expression for scalar in lowered.scalars))
    return sorted({function for expression in expressions for function in reference_functions(expression)})
