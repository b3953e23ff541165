"""The functions of the API that a program calls, as the SDK at hand declares them."""

import re

from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.examples import Example
from tilesmith.knowledge.operation_functions import declarations_of, operation_functions

_COMMENT_OR_STRING = re.compile(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", re.DOTALL)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w{2,}")


def example_functions(program: Example, index: ApiIndex) -> list[ApiFunction]:
    """In the order of their first use; without those that compute what `program` itself is about."""
    own = {function.name for function in operation_functions(program.spec, index)}
    found: dict[ApiFunction, None] = {}
    for path, text in program.files.items():
        areas = _areas(path)
        for name in dict.fromkeys(_IDENTIFIER.findall(_COMMENT_OR_STRING.sub(" ", text))):
            if name not in own and index.lookup(name):
                callable_ = [f for f in declarations_of(index, name) if f.area in areas]
                found |= dict.fromkeys(callable_[:1])
    return list(found)


def _areas(path: str) -> frozenset[Area]:
    """What the file at `path` of a project can call."""
    if path.startswith("kernels/compute/"):
        return frozenset({Area.COMPUTE, Area.KERNEL})
    return frozenset({Area.DATAFLOW, Area.KERNEL}) if path.startswith("kernels/") else frozenset()
