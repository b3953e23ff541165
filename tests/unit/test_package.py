"""What `import tilesmith` gives: the compiled graph, whatever was imported before it, and nothing heavy."""

import subprocess
import sys

import pytest

CHECK = """
from langgraph.graph import StateGraph
from langgraph.graph.state import CompiledStateGraph
import tilesmith
assert isinstance(graph, CompiledStateGraph), type(graph)
assert tilesmith.graph is graph
assert sys.modules["tilesmith.graph"].graph is graph
from tilesmith.graph import builder, graph as same
assert isinstance(builder(), StateGraph)
assert same is graph
"""


def in_a_new_process(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import tilesmith",
        "import tilesmith.graph",
        "import tilesmith.graph as machine",
        "from tilesmith.graph import builder",
        "import importlib; importlib.import_module('tilesmith.graph')",
        "import tilesmith.agent.cli",
    ],
)
def test_the_graph_is_the_compiled_one_whatever_was_imported_before(before: str) -> None:
    in_a_new_process(f"import sys\n{before}\nfrom tilesmith import graph\n{CHECK}")


def test_everything_that_is_public_can_be_had_at_once() -> None:
    assert in_a_new_process("from tilesmith import *; print(type(graph).__name__)") == "CompiledStateGraph"


def test_importing_the_package_loads_neither_langgraph_nor_langchain() -> None:
    code = "import sys, tilesmith; print([name for name in sys.modules if name.startswith('lang')])"
    assert in_a_new_process(code) == "[]"


def test_it_is_a_node_of_another_graph() -> None:
    from langgraph.graph import START

    from tilesmith import graph
    from tilesmith.graph import builder

    outer = builder()
    outer.add_node("tilesmith", graph)
    outer.add_edge(START, "tilesmith")
    assert [name for name, _ in outer.compile().get_subgraphs()] == ["sample", "tilesmith"]
