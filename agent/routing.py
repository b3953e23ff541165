"""Where the graph goes next: pure functions of state and settings."""

from typing import Literal

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import budget_is_spent
from tilesmith.agent.context import Context
from tilesmith.agent.state import State
from tilesmith.agent.verdict import Outcome


def after_retrieve(state: State) -> Literal["draft_kernel", "finish"]:
    """A request that is not understood, or lacks what it needs, ends at once."""
    return "finish" if state["failure"] else "draft_kernel"


def after_draft_kernel(
    state: State, runtime: Runtime[Context]
) -> Literal["draft_host", "compile", "parse_errors", "finish"]:
    """The host is drafted next, if it is wanted."""
    if state["failure"]:
        return "finish"
    if state["findings"]:
        return "parse_errors"
    return "draft_host" if (runtime.context or Context()).generate_host else "compile"


def after_draft_host(state: State) -> Literal["compile", "parse_errors", "finish"]:
    """Also where a repair leads: whatever was written is compiled."""
    if state["failure"]:
        return "finish"
    return "parse_errors" if state["findings"] else "compile"


after_repair = after_draft_host


def after_compile(state: State, runtime: Runtime[Context]) -> Literal["validate", "parse_errors", "finish"]:
    """What compiles is run, unless nothing shall be run or there is no host."""
    if state["failure"]:
        return "finish"
    if any(result.outcome is Outcome.FAILED for result in state["rungs"]):
        return "parse_errors"
    context = runtime.context or Context()
    return "validate" if context.validation and context.generate_host else "finish"


def after_validate(state: State) -> Literal["parse_errors", "finish"]:
    """A wrong result is looked into; a right one ends the run."""
    wrong = any(result.outcome is Outcome.FAILED for result in state["rungs"])
    return "parse_errors" if wrong and not state["failure"] else "finish"


def after_parse_errors(
    state: State, runtime: Runtime[Context]
) -> Literal["draft_kernel", "draft_host", "repair", "finish"]:
    """On to the next attempt while the budget lasts: a repair, or the draft that has not come yet."""
    context = runtime.context or Context()
    if state["failure"] or budget_is_spent(state, context):
        return "finish"
    if not state["project"].kernels:
        return "draft_kernel"
    if context.generate_host and not state["project"].host_sources:
        return "draft_host"
    return "repair"
