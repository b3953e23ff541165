"""Operations in a user's own Python file.

The smallest file is one function; its plain arguments are input tensors, its keyword-only arguments
scalar parameters, and the first line of its docstring describes the operation::

    import numpy as np

    def scaled_softsign(a, b, *, alpha=0.5):
        '''Softsign of a, scaled by b.'''
        return alpha * b * a / (1 + np.abs(a))

Tensors arrive as float64 arrays, parameters as floats. These module variables are optional:

    inputs = {"a": (-4, 4), "b": (0.5, 2)}   # value range of each input; -2 .. 2 otherwise
    parameters = {"alpha": (0.1, 1.0)}       # range that verification tries; the default alone otherwise
    outputs = ("mean", "variance")           # for a function that returns a tuple; ("out",) otherwise
    tolerance = {"max_ulp": 8}               # fields of `Tolerance`
    dtype = "float32"                        # of every tensor; bfloat16 otherwise
    layout = "row_major"                     # of every tensor, or {"a": "row_major"}; tile otherwise
    shapes = {"a": "m k", "b": "k n"}        # dimensions of each input by name; one shape for all otherwise
    communication = {"kind": "ring", "along": "m"}  # how cores shall work together; as they like otherwise

A function that only names intermediate results and returns elementwise arithmetic is read as the expression
that it is, so that templates can compile it. The file is the user's own code and is executed as such.
"""

import inspect
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from pydantic import ValidationError

from tilesmith.agent.spec.expression import output_of, parse
from tilesmith.agent.spec.formula import formula_of
from tilesmith.agent.spec.model import (
    DType,
    ExpressionReference,
    OperationSpec,
    Parameter,
    PythonReference,
    TensorLayout,
    TensorSpec,
    Tolerance,
)
from tilesmith.agent.spec.shapes import dimensions, input_shapes
from tilesmith.agent.spec.tolerances import EXACT, family_of
from tilesmith.errors import TilesmithError, reason_of

Reference = Callable[..., Any]
Range = tuple[float, float]

# Of integer inputs whose range the file does not give.
_USUAL_INTEGER = 1000.0


class SpecFileError(TilesmithError):
    """A Python file that does not define an operation."""


def load_spec(path: Path) -> OperationSpec:
    """The operation that the Python file `path` defines.

    Raises:
        SpecFileError: the file is missing, fails, or defines no operation; the message names the line.
    """
    module = _execute(path)
    function = _find_function(module, path)
    try:
        return _describe(module, function, path)
    except ValidationError as error:
        raise SpecFileError(f"{path}: {first_problem(error)}") from error


def load_function(path: Path, name: str) -> Reference:
    """The function `name` of the Python file `path`.

    Raises:
        SpecFileError: the file fails or lacks the function.
    """
    function: Reference | None = getattr(_execute(path), name, None)
    if function is None or not callable(function):
        raise SpecFileError(f"{path} has no function {name!r} any more: restore it or give the file again")
    return function


