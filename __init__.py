"""Tilesmith: an agent that writes, compiles, runs and repairs TT-Metal kernels.

`from tilesmith import graph` gives the compiled graph, for use as a subgraph or alone.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tilesmith.graph import graph as graph

__all__ = ["__version__", "graph"]
__version__ = "0.1.0"


class _Package(ModuleType):
    """The package; its `graph` is the compiled graph, also once the module of that name is imported.

    LangGraph takes more than a second to load: that happens when the graph is asked for, not before.
    """

    @property
    def graph(self) -> Any:  # noqa: ANN401 - type checkers see the import above
        """What the module `tilesmith.graph` calls so."""
        return import_module("tilesmith.graph").graph

    @graph.setter
    def graph(self, module: ModuleType) -> None:
        """The import system binds each submodule to its package: this one stays in `sys.modules` alone."""


sys.modules[__name__].__class__ = _Package
