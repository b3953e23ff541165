"""From what the user typed to the specification of one operation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from pydantic import ValidationError

from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.domain import choose_ranges
from tilesmith.agent.spec.expression import ExpressionError, names, parse
from tilesmith.agent.spec.infer_shapes import infer_shapes
from tilesmith.agent.spec.model import (
    CoreMode,
    ExpressionReference,
    Memory,
    OperationSpec,
    Parameter,
    Target,
    TensorSpec,
)
from tilesmith.agent.spec.python_file import first_problem, load_spec
from tilesmith.agent.spec.tolerances import family_of
from tilesmith.errors import TilesmithError


class UnknownOperationError(TilesmithError):
    """A name that is not in the catalogue."""


class OperationRequestError(TilesmithError):
    """A request that does not say which operation is meant, or gives it parameters it lacks."""


@dataclass(frozen=True)
class OperationRequest:
    """What the user gave: exactly one of the first four, and perhaps parameters."""

    operation: str | None = None
    """Name in the catalogue."""
    expression: str | None = None
    """Such as `isat*(exp(v/vj)-1)`; names without a parameter are input tensors."""
    spec_file: Path | None = None
    """A Python file, see `agent.spec.python_file`."""
    problem: Path | None = None
    """A problem file of KernelBench, see `agent.spec.kernelbench`."""
    parameters: Mapping[str, float] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Values of inputs, where the usual ones (see `agent.spec.domain`) do not do."""
    name: str | None = None
    """What to call an operation given as an expression; `expression` otherwise."""


def named_request(
    operation: str | None,
    expression: str | None,
    spec_file: Path | None = None,
    parameters: Mapping[str, float] | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    problem: Path | None = None,
) -> OperationRequest:
    """A request in which `operation`, beside an `expression`, is the name to give to it."""
    by_expression = expression is not None
    return OperationRequest(
        operation=None if by_expression else operation,
        expression=expression,
        spec_file=spec_file,
        problem=problem,
        parameters=parameters or {},
        ranges=ranges or {},
        name=operation if by_expression else None,
    )


def resolve(request: OperationRequest) -> OperationSpec:
    """The specification of the requested operation.

    Raises:
        OperationRequestError: none or several ways were used, or a parameter or input does not exist.
        UnknownOperationError: the name is not in the catalogue; the message lists what is.
        ExpressionError: the expression cannot be read.
        SpecFileError: the Python file does not define an operation.
        ProblemFileError, TorchMissingError: the problem file cannot be taken, or not without PyTorch.
    """
    ways = (request.operation, request.expression, request.spec_file, request.problem)
    if sum(way is not None for way in ways) != 1:
        raise OperationRequestError(
            "say which operation: give one of --operation, --expression, --spec and --kernelbench"
        )
    if request.expression is not None:
        text = " ".join(request.expression.split())  # it goes into comments, which end with the line
        return _with_ranges(_from_expression(text, request), request.ranges)
    if request.spec_file is not None:
        spec = load_spec(request.spec_file)
    elif request.problem is not None:
        from tilesmith.agent.spec.kernelbench import load_problem  # the sandbox is not for whoever has none

        spec = load_problem(request.problem)
    else:
        spec = _from_catalogue(str(request.operation))
    return _with_ranges(_with_parameters(spec, request.parameters), request.ranges)


def require_possible(spec: OperationSpec, target: Target) -> None:
    """See to it that cores can work together on `target` as `spec` asks.

    Raises:
        OperationRequestError: they cannot.
    """
    if spec.communication is None:
        return
    if target.core_mode is not CoreMode.MULTI:
        raise OperationRequestError(
            f"{spec.name} asks for a {spec.communication.kind} between cores: give --core-mode multi"
        )
    if target.memory is not Memory.DRAM:
        raise OperationRequestError(
            f"{spec.name} asks for a {spec.communication.kind} between cores, which is judged by what they "
            "read from DRAM: give --memory dram"
        )


def _from_catalogue(name: str) -> OperationSpec:
    key = name.strip().lower().replace("-", "_")
    if key in CATALOGUE:
        return CATALOGUE[key]
    nearest = sorted(CATALOGUE, key=lambda known: -SequenceMatcher(None, key, known).ratio())
    raise UnknownOperationError(
        f"unknown operation {name!r}; there are {', '.join(nearest)}. "
        "Define your own with --expression 'a*b + c' or, as a numpy function, with --spec my_op.py"
    )


def _from_expression(text: str, request: OperationRequest) -> OperationSpec:
    expression = parse(text)
    used = names(expression)
    _require_known(request.parameters, used)
    inputs = [name for name in used if name not in request.parameters]
    if not inputs:
        raise ExpressionError(f"{text!r} has no input tensor: leave at least one name without --param")
    ranges = choose_ranges(text, expression, request.parameters, request.ranges)
    parameters = [name for name in used if name in request.parameters]
    shapes = infer_shapes(expression, tuple(inputs))
    try:
        return OperationSpec(
            name=request.name or "expression",
            description=text,
            inputs=tuple(
                _ranged(TensorSpec(name=name, shape=shapes.get(name, ())), ranges[name]) for name in inputs
            ),
            outputs=(TensorSpec(name=_output_name(used)),),
            parameters=tuple(Parameter(name=name, value=request.parameters[name]) for name in parameters),
            reference=ExpressionReference(text=text),
            tolerance=family_of(expression).tolerance,
        )
    except ValidationError as error:
        raise OperationRequestError(first_problem(error)) from error


def _output_name(used: tuple[str, ...]) -> str:
    candidates = ("out", *(f"out_{n}" for n in range(len(used))))
    return next(name for name in candidates if name not in used)


def _with_parameters(spec: OperationSpec, values: Mapping[str, float]) -> OperationSpec:
    """`spec` with the user's values, which verification then tries alone."""
    _require_known(values, tuple(parameter.name for parameter in spec.parameters))
    parameters = tuple(
        Parameter(name=parameter.name, value=values[parameter.name])
        if parameter.name in values
        else parameter
        for parameter in spec.parameters
    )
    return spec.model_copy(update={"parameters": parameters})


def _with_ranges(spec: OperationSpec, ranges: Mapping[str, tuple[float, float]]) -> OperationSpec:
    """`spec` with the user's ranges of its inputs."""
    unknown = sorted(ranges.keys() - {tensor.name for tensor in spec.inputs})
    if unknown:
        there = ", ".join(tensor.name for tensor in spec.inputs)
        raise OperationRequestError(f"a range was given for {', '.join(unknown)}, but the inputs are {there}")
    try:
        inputs = tuple(_ranged(tensor, ranges.get(tensor.name)) for tensor in spec.inputs)
    except ValidationError as error:
        raise OperationRequestError(first_problem(error)) from error
    return spec.model_copy(update={"inputs": inputs})


def _ranged(tensor: TensorSpec, bounds: tuple[float, float] | None) -> TensorSpec:
    if bounds is None:
        return tensor
    return TensorSpec.model_validate(tensor.model_dump() | {"low": bounds[0], "high": bounds[1]})


def _require_known(values: Mapping[str, float], known: tuple[str, ...]) -> None:
    unknown = [name for name in values if name not in known]
    if unknown:
        there = f"it has {', '.join(known)}" if known else "it has none"
        raise OperationRequestError(f"the operation has no parameter {', '.join(unknown)}: {there}")
