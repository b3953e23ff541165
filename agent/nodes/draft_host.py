"""Drafts the host program for the kernels as they are."""

from langgraph.runtime import Runtime

from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import draft_request, drafted, drafter_of
from tilesmith.agent.nodes.step import step, tell
from tilesmith.agent.state import State


@step("draft_host")
def draft_host(state: State, runtime: Runtime[Context]) -> State:
    """Add the host program to the project."""
    drafter = drafter_of(state, runtime, "draft_host")
    tell(runtime, "draft_host", f"{drafter.name} drafts the host program")
    return drafted(state, lambda: drafter.draft_host(draft_request(state, runtime), state["project"]))