def user_error(path: Path, error: BaseException) -> SpecFileError:
    """`error`, raised by the code in `path`, as one sentence with the line."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
    ]
    line = error.lineno if isinstance(error, SyntaxError) else (lines[-1] if lines else None)
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    place = f"{path}:{line}" if line else str(path)
    return SpecFileError(f"{place}: {type(error).__name__}: {message}")


def first_problem(error: ValidationError) -> str:
    """The first of pydantic's findings as one sentence."""
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _execute(path: Path) -> ModuleType:
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecFileError(
            f"cannot read {path} ({reason_of(error)}): --spec takes a file as `tilesmith new` writes it"
        ) from error
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    search_path = sys.path[:]
    sys.path.insert(0, str(path.parent.resolve()))
    try:
        exec(compile(source, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:  # whatever the user's own code raises
        raise user_error(path, error) from error
    finally:
        sys.path[:] = search_path
    return module


def _find_function(module: ModuleType, path: Path) -> Reference:
    """`reference`, or the function named like the file, or the only public one."""
    own = {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    for name in ("reference", path.stem):
        if name in own:
            return own[name]
    if len(own) == 1:
        return next(iter(own.values()))
    found = f"defines {', '.join(own)}" if own else "defines no function"
    raise SpecFileError(
        f"{path} {found}: write one public function, or name the operation's function {path.stem!r}"
    )


def _describe(module: ModuleType, function: Reference, path: Path) -> OperationSpec:
    tensors, scalars = _arguments(function, path)
    dtype = _dtype(module, path)
    inputs = _ranges(module, "inputs", tensors, path)
    shapes = _shapes(module, tensors, path)
    parameters = _ranges(module, "parameters", tuple(scalars), path)
    name = path.stem if function.__name__ == "reference" else function.__name__
    documentation = inspect.getdoc(function) or inspect.getdoc(module) or name
    outputs = _setting(module, "outputs", tuple, ("out",), path)
    layouts = _layouts(module, (*tensors, *outputs), path)
    spec = OperationSpec(
        name=name,
        description=documentation.splitlines()[0],
        inputs=tuple(
            _tensor(tensor, dtype, inputs.get(tensor), shapes.get(tensor, ()), layouts[tensor])
            for tensor in tensors
        ),
        outputs=tuple(_output(output, dtype, layouts[output]) for output in outputs),
        parameters=tuple(_parameter(key, value, parameters.get(key)) for key, value in scalars.items()),
        reference=PythonReference(path=path.resolve(), function=function.__name__),
        tolerance=_tolerance(module, dtype, path),
        communication=_setting(module, "communication", dict, {}, path) or None,
    )
    return _as_expression(spec, module, function, path)


def _tolerance(module: ModuleType, dtype: DType, path: Path) -> Tolerance:
    """What the file says, or that of a chain; of integers none."""
    given = _setting(module, "tolerance", dict, {}, path)
    if given and dtype.is_integer:
        raise SpecFileError(f"{path}: results of {dtype} are exact: leave out tolerance")
    return EXACT.tolerance if dtype.is_integer else Tolerance(**given)


def _as_expression(spec: OperationSpec, module: ModuleType, function: Reference, path: Path) -> OperationSpec:
    """`spec` with the formula of `function` as its reference, if that is all there is to it."""
    names = {tensor.name for tensor in spec.inputs} | {parameter.name for parameter in spec.parameters}
    constants = {
        name: float(value)
        for name, value in vars(module).items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    source = path.read_text(encoding="utf-8")
    text = formula_of(source, function.__name__, names, constants) if len(spec.outputs) == 1 else None
    if text is None or not _agree(spec, function, text):
        return spec
    changes: dict[str, object] = {"reference": ExpressionReference(text=text)}
    if not hasattr(module, "tolerance") and not spec.outputs[0].dtype.is_integer:
        changes["tolerance"] = family_of(parse(text)).tolerance
    return spec.model_copy(update=changes)


def _agree(spec: OperationSpec, function: Reference, text: str) -> bool:
    """Whether function and formula give the same numbers: a name may mean something else in that file."""
    source = np.random.default_rng(0)
    # Another size for each dimension, so that a sum along the other axis shows.
    sizes = range(5, 5 + len(dimensions(spec))) if dimensions(spec) else (5, 6)
    shapes = input_shapes(spec, tuple(sizes))
    tensors = {
        tensor.name: source.uniform(tensor.low, tensor.high, shapes[tensor.name]) for tensor in spec.inputs
    }
    scalars = {parameter.name: parameter.value for parameter in spec.parameters}
    with np.errstate(all="ignore"):
        try:
            own = np.asarray(function(*tensors.values(), **scalars), dtype=np.float64)
        except Exception:  # noqa: BLE001 - the user's own code; told when the golden is computed
            return False
    formula = output_of(text, tensors, scalars)
    return own.shape == formula.shape and np.allclose(own, formula, rtol=1e-9, atol=0, equal_nan=True)


def _arguments(function: Reference, path: Path) -> tuple[tuple[str, ...], dict[str, float]]:
    """Names of the input tensors, and the scalar parameters with their defaults."""
    tensors: list[str] = []
    scalars: dict[str, float] = {}
    place = f"{path}:{function.__code__.co_firstlineno}"
    for name, argument in inspect.signature(function).parameters.items():
        if argument.kind is argument.KEYWORD_ONLY:
            if not isinstance(argument.default, int | float):
                raise SpecFileError(f"{place}: the parameter {name} needs a number as its default")
            scalars[name] = float(argument.default)
        elif argument.kind is argument.POSITIONAL_OR_KEYWORD and argument.default is argument.empty:
            tensors.append(name)
        else:
            raise SpecFileError(
                f"{place}: argument {name}: inputs are plain arguments without default, "
                "scalar parameters stand after a *"
            )
    if not tensors:
        raise SpecFileError(f"{place}: {function.__name__} takes no input tensor: add an argument")
    return tuple(tensors), scalars


def _setting(module: ModuleType, name: str, kind: type, default: Any, path: Path) -> Any:  # noqa: ANN401
    value = getattr(module, name, default)
    if not isinstance(value, kind):
        raise SpecFileError(f"{path}: {name} must be a {kind.__name__}, not {value!r}")
    return value


def _dtype(module: ModuleType, path: Path) -> DType:
    name = _setting(module, "dtype", str, DType.BFLOAT16, path)
    if name not in list(DType):
        raise SpecFileError(f"{path}: dtype is {name!r}, but must be one of {', '.join(DType)}")
    return DType(name)


def _ranges(module: ModuleType, setting: str, known: tuple[str, ...], path: Path) -> Mapping[str, Range]:
    ranges: dict[str, Range] = _setting(module, setting, dict, {}, path)
    for name, bounds in ranges.items():
        if name not in known:
            raise SpecFileError(f"{path}: {setting} names {name!r}, but the function has {', '.join(known)}")
        if not isinstance(bounds, tuple | list) or len(bounds) != 2:
            raise SpecFileError(f"{path}: {setting}[{name!r}] must be (low, high), not {bounds!r}")
    return ranges


def _shapes(module: ModuleType, known: tuple[str, ...], path: Path) -> dict[str, tuple[str, ...]]:
    shapes: dict[str, object] = _setting(module, "shapes", dict, {}, path)
    for name, shape in shapes.items():
        if name not in known:
            raise SpecFileError(f"{path}: shapes names {name!r}, but the function has {', '.join(known)}")
        if not isinstance(shape, str) or not shape.split():
            raise SpecFileError(
                f"{path}: shapes[{name!r}] must name dimensions, such as 'm k', not {shape!r}"
            )
    return {name: tuple(str(shape).split()) for name, shape in shapes.items()}


def _layouts(module: ModuleType, known: tuple[str, ...], path: Path) -> dict[str, TensorLayout]:
    """That of each tensor, by name."""
    given: object = getattr(module, "layout", TensorLayout.TILE)
    named = given if isinstance(given, dict) else dict.fromkeys(known, given)
    for name, layout in named.items():
        if name not in known:
            raise SpecFileError(f"{path}: layout names {name!r}, but the tensors are {', '.join(known)}")
        if layout not in list(TensorLayout):
            raise SpecFileError(f"{path}: layout is {layout!r}, but must be one of {', '.join(TensorLayout)}")
    return {name: TensorLayout(str(named.get(name, TensorLayout.TILE))) for name in known}


def _tensor(
    name: str, dtype: DType, bounds: Range | None, shape: tuple[str, ...], layout: TensorLayout
) -> TensorSpec:
    if bounds is None and dtype.is_integer:
        bounds = (max(dtype.bounds[0], -_USUAL_INTEGER), _USUAL_INTEGER)
    if bounds is None:
        return TensorSpec(name=name, dtype=dtype, shape=shape, layout=layout)
    return TensorSpec(name=name, dtype=dtype, low=bounds[0], high=bounds[1], shape=shape, layout=layout)


def _output(name: str, dtype: DType, layout: TensorLayout) -> TensorSpec:
    """Its range says nothing, but has to be one of the type's."""
    return _tensor(name, dtype, None, (), layout)


def _parameter(name: str, value: float, bounds: Range | None) -> Parameter:
    low, high = bounds or (None, None)
    return Parameter(name=name, value=value, low=low, high=high)
