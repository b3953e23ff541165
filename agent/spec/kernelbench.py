"""Operations in problem files of KernelBench: a PyTorch `Model`, `get_inputs` and `get_init_inputs`.

The sizes that the file sets at its top become dimensions, which the verification chooses, so that a kernel is
tried on more shapes than one and on such as a runner can hold. Weights of the module become inputs, numbers
among the arguments scalar parameters. A module that is a formula is read as one, so that templates can
compile it; any other is computed by PyTorch itself, in float64 and in the sandbox.
"""

import ast
import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from tilesmith.agent.spec.expression import ExpressionError, is_elementwise, output_of, parse
from tilesmith.agent.spec.functions import Array
from tilesmith.agent.spec.model import (
    DType,
    ExpressionReference,
    OperationSpec,
    Parameter,
    TensorSpec,
    Tolerance,
    TorchReference,
)
from tilesmith.agent.spec.problem_source import constants_of, described_by_text
from tilesmith.agent.spec.python_file import first_problem
from tilesmith.agent.spec.tolerances import ACCUMULATION, CHAIN, EXACT, family_of
from tilesmith.agent.spec.torch_formula import formula_of_module
from tilesmith.errors import TilesmithError, reason_of
from tilesmith.tools.torch_module import (
    Argument,
    Described,
    ModuleFailedError,
    TorchMissingError,
    torch_process,
)

# A module may chain operations as well as sum.
_TOLERANCE = Tolerance(
    max_ulp=CHAIN.max_ulp,
    absolute_floor=ACCUMULATION.floor,
    pcc=CHAIN.pcc,
    norm_relative=CHAIN.norm_relative,
)
_CONSTANT_WEIGHT = 0.5
"""How far a weight is varied that the module begins with everywhere the same."""
_PROBE = 5
"""Size of all dimensions when a formula is compared with the module."""


class ProblemFileError(TilesmithError):
    """A file that is no problem of KernelBench, or one that cannot be taken."""


def load_problem(path: Path) -> OperationSpec:
    """The operation of the problem file `path`.

    Raises:
        ProblemFileError: it cannot be read, or is none; the message says why.
        TorchMissingError: PyTorch is not installed, and the file's text alone does not tell all.
    """
    try:
        source = path.read_text(encoding="utf-8")
        constants = constants_of(source)
    except (OSError, UnicodeDecodeError, SyntaxError) as error:
        raise ProblemFileError(
            f"cannot read {path} ({reason_of(error)}): --kernelbench takes a problem file"
        ) from error
    if not re.search(r"^class Model\b", source, re.MULTILINE):
        raise ProblemFileError(f"{path} is no problem file: it defines no class Model")
    try:
        described, asked = _described(source, constants)
        return _Reading(path, source, constants, described, asked).spec()
    except ModuleFailedError as error:
        raise ProblemFileError(f"{path}: {error}") from error
    except ValidationError as error:
        raise ProblemFileError(f"{path}: {first_problem(error)}") from error


def _described(source: str, constants: dict[str, int]) -> tuple[Described, bool]:
    """What the module takes, and whether PyTorch was asked; without it the text may do."""
    try:
        return torch_process().describe(source, constants), True
    except TorchMissingError:
        by_text = described_by_text(source)
        if by_text is None:
            raise
        return by_text, False


