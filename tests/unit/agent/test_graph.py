"""The graph's shape, its schemas, and what importing it costs."""

import subprocess
import sys

from tilesmith.agent.state import Request
from tilesmith.graph import RECURSION_LIMIT, graph

NODES = {
    "retrieve",
    "draft_kernel",
    "draft_host",
    "review_draft",
    "compile",
    "validate",
    "parse_errors",
    "review_budget",
    "change_approach",
    "repair",
    "sample",
    "choose",
    "finish",
}


def test_the_nodes() -> None:
    assert set(graph.get_graph().nodes) == NODES | {"__start__", "__end__"}


def test_it_has_no_checkpointer_and_a_small_recursion_limit() -> None:
    assert graph.checkpointer is None
    assert graph.config is not None
    assert graph.config["recursion_limit"] == RECURSION_LIMIT


def test_every_input_and_setting_is_described() -> None:
    context = graph.get_context_jsonschema()
    assert context is not None
    for schema in (graph.get_input_jsonschema(), context):
        undescribed = [name for name, field in schema["properties"].items() if "description" not in field]
        assert undescribed == []


def test_the_input_is_small() -> None:
    assert set(graph.get_input_jsonschema()["properties"]) == set(Request.model_fields)


def test_importing_it_loads_neither_models_nor_stores_nor_needs_a_key() -> None:
    heavy = ["langchain_openai", "langchain_groq", "chromadb", "openai"]
    code = f"import sys, tilesmith.graph\nprint(','.join(name for name in {heavy!r} if name in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == ""
