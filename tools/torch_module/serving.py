"""Runs inside the sandbox, alone with PyTorch: describes and evaluates the modules of problem files.

Messages are those of `tools.runner.wire`, which cannot be imported here: two lengths, JSON, bytes.
"""

import ast
import inspect
import json
import math
import socket
import struct
import sys
from functools import lru_cache
from typing import Any

import numpy as np
import torch

_SIZES = struct.Struct("<QQ")
_LIMITS = (64, 128, 256, 512, 1024)
"""Constants above are made so small to look at the module; the first limit with which it runs is taken."""
_PROBES = (1, 2, 33, 64)
"""A constant is a free size when the module runs with each of these in its place."""
_SMALLEST_FREE_WEIGHT = 32
"""A constant that sets sizes of weights alone is free from here on; below, it may be the size of a window."""

Constants = dict[str, int]


class ProblemError(Exception):
    """Says in a sentence what is wrong with the file."""


class Problem:
    """The file with some of its constants set to other numbers."""

    def __init__(self, source: str, constants: Constants) -> None:
        tree = ast.fix_missing_locations(_Setting(constants).visit(ast.parse(source)))
        torch.manual_seed(0)
        self.names: dict[str, Any] = {"__name__": "problem"}
        exec(compile(tree, "problem file", "exec"), self.names)
        for name in ("Model", "get_inputs", "get_init_inputs"):
            if name not in self.names:
                raise ProblemError(f"it defines no {name}")
        self.given = list(self.names["get_inputs"]())
        initial = self.names["get_init_inputs"]()
        self.model = (
            self.names["Model"](**initial) if isinstance(initial, dict) else self.names["Model"](*initial)
        )
        self.model = self.model.double()
        parameters = inspect.signature(self.model.forward).parameters.values()
        self.gives_integers: list[bool] = []
        self.arguments = [each.name for each in parameters][: len(self.given)]

    def weights(self) -> dict[str, torch.Tensor]:
        """Parameters and buffers of real numbers."""
        return {n: t for n, t in self.model.state_dict(keep_vars=False).items() if t.is_floating_point()}

    def outputs(self, values: dict[str, np.ndarray] | None = None) -> list[np.ndarray]:
        """What it gives for its own inputs, with `values` in the place of some of them."""
        values = values or {}
        weights = self.model.state_dict()
        for name, tensor in weights.items():
            if name in values:
                tensor.copy_(torch.from_numpy(values[name].copy()))
        inputs = [
            _like(given, values[name]) if name in values else _double(given)
            for name, given in zip(self.arguments, self.given, strict=True)
        ]
        with torch.no_grad():
            result = self.model(*inputs)
        results = result if isinstance(result, tuple | list) else (result,)
        if not all(isinstance(each, torch.Tensor) for each in results):
            raise ProblemError("its forward returns something else than tensors")
        self.gives_integers = [not each.is_floating_point() for each in results]
        arrays = [each.detach().to(torch.float64).numpy() for each in results]
        return [array.reshape(1, 1) if array.ndim == 0 else array for array in arrays]


class _Setting(ast.NodeTransformer):
    """Sets constants at the top of the file."""

    def __init__(self, constants: Constants) -> None:
        self._constants = constants

    def visit_Module(self, node: ast.Module) -> ast.Module:
        for statement in node.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)]) if name in self._constants:
                    statement.value = ast.Constant(self._constants[name])
        return node


def _double(given: object) -> object:
    return given.double() if isinstance(given, torch.Tensor) and given.is_floating_point() else given


def _like(given: object, value: np.ndarray) -> object:
    if isinstance(given, torch.Tensor):
        tensor = torch.from_numpy(value.copy())
        return tensor if given.is_floating_point() else tensor.to(given.dtype)
    return float(value)


def describe(source: str, constants: Constants) -> dict[str, Any]:
    """See `described.Described`."""
    base, problem = _running(source, constants)
    _require_the_same_twice(problem)
    free = {name for name in constants if _is_free(source, base, name)}
    sizes = _sizes(source, base, free, problem)
    arguments = [_argument(name, given, sizes) for name, given in _tensors(problem) if not _is_fixed(given)]
    arguments += [
        _argument(name, tensor, sizes, weight=True)
        for name, tensor in problem.weights().items()
        if _matters(problem, name)
    ]
    free = {size for argument in arguments for size in argument["shape"]} & free
    return {
        "arguments": arguments,
        "integers": problem.gives_integers,
        "used": {name: value for name, value in base.items() if name not in free},
        "numbers": {
            name: float(value)
            for name, value in vars(problem.model).items()
            if isinstance(value, int | float) and not isinstance(value, bool) and not name.startswith("_")
        },
    }


def _running(source: str, constants: Constants) -> tuple[Constants, Problem]:
    """The module with small constants, with which it still runs."""
    failure: Exception | None = None
    for limit in _LIMITS:
        small = {name: min(value, limit) for name, value in constants.items()}
        try:
            problem = Problem(source, small)
            problem.outputs()
        except Exception as error:  # whatever the file's own code raises
            failure = failure or error
            continue
        return small, problem
    raise failure or ProblemError("it does not run")


