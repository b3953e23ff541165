"""The dimensions that an expression with matrix functions asks of its inputs: `m k` and `k n` for `a @ b`."""

from itertools import chain
from string import ascii_lowercase

from tilesmith.agent.spec.expression import Call, Expression, ExpressionError, Name, is_elementwise, names

Shape = tuple[str, str]

_ONE = "1"
# In the order of their appearance; k is what a first product sums over.
_LETTERS = tuple(dict.fromkeys(chain("mkn", "pqrst", ascii_lowercase)))


def infer_shapes(expression: Expression, inputs: tuple[str, ...]) -> dict[str, Shape]:
    """Rows and columns of each of `inputs` by name; empty for an elementwise expression, which takes any.

    Raises:
        ExpressionError: no shapes fit, such as for a sum over an axis that has one element.
    """
    if is_elementwise(expression):
        return {}
    unifier = _Unifier(inputs)
    unifier.shape(expression)
    roots = [unifier.root(dimension) for name in inputs for dimension in unifier.of_input[name]]
    called = dict(zip(dict.fromkeys(root for root in roots if root != _ONE), _LETTERS, strict=False))
    return {
        name: (_called(unifier, called, rows), _called(unifier, called, columns))
        for name, (rows, columns) in unifier.of_input.items()
    }


def _called(unifier: "_Unifier", called: dict[str, str], dimension: str) -> str:
    root = unifier.root(dimension)
    return called.get(root, root)


class _Unifier:
    """Finds which dimensions must be equal."""

    def __init__(self, inputs: tuple[str, ...]) -> None:
        self.of_input: dict[str, Shape] = {name: (f"{name} rows", f"{name} columns") for name in inputs}
        self._same: dict[str, str] = {}

    def root(self, dimension: str) -> str:
        """The one that stands for all equal to `dimension`."""
        while dimension in self._same:
            dimension = self._same[dimension]
        return dimension

    def shape(self, expression: Expression) -> Shape:
        """Of the value of `expression`; a scalar is 1 by 1."""
        match expression:
            case Name(name):
                return self.of_input.get(name, (_ONE, _ONE))
            case Call("matmul", (left, right)):
                (rows, inner), (other, columns) = self.shape(left), self.shape(right)
                self._equal(inner, other)
                return rows, columns
            case Call("transpose", (operand,)):
                rows, columns = self.shape(operand)
                return columns, rows
            case Call("reduce_sum" | "reduce_max" | "reduce_mean", (operand, axis)):
                rows, columns = self.shape(operand)
                return (_ONE, columns) if getattr(axis, "value", None) == -2 else (rows, _ONE)
            case Call(_, operands):
                shapes = [self.shape(operand) for operand in operands if names(operand)]
                return self._broadcast([rows for rows, _ in shapes]), self._broadcast([c for _, c in shapes])
            case _:
                return _ONE, _ONE

    def _broadcast(self, dimensions: list[str]) -> str:
        """What elementwise operands have in common; one with a single element fits all."""
        found = _ONE
        for dimension in map(self.root, dimensions):
            if found == _ONE:
                found = dimension
            elif dimension != _ONE:
                self._equal(found, dimension)
        return found

    def _equal(self, left: str, right: str) -> None:
        left, right = self.root(left), self.root(right)
        if left == right:
            return
        if _ONE in (left, right):
            raise ExpressionError("a product of matrices sums over a dimension that has one element here")
        self._same[right] = left
