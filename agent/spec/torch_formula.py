"""The formula in a PyTorch module's `forward`, when that is nothing else: templates can then compile it."""

import ast
from collections.abc import Mapping

from tilesmith.agent.spec.formula import formula_of

_ROOTS = {"torch", "F", "nn"}


def formula_of_module(
    source: str, names: Mapping[str, str], numbers: Mapping[str, float], *, loosely: bool
) -> str | None:
    """The expression that `Model.forward` of the file `source` returns; None when it does anything else.

    Args:
        names: of the arguments in the expression, by their name in the file.
        numbers: attributes of the module that are numbers.
        loosely: read keywords as further operands, in their order: for whoever compares the results.
    """
    forward = _forward(ast.parse(source))
    if forward is None:
        return None
    reading = _Reading(names, numbers, loosely=loosely)
    body = [reading.visit(statement) for statement in forward.body]
    function = ast.FunctionDef(name="forward", args=forward.args, body=body, decorator_list=[])
    module = ast.fix_missing_locations(ast.Module(body=[function], type_ignores=[]))
    return formula_of(ast.unparse(module), "forward", set(names.values()), {})


def _forward(module: ast.Module) -> ast.FunctionDef | None:
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name == "Model":
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "forward":
                    return method
    return None


class _Reading(ast.NodeTransformer):
    """Names as expressions have them: `torch.relu(A)` is `relu(a)`, `self.slope` a number."""

    def __init__(self, names: Mapping[str, str], numbers: Mapping[str, float], *, loosely: bool) -> None:
        self._names = names
        self._numbers = numbers
        self._loosely = loosely

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(id=self._names.get(node.id, node.id), ctx=node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        match node.value:
            case ast.Name(id="self") if node.attr in self._numbers:
                return ast.Constant(self._numbers[node.attr])
        if _root(node) in _ROOTS:
            return ast.Name(id=node.attr, ctx=ast.Load())
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if self._loosely and all(
            not isinstance(k.value, ast.Constant) or _is_number(k.value) for k in node.keywords
        ):
            return ast.Call(func=node.func, args=[*node.args, *(k.value for k in node.keywords)], keywords=[])
        return node


def _is_number(node: ast.Constant) -> bool:
    return isinstance(node.value, int | float) and not isinstance(node.value, bool)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