class _Reading:
    """A problem file on its way to a spec."""

    def __init__(
        self, path: Path, source: str, constants: dict[str, int], described: Described, asked: bool
    ) -> None:
        self._path = path
        self._source = source
        self._constants = constants
        self._described = described
        self._asked = asked
        self._names = _unique([argument.name for argument in described.arguments])
        free = [size for a in described.arguments for size in a.shape if not size.isdigit()]
        self._dimensions = _unique(list(dict.fromkeys(free)))

    def spec(self) -> OperationSpec:
        """The operation, by a formula where that says it all."""
        if not self._tensors:
            raise ProblemFileError(f"{self._path}: its forward takes no tensor")
        whole = self._by_module()
        text = self._formula(whole)
        if text is not None:
            return self._by_formula(whole, text)
        if not self._asked:
            torch_process().describe(self._source, self._constants)  # says that PyTorch is missing
        if not self._dimensions:
            raise ProblemFileError(
                f"{self._path}: no size of its inputs is a number at the top of the file, such as M = 64: "
                "no other shapes could be tried"
            )
        return whole

    @property
    def _tensors(self) -> list[Argument]:
        return [argument for argument in self._described.arguments if argument.value is None]

    def _by_module(self) -> OperationSpec:
        return OperationSpec(
            name=_operation_name(self._path),
            description=self._description(),
            inputs=tuple(self._input(argument) for argument in self._tensors),
            outputs=_outputs(self._described.integers, set(self._names.values())),
            parameters=tuple(
                Parameter(name=self._names[argument.name], value=argument.value)
                for argument in self._described.arguments
                if argument.value is not None
            ),
            reference=TorchReference(
                path=self._path.resolve(),
                names={own: given for given, own in self._names.items()},
                sizes={own: given for given, own in self._dimensions.items()},
                constants=self._described.used,
            ),
            tolerance=EXACT.tolerance if all(self._described.integers) else _TOLERANCE,
            notes=self._notes(),
        )

    def _input(self, argument: Argument) -> TensorSpec:
        low, high = _range(argument)
        return TensorSpec(
            name=self._names[argument.name],
            dtype=DType.INT32 if argument.integer else DType.BFLOAT16,
            low=low,
            high=high,
            # Where the file's sizes are all fixed, the formula alone may say that any will do.
            shape=tuple(self._dimensions.get(size, size) for size in argument.shape)
            if self._dimensions
            else (),
        )

    def _formula(self, whole: OperationSpec) -> str | None:
        text = formula_of_module(self._source, self._names, self._described.numbers, loosely=self._asked)
        if text is None or len(whole.outputs) != 1:
            return None
        return text if not self._asked or self._agree(text) else None

    def _agree(self, text: str) -> bool:
        """Whether the formula gives what the module gives."""
        source = np.random.default_rng(0)
        tensors: dict[str, Array] = {
            argument.name: source.uniform(
                *_range(argument), [_PROBE if not s.isdigit() else int(s) for s in argument.shape]
            )
            for argument in self._tensors
        }
        numbers = {a.name: a.value for a in self._described.arguments if a.value is not None}
        constants = self._described.used | dict.fromkeys(self._dimensions, _PROBE)
        (expected,) = torch_process().evaluate(self._source, constants, {**tensors, **numbers})
        try:
            found = output_of(
                text,
                {self._names[name]: array for name, array in tensors.items()},
                {self._names[name]: value for name, value in numbers.items()},
            )
        except (ExpressionError, ValueError):  # operands that do not fit: it means something else to numpy
            return False
        return found.shape == expected.shape and bool(np.allclose(found, expected, rtol=1e-6, atol=1e-9))

    def _by_formula(self, whole: OperationSpec, text: str) -> OperationSpec:
        expression = parse(text)
        shapes = {tensor.shape for tensor in whole.inputs}
        inputs = whole.inputs
        if is_elementwise(expression) and len(shapes) == 1:
            inputs = tuple(tensor.model_copy(update={"shape": ()}) for tensor in inputs)
        return whole.model_copy(
            update={
                "inputs": inputs,
                "reference": ExpressionReference(text=text),
                "tolerance": family_of(expression).tolerance,
            }
        )

    def _description(self) -> str:
        for node in ast.parse(self._source).body:
            if isinstance(node, ast.ClassDef) and node.name == "Model":
                lines = (ast.get_docstring(node) or "").splitlines()
                if lines:
                    return " ".join(lines[0].split())
        return _operation_name(self._path).replace("_", " ")

    def _notes(self) -> tuple[str, ...]:
        notes = [f"It comes from {self._path.name}, whose float32 tensors are bfloat16 here."]
        chosen = [f"{name} = {self._constants[name]}" for name in self._dimensions]
        if chosen:
            notes.append(
                f"It was tried on smaller and other sizes than the file's ({', '.join(chosen)}): "
                "those that a runner holds."
            )
        smaller = [
            f"{name} is {value} instead of {self._constants[name]}"
            for name, value in self._described.used.items()
            if value != self._constants[name]
        ]
        if smaller:
            notes.append(f"Of its constants that must stay as they are, {', '.join(smaller)}.")
        weights = [self._names[a.name] for a in self._described.arguments if a.weight]
        if weights:
            notes.append(f"The module's weights are inputs: {', '.join(weights)}.")
        return tuple(notes)


def _unique(names: list[str]) -> dict[str, str]:
    """Names as specs have them, by those of the file: lower case, each once."""
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        wanted = plain if plain[:1].isalpha() else f"t_{plain}"
        taken = set(found.values())
        found[name] = next(n for n in (wanted, *(f"{wanted}_{i}" for i in range(2, 99))) if n not in taken)
    return found


def _operation_name(path: Path) -> str:
    """`19_ReLU.py` is `relu`."""
    plain = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")
    return re.sub(r"^[0-9_]+", "", plain) or "problem"


def _outputs(integers: Sequence[bool], taken: set[str]) -> tuple[TensorSpec, ...]:
    names = ["out"] if len(integers) == 1 else [f"out_{place}" for place in range(len(integers))]
    return tuple(
        TensorSpec(
            name=name if name not in taken else f"{name}_tensor",
            dtype=DType.INT32 if integer else DType.BFLOAT16,
        )
        for name, integer in zip(names, integers, strict=True)
    )


def _range(argument: Argument) -> tuple[float, float]:
    """Of the values that verification tries: about those of the file."""
    low, high = argument.low, argument.high
    if argument.weight and low == high:
        return low - _CONSTANT_WEIGHT, high + _CONSTANT_WEIGHT
    if argument.integer:
        return math.floor(low), max(math.ceil(high), math.floor(low) + 1)
    if low < 0 < high:
        bound = _outwards(max(-low, high))
        return -bound, bound
    if 0 <= low < 1 / 16 and 15 / 16 < high <= 1:
        return 0.0, 1.0
    return (low, high) if low < high else (low - 1.0, high + 1.0)


def _outwards(value: float) -> float:
    """The next number of two digits."""
    scale = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.ceil(value / scale) * scale
