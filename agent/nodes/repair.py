"""Asks for new versions of the files that the diagnostics blame."""

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import draft_request, drafted, drafter_of, told_faults
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.state import Failure, State


@step("repair")
def repair(state: State, runtime: Runtime[Context]) -> State:
    """Replace the files that the drafter changes."""
    from tilesmith.agent.template_drafter import TemplateFaultError

    drafter = drafter_of(state, runtime, "repair")
    faults = len(state["diagnostics"])
    plural = "s" if faults != 1 else ""
    tell(runtime, "repair", f"{drafter.name} repairs {faults} fault{plural}: attempt {attempt_number(state)}")
    try:
        told = told_faults(state, settings(runtime))
        return drafted(state, lambda: drafter.repair(draft_request(state, runtime), state["project"], told))
    except TemplateFaultError as error:
        return {
            "failure": Failure(step="repair", kind="TemplateFaultError", message=str(error), gave_up=True)
        }