def _require_the_same_twice(problem: Problem) -> None:
    if any(
        not np.array_equal(a, b, equal_nan=True)
        for a, b in zip(problem.outputs(), problem.outputs(), strict=True)
    ):
        raise ProblemError("its module draws random numbers, so no output is the right one")


def _is_free(source: str, base: Constants, name: str) -> bool:
    """Whether the module runs whatever the constant is."""
    try:
        for size in _PROBES:
            Problem(source, base | {name: size}).outputs()
    except Exception:  # it does not run with every size
        return False
    return True


def _sizes(source: str, base: Constants, free: set[str], problem: Problem) -> dict[tuple[str, int], str]:
    """Which constant sets which dimension of which tensor; what sets but a part of one is not free."""
    before = {name: _shape(tensor) for name, tensor in _all_tensors(problem)}
    found: dict[tuple[str, int], str] = {}
    for name in sorted(free):
        probe = base | {name: base[name] + 37}
        changed = {n: _shape(t) for n, t in _all_tensors(Problem(source, probe))}
        places = [
            (tensor, at)
            for tensor, shape in changed.items()
            for at, size in enumerate(shape)
            if size != before[tensor][at]
        ]
        whole = all(changed[t][at] == probe[name] and (t, at) not in found for t, at in places)
        chosen = any(t in problem.arguments for t, _ in places) or base[name] >= _SMALLEST_FREE_WEIGHT
        if places and whole and chosen:
            found |= dict.fromkeys(places, name)
        else:
            free.discard(name)
    return found


def _all_tensors(problem: Problem) -> list[tuple[str, Any]]:
    return [*_tensors(problem), *problem.weights().items()]


def _tensors(problem: Problem) -> list[tuple[str, Any]]:
    for given in problem.given:
        if isinstance(given, list | tuple | dict):
            raise ProblemError("an argument of its forward holds several tensors in one")
    return list(zip(problem.arguments, problem.given, strict=True))


def _shape(given: object) -> tuple[int, ...]:
    return tuple(given.shape) if isinstance(given, torch.Tensor) else ()


def _is_fixed(given: object) -> bool:
    """Neither a tensor nor a real number: a dimension, a switch, a mode."""
    return not isinstance(given, torch.Tensor | float)


def _argument(
    name: str, given: object, sizes: dict[tuple[str, int], str], *, weight: bool = False
) -> dict[str, Any]:
    if isinstance(given, float):
        return {"name": name, "weight": False, "value": given, "shape": []}
    assert isinstance(given, torch.Tensor)
    values = given.detach().to(torch.float64)
    return {
        "name": name,
        "weight": weight,
        "shape": [sizes.get((name, at), str(size)) for at, size in enumerate(given.shape)],
        "integer": not given.is_floating_point(),
        "low": _finite(values.min()),
        "high": _finite(values.max()),
    }


def _finite(value: torch.Tensor) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ProblemError("its inputs hold numbers that are not finite")
    return number


def _matters(problem: Problem, name: str) -> bool:
    """Whether an output depends on the weight, as it does not on the running statistics of a norm."""
    before = problem.outputs()
    kept = problem.model.state_dict()[name].clone()
    after = problem.outputs({name: (kept + 1).numpy()})
    problem.model.state_dict()[name].copy_(kept)
    return any(not np.array_equal(a, b, equal_nan=True) for a, b in zip(before, after, strict=True))


@lru_cache(maxsize=8)
def _problem(source: str, constants: tuple[tuple[str, int], ...]) -> Problem:
    return Problem(source, dict(constants))


def evaluate(question: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """The outputs for the tensors in `body`."""
    values, at = {}, 0
    for tensor in question["tensors"]:
        count = math.prod(tensor["shape"])
        values[tensor["name"]] = np.frombuffer(body, np.float64, count, at).reshape(tensor["shape"])
        at += 8 * count
    problem = _problem(question["source"], tuple(sorted(question["constants"].items())))
    outputs = problem.outputs(values)
    return {"shapes": [list(o.shape) for o in outputs]}, b"".join(
        np.ascontiguousarray(o).tobytes() for o in outputs
    )


def answer(question: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """What is asked, or in a sentence why not."""
    try:
        if question["do"] == "describe":
            return describe(question["source"], question["constants"]), b""
        return evaluate(question, body)
    except ProblemError as error:
        return {"error": str(error)}, b""
    except (Exception, SystemExit) as error:  # whatever the file's own code raises
        return {
            "error": f"its module fails: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
        }, b""


def main(descriptor: int) -> None:
    """Answer until the other side hangs up."""
    with socket.socket(fileno=descriptor) as control, control.makefile("rwb") as stream:
        while start := stream.read(_SIZES.size):
            head_bytes, body_bytes = _SIZES.unpack(start)
            question = json.loads(stream.read(head_bytes))
            head, data = answer(question, stream.read(body_bytes))
            text = json.dumps(head).encode()
            stream.write(_SIZES.pack(len(text), len(data)) + text + data)
            stream.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
