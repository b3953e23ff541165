"""What an operation must compute: the reference in float64."""

from collections.abc import Mapping

import numpy as np

from tilesmith.agent.spec.expression import output_of
from tilesmith.agent.spec.functions import Array
from tilesmith.agent.spec.model import OperationSpec, PythonReference, TorchReference
from tilesmith.agent.spec.python_file import SpecFileError, load_function, user_error


def golden(
    spec: OperationSpec, inputs: Mapping[str, Array], parameters: Mapping[str, float]
) -> dict[str, Array]:
    """The exact outputs of `spec` by name, in float64.

    `inputs` are float64 arrays by name, of any shape the reference takes. A parameter that `parameters`
    lacks has its `value` of the spec.

    Raises:
        SpecFileError: the user's function fails, or does not return its outputs.
        TorchMissingError, ModuleFailedError: the module of a problem file cannot be run, or fails.
        ExpressionError: `inputs` lacks a tensor of the expression.
    """
    scalars = {parameter.name: parameter.value for parameter in spec.parameters} | dict(parameters)
    if isinstance(spec.reference, PythonReference):
        return _call(spec, spec.reference, inputs, scalars)
    if isinstance(spec.reference, TorchReference):
        return _of_module(spec, spec.reference, inputs, scalars)
    return {spec.outputs[0].name: output_of(spec.reference.text, inputs, scalars)}


def _call(
    spec: OperationSpec,
    reference: PythonReference,
    inputs: Mapping[str, Array],
    scalars: Mapping[str, float],
) -> dict[str, Array]:
    function = load_function(reference.path, reference.function)
    # Copies, so that a function that writes into its arguments does not change what the device gets.
    arguments = [np.array(inputs[tensor.name], dtype=np.float64) for tensor in spec.inputs]
    try:
        with np.errstate(all="ignore"):
            result = function(*arguments, **scalars)
        results = result if isinstance(result, tuple) else (result,)
        arrays = [np.asarray(item, dtype=np.float64) for item in results]
    except Exception as error:  # whatever the user's own code raises
        raise user_error(reference.path, error) from error
    if len(arrays) != len(spec.outputs):
        expected = ", ".join(tensor.name for tensor in spec.outputs)
        raise SpecFileError(
            f"{reference.path}: {reference.function} returned {len(arrays)} array(s), "
            f"but its outputs are {expected}: return that many, or set `outputs`"
        )
    return {tensor.name: array for tensor, array in zip(spec.outputs, arrays, strict=True)}


def _of_module(
    spec: OperationSpec,
    reference: TorchReference,
    inputs: Mapping[str, Array],
    scalars: Mapping[str, float],
) -> dict[str, Array]:
    """What the module gives, built anew for the sizes of `inputs`."""
    from tilesmith.tools.torch_module import torch_process  # the sandbox is not for whoever needs none

    known = {
        dimension: size
        for tensor in spec.inputs
        for dimension, size in zip(tensor.shape, inputs[tensor.name].shape, strict=True)
    }
    constants = reference.constants | {
        reference.sizes[d]: n for d, n in known.items() if d in reference.sizes
    }
    tensors = {reference.names[name]: array for name, array in inputs.items()}
    numbers = {reference.names[name]: value for name, value in scalars.items()}
    source = reference.path.read_text(encoding="utf-8")
    results = torch_process().evaluate(source, constants, {**tensors, **numbers})
    return {tensor.name: array for tensor, array in zip(spec.outputs, results, strict=True)}
