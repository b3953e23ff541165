"""Values of an operation's scalar parameters: a program that ignores one, or knows it by heart, shows."""

import numpy as np

from tilesmith.agent.spec import ExpressionReference, OperationSpec, Parameter
from tilesmith.agent.spec.expression import evaluate

Values = tuple[tuple[str, float], ...]

# How far from its value a parameter is tried that has no range, as a fraction of it (of 1 when it is 0).
_NEAR = 0.25
# Results that grow by more than this would need another tolerance.
_MOST_GROWTH = 4.0
_SAMPLES = (32, 32)  # a square fits matrix functions too


def defaults(spec: OperationSpec) -> Values:
    """The value of each parameter, as float32, which the device takes."""
    return tuple((parameter.name, _single(parameter.value)) for parameter in spec.parameters)


def drawn(spec: OperationSpec, source: np.random.Generator) -> Values:
    """A value for each parameter: from its range, or near its own where the operation allows it."""
    values = dict(defaults(spec))
    for parameter in spec.parameters:
        value = _drawn(parameter, source)
        ranged = parameter.low is not None
        if ranged or _is_tame(spec, values | {parameter.name: value}, source):
            values[parameter.name] = value
    return tuple(values.items())


def _drawn(parameter: Parameter, source: np.random.Generator) -> float:
    if parameter.low is not None and parameter.high is not None:
        return _single(source.uniform(parameter.low, parameter.high))
    distance = _NEAR * (abs(parameter.value) or 1.0)
    return _single(parameter.value + source.uniform(-distance, distance))


def _is_tame(spec: OperationSpec, values: dict[str, float], source: np.random.Generator) -> bool:
    """Finite and of a like size as with the parameters' own values.

    A function in Python is not asked: its parameters may be counts or switches, so they have their values
    alone unless the file gives ranges.
    """
    if not isinstance(spec.reference, ExpressionReference):
        return False
    inputs = {tensor.name: source.uniform(tensor.low, tensor.high, _SAMPLES) for tensor in spec.inputs}
    usual = evaluate(spec.reference.text, {**inputs, **dict(defaults(spec))})
    other = evaluate(spec.reference.text, {**inputs, **values})
    known = np.isfinite(usual)
    if not known.any() or not np.isfinite(other[known]).all():
        return False
    return bool(np.max(np.abs(other[known])) <= _MOST_GROWTH * np.max(np.abs(usual[known])))


def _single(value: float) -> float:
    return float(np.float32(value))
