"""The functions of the API that a program calls, as the SDK at hand declares them."""

import re

from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.examples import Example
from tilesmith.knowledge.operation_functions import declarations_of, operation_functions

_COMMENT_OR_STRING = re.compile(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", re.DOTALL)
_TELLING = ("function", "struct")
"""Of the host API; of a class or an enumeration the entry tells no more than the program does."""
_IDENTIFIER = re.compile(r"[A-Za-z_]\w{2,}")


def example_functions(program: Example, index: ApiIndex) -> list[ApiFunction]:
    """In the order of their first use; without those that compute what `program` itself is about."""
    own = {function.name for function in operation_functions(program.spec, index)}
    found: dict[ApiFunction, None] = {}
    for path, text in program.files.items():
        area = _area(path)
        for name in dict.fromkeys(_IDENTIFIER.findall(_COMMENT_OR_STRING.sub(" ", text))):
            if name not in own and index.lookup(name):
                found |= dict.fromkeys(declarations_of(index, name, area)[:1])
    return [function for function in found if function.area is not Area.HOST or function.kind in _TELLING]


def _area(path: str) -> Area:
    """What the file at `path` of a project is."""
    if path.startswith("kernels/"):
        return Area.COMPUTE if path.startswith("kernels/compute/") else Area.DATAFLOW
    return Area.HOST
