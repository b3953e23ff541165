"""The formula in a user's function, when the function is nothing else.

A function of assignments and one `return` of elementwise arithmetic is an expression in other words. Reading
it as one lets templates compile it, and gives the generated program a golden of its own for its self-check.
"""

import ast
from collections.abc import Mapping
from copy import deepcopy

from tilesmith.agent.spec.expression import ExpressionError, names, parse

# A local that is used twice is written out twice: x = x * x, thirty times, would fill the memory.
_MOST_NODES = 500


def formula_of(source: str, function: str, operands: set[str], constants: Mapping[str, float]) -> str | None:
    """The expression that `function` of the module `source` returns; None when it does anything else.

    Args:
        operands: its arguments; all of them must appear in the expression.
        constants: numbers of the module that it may name.
    """
    body = _body(ast.parse(source), function)
    returned = _substituted(body, operands, constants) if body else None
    if returned is None:
        return None
    text = ast.unparse(returned)
    try:
        return text if set(names(parse(text))) == operands else None
    except ExpressionError:
        return None


def _body(module: ast.Module, function: str) -> list[ast.stmt]:
    """The statements of the function without its docstring; empty when it is decorated or not there."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name == function and not node.decorator_list:
            return node.body[1:] if ast.get_docstring(node) is not None else node.body
    return []


def _substituted(body: list[ast.stmt], operands: set[str], constants: Mapping[str, float]) -> ast.expr | None:
    """What the last statement returns, with every local replaced by what it stands for."""
    known: dict[str, ast.expr] = {name: ast.Constant(value) for name, value in constants.items()}
    known = {name: value for name, value in known.items() if name not in operands}
    for statement in body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                known[name] = _Replacing(known).visit(deepcopy(value))
                if _nodes(known[name]) > _MOST_NODES:
                    return None
            case ast.Return(value=ast.expr() as value) if statement is body[-1]:
                returned: ast.expr = _Replacing(known).visit(deepcopy(value))
                return returned if _nodes(returned) <= _MOST_NODES else None
            case _:
                return None
    return None


class _Replacing(ast.NodeTransformer):
    def __init__(self, known: Mapping[str, ast.expr]) -> None:
        self._known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return deepcopy(self._known.get(node.id, node))


def _nodes(tree: ast.AST) -> int:
    return sum(1 for _ in ast.walk(tree))
