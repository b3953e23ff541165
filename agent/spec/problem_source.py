"""What the text of a KernelBench problem file tells without PyTorch."""

import ast
from collections.abc import Iterator

from tilesmith.agent.spec.expression import ExpressionError, evaluate
from tilesmith.tools.torch_module import Argument, Described

_RANGES = {"rand": (0.0, 1.0), "randn": (-4.0, 4.0)}
"""Of the values that a function of `torch` draws."""


def constants_of(source: str) -> dict[str, int]:
    """The whole numbers that the file sets at its top, such as `M = 1024 * 2`."""
    return dict(_constants(ast.parse(source)))


def described_by_text(source: str) -> Described | None:
    """What PyTorch would say of a module without weights; None: it has to be asked."""
    tree = ast.parse(source)
    forward, initial = _function(tree, "forward"), _function(tree, "get_init_inputs")
    made = _returned(tree, "get_inputs")
    if forward is None or made is None or initial is None or ast.unparse(initial.body[-1]) != "return []":
        return None
    names = [argument.arg for argument in forward.args.args[1:]]
    arguments = [_argument(name, call, source) for name, call in zip(names, made, strict=False)]
    if len(arguments) != len(names) or not all(arguments):
        return None
    return Described(arguments=tuple(a for a in arguments if a), integers=(False,), used={}, numbers={})


def _constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_whole(value):
                try:
                    yield name, int(evaluate(ast.unparse(value), {}))
                except (ExpressionError, OverflowError, ValueError):
                    continue


def _is_whole(value: ast.expr) -> bool:
    """Arithmetic of whole numbers and nothing else."""
    leaves = [node for node in ast.walk(value) if isinstance(node, ast.Constant)]
    inner = ast.Constant | ast.BinOp | ast.Mult | ast.Add | ast.Sub | ast.Pow
    return all(type(leaf.value) is int for leaf in leaves) and all(
        isinstance(node, inner) for node in ast.walk(value)
    )


def _function(tree: ast.Module, name: str) -> ast.FunctionDef | None:
    found = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name)
    return next(found, None)


def _returned(tree: ast.Module, name: str) -> list[ast.expr] | None:
    """The elements of the list that the function returns, each as it was made."""
    function = _function(tree, name)
    if function is None:
        return None
    made: dict[str, ast.expr] = {}
    for statement in function.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                made[target] = value
            case ast.Return(value=ast.List(elts=elements)):
                return [made.get(e.id, e) if isinstance(e, ast.Name) else e for e in elements]
    return None


def _argument(name: str, call: ast.expr, source: str) -> Argument | None:
    """A tensor of plain sizes, drawn in a plain way."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr=function), args=sizes, keywords=[]):
            known = constants_of(source)
            names = [size.id for size in sizes if isinstance(size, ast.Name) and size.id in known]
            if function in _RANGES and len(names) == len(sizes):
                low, high = _RANGES[function]
                return Argument(name=name, weight=False, shape=tuple(names), low=low, high=high)
    return None
