"""What the drafting nodes share: the request, the cost, and replies that could not be used."""

from collections.abc import Callable

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.context import Context
from tilesmith.agent.drafter import Draft, Drafter, DraftRequest
from tilesmith.agent.drafters import make_drafter
from tilesmith.agent.llm_drafter import RejectedReplyError
from tilesmith.agent.nodes.step import settings
from tilesmith.agent.session import Session
from tilesmith.agent.spec import OperationSpec
from tilesmith.agent.state import State
from tilesmith.agent.trace import Trace


def known_spec(state: State) -> OperationSpec:
    """The operation; `retrieve` has found it, or the graph would not have come further."""
    spec = state["spec"]
    if spec is None:
        raise ValueError("the operation is not known yet: `retrieve` has to run first")
    return spec


def draft_request(state: State) -> DraftRequest:
    """What the drafter is told in every call."""
    return DraftRequest(known_spec(state), state["target"], state["knowledge"])


def drafter_of(state: State, runtime: Runtime[Context]) -> Drafter:
    """Who drafts, with each model call traced."""
    session = Session(Trace.of(state["run"]), attempt_number(state))
    return make_drafter(settings(runtime), session)


def drafted(state: State, ask: Callable[[], Draft]) -> State:
    """The update from a drafting call; a rejected reply becomes findings, and its cost is counted."""
    try:
        draft = ask()
    except RejectedReplyError as error:
        return {"findings": list(error.problems), "usage": state["usage"] + error.usage}
    return {"project": state["project"].with_files(draft.files), "usage": state["usage"] + draft.usage}
