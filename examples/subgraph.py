"""Tilesmith as a subgraph: a graph of your own decides what to write, and does something with the result.

uv run python examples/subgraph.py
TILESMITH_MODEL=openai:gpt-5 OPENAI_API_KEY=... uv run python examples/subgraph.py
"""

from typing import TypedDict

from langgraph.graph import END, START, StateGraph

from tilesmith import graph
from tilesmith.agent.context import Context
from tilesmith.agent.report import Report

MODEL_CODE = "y = torch.nn.functional.softplus(x)"


class Port(TypedDict, total=False):
    """What is ported; `operation` and `report` are keys of Tilesmith's own state."""

    code: str
    operation: str
    report: Report
    todo: str


def choose(state: Port) -> Port:
    """The function to port is the last name before the bracket."""
    return {"operation": state["code"].partition("(")[0].rpartition(".")[2]}


def plan(state: Port) -> Port:
    """What is left to do for a person."""
    report = state["report"]
    return {"todo": "nothing" if report.verified else report.summary}


flow = StateGraph(Port, context_schema=Context)
flow.add_node("choose", choose)
flow.add_node("tilesmith", graph)
flow.add_node("plan", plan)
flow.add_edge(START, "choose")
flow.add_edge("choose", "tilesmith")
flow.add_edge("tilesmith", "plan")
flow.add_edge("plan", END)

if __name__ == "__main__":
    result = flow.compile().invoke({"code": MODEL_CODE}, context=Context())
    print(result["report"].summary)
    print(f"Kernels in {result['report'].project}. Left to do: {result['todo']}.")
