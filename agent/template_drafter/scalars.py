"""Scalars in the kernel: constants are written as float32 bits, the others are runtime arguments."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tilesmith.agent.spec.expression import Call, Expression, Name, Number
from tilesmith.agent.template_drafter.terms import Scalar


@dataclass(frozen=True)
class RuntimeScalar:
    """A scalar that the host computes from parameters and passes as float32 bits."""

    name: str
    expression: Expression


def runtime_scalars(scalars: Iterable[Scalar]) -> tuple[RuntimeScalar, ...]:
    """The different ones of `scalars` that depend on parameters, each under a name of its own."""
    different = dict.fromkeys(scalar.expression for scalar in scalars if scalar.constant is None)
    named: dict[str, Expression] = {}
    for expression in different:
        candidates = (_speaking_name(expression), *(f"scalar_{n}_bits" for n in range(len(different) + 1)))
        named[next(name for name in candidates if name and name not in named)] = expression
    return tuple(RuntimeScalar(name, expression) for name, expression in named.items())


def float32_bits(value: float) -> str:
    """`value` as a C++ literal of its float32 bits."""
    with np.errstate(over="ignore"):
        return f"0x{int(np.float32(value).view(np.uint32)):08x}u"


def _speaking_name(expression: Expression) -> str:
    match expression:
        case Name(name):
            return f"{name}_bits"
        case Call("divide", (Number(1.0), Name(name))):
            return f"inverse_{name}_bits"
        case Call("negative", (Name(name),)):
            return f"minus_{name}_bits"
        case _:
            return ""
