"""The state machine: nodes and edges, nothing else.

`graph` is compiled without a checkpointer, because the LangGraph server brings its own; whoever wants another
compiles `builder()`.
"""

from langgraph.graph import END, START, StateGraph

from tilesmith.agent import routing
from tilesmith.agent.context import Context
from tilesmith.agent.nodes import (
    compile_candidate,
    draft_host,
    draft_kernel,
    finish,
    parse_errors,
    repair,
    retrieve,
    validate,
)
from tilesmith.agent.state import Request, Result, State

RECURSION_LIMIT = 250  # above what the largest --max-iterations takes: five steps an attempt


def builder() -> StateGraph[State, Context, Request, Result]:
    """The graph before it is compiled."""
    flow = StateGraph(State, context_schema=Context, input_schema=Request, output_schema=Result)
    flow.add_node("retrieve", retrieve)
    flow.add_node("draft_kernel", draft_kernel)
    flow.add_node("draft_host", draft_host)
    flow.add_node("compile", compile_candidate)
    flow.add_node("validate", validate)
    flow.add_node("parse_errors", parse_errors)
    flow.add_node("repair", repair)
    flow.add_node("finish", finish)
    flow.add_edge(START, "retrieve")
    flow.add_conditional_edges("retrieve", routing.after_retrieve)
    flow.add_conditional_edges("draft_kernel", routing.after_draft_kernel)
    flow.add_conditional_edges("draft_host", routing.after_draft_host)
    flow.add_conditional_edges("compile", routing.after_compile)
    flow.add_conditional_edges("validate", routing.after_validate)
    flow.add_conditional_edges("parse_errors", routing.after_parse_errors)
    flow.add_conditional_edges("repair", routing.after_repair)
    flow.add_edge("finish", END)
    return flow


graph = builder().compile().with_config({"recursion_limit": RECURSION_LIMIT})
