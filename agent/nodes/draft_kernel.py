"""Drafts reader, compute and writer in one go: they must agree on CBs, counts and arguments."""

from langgraph.runtime import Runtime

from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import draft_request, drafted, drafter_of, known_spec
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.state import State


@step("draft_kernel")
def draft_kernel(state: State, runtime: Runtime[Context]) -> State:
    """Add the kernels, and with a host to come the scaffold, to the project."""
    context = settings(runtime)
    drafter = drafter_of(state, runtime, "draft_kernel")
    tell(runtime, "draft_kernel", f"{drafter.name} drafts the kernels")
    update = drafted(state, lambda: drafter.draft_kernels(draft_request(state, runtime)))
    if context.generate_host and "project" in update:
        ours = scaffold(known_spec(state), state["target"])
        update["project"] = update["project"].with_files(ours)
    return update
