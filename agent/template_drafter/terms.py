"""Expressions as the device sees them: tensors, scalars that the host computes, and operations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from tilesmith.agent.spec.expression import Call, Expression, Name, Number, evaluate_tree, names


@dataclass(frozen=True)
class Tensor:
    """An input tensor."""

    name: str


@dataclass(frozen=True)
class Scalar:
    """A value without tensors in it: a constant, or an expression of parameters that the host evaluates."""

    expression: Expression

    @property
    def constant(self) -> float | None:
        """The value, unless it depends on a parameter."""
        return self.expression.value if isinstance(self.expression, Number) else None


@dataclass(frozen=True)
class Op:
    """An elementwise function of `agent.spec.functions`, at least one of whose operands is a tensor."""

    name: str
    operands: tuple["Term", ...]


Term: TypeAlias = Tensor | Scalar | Op


def bind(expression: Expression, parameters: Iterable[str]) -> Term:
    """`expression` with every largest part that holds no tensor made one `Scalar`."""
    scalars = frozenset(parameters)
    if all(name in scalars for name in names(expression)):
        return folded(expression)
    match expression:
        case Name(name):
            return Tensor(name)
        case Call(function, operands):
            return Op(function, tuple(bind(operand, scalars) for operand in operands))
        case Number():  # a number holds no name: it was folded above
            return folded(expression)


def folded(expression: Expression) -> Scalar:
    """The scalar `expression`, evaluated when it depends on no parameter."""
    if names(expression):
        return Scalar(expression)
    return Scalar(Number(float(evaluate_tree(expression, {}))))


def number(value: float) -> Scalar:
    """A constant."""
    return Scalar(Number(value))


def scalar_call(function: str, *operands: Scalar) -> Scalar:
    """`function` of scalars, computed on the host."""
    return folded(Call(function, tuple(operand.expression for operand in operands)))


def to_expression(term: Term) -> Expression:
    """`term` as an expression again, to print it."""
    match term:
        case Tensor(name):
            return Name(name)
        case Scalar(expression):
            return expression
        case Op(name, operands):
            return Call(name, tuple(to_expression(operand) for operand in operands))
