"""The state machine: nodes and edges, nothing else.

`graph` is compiled without a checkpointer, because the LangGraph server brings its own; whoever wants another
compiles `builder()`. With `samples`, the loop from the draft to the last repair is a subgraph of its own.
"""

from typing import Any

from langgraph.graph import END, START, StateGraph

from tilesmith.agent import routing
from tilesmith.agent.cancellation import Cancellable
from tilesmith.agent.context import Context
from tilesmith.agent.form import Input, Settings
from tilesmith.agent.nodes import (
    change_approach,
    choose,
    compile_candidate,
    draft_host,
    draft_kernel,
    end_sample,
    finish,
    parse_errors,
    repair,
    retrieve,
    review_budget,
    review_draft,
    validate,
)
from tilesmith.agent.routed import routed
from tilesmith.agent.state import Request, Result, SampleEnd, State

RECURSION_LIMIT = 450  # above what the largest --max-iterations takes: eight steps an attempt


def builder() -> StateGraph[State, Context, Request, Result]:
    """The graph before it is compiled."""
    flow = StateGraph[State, Context, Request, Result](
        State, context_schema=Settings, input_schema=Input, output_schema=Result
    )
    flow.add_node("retrieve", Cancellable(retrieve), input_schema=Input)
    _add_attempts(flow)
    flow.add_node("sample", _one_sample().compile())
    flow.add_node("choose", choose)
    flow.add_node("finish", finish)
    flow.add_edge(START, "retrieve")
    flow.add_conditional_edges(
        "retrieve", routed(routing.after_retrieve), ["draft_kernel", "sample", "finish"]
    )
    flow.add_edge("sample", "choose")
    flow.add_edge("choose", "finish")
    flow.add_edge("finish", END)
    return flow


def _one_sample() -> StateGraph[State, Context, State, SampleEnd]:
    """One of several drafts with its repairs."""
    flow = StateGraph(State, context_schema=Context, output_schema=SampleEnd)
    _add_attempts(flow)
    flow.add_node("finish", end_sample)
    flow.add_edge(START, "draft_kernel")
    flow.add_edge("finish", END)
    return flow


def _add_attempts(flow: StateGraph[State, Context, Any, Any]) -> None:
    """From the first draft to the end of the last attempt, which is the node `finish`."""
    flow.add_node("draft_kernel", Cancellable(draft_kernel))
    flow.add_node("draft_host", Cancellable(draft_host))
    flow.add_node("review_draft", review_draft)
    flow.add_node("compile", Cancellable(compile_candidate))
    flow.add_node("validate", Cancellable(validate))
    flow.add_node("parse_errors", parse_errors)
    flow.add_node("review_budget", review_budget)
    flow.add_node("change_approach", change_approach)
    flow.add_node("repair", Cancellable(repair))
    flow.add_conditional_edges("draft_kernel", routed(routing.after_draft_kernel))
    flow.add_conditional_edges("draft_host", routed(routing.after_draft_host))
    flow.add_conditional_edges("review_draft", routed(routing.after_review_draft))
    flow.add_conditional_edges("compile", routed(routing.after_compile))
    flow.add_conditional_edges("validate", routed(routing.after_validate))
    flow.add_conditional_edges("parse_errors", routed(routing.after_parse_errors))
    flow.add_conditional_edges("review_budget", routed(routing.after_review_budget))
    flow.add_conditional_edges("change_approach", routed(routing.after_change_approach))
    flow.add_conditional_edges("repair", routed(routing.after_repair))


graph = builder().compile().with_config({"recursion_limit": RECURSION_LIMIT})
