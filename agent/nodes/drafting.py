"""What the drafting nodes share: the request, who drafts and how, and replies that could not be used."""

from collections.abc import Callable
from pathlib import Path

from langgraph.runtime import Runtime

from tilesmith.agent.ablation import as_told
from tilesmith.agent.approach import Approach, temperature
from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.budget import Budget
from tilesmith.agent.context import Context
from tilesmith.agent.drafter import Draft, Drafter, DraftRequest, Guidance
from tilesmith.agent.drafters import TEMPLATE, make_drafter
from tilesmith.agent.given_project import GivenProject
from tilesmith.agent.llm_drafter import RejectedReplyError
from tilesmith.agent.nodes.step import settings, tell
from tilesmith.agent.race import Race
from tilesmith.agent.sdk_choice import present_sdk
from tilesmith.agent.session import Session
from tilesmith.agent.spec import OperationSpec
from tilesmith.agent.state import State
from tilesmith.agent.trace import Trace
from tilesmith.agent.workspace import Workspace
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project_folder import read_project

_SHORTEST_CALL = 0.01
"""Seconds."""


def known_spec(state: State) -> OperationSpec:
    """The operation; `retrieve` has found it, or the graph would not have come further."""
    spec = state["spec"]
    if spec is None:
        raise ValueError("the operation is not known yet: `retrieve` has to run first")
    return spec


def workspace_of(state: State, context: Context) -> Workspace:
    """Where the candidates of this run, or of one of its samples, are built."""
    return Workspace.of(context.build_folder or state["output"], state["sample"])


def draft_request(state: State, runtime: Runtime[Context]) -> DraftRequest:
    """What the drafter is told in every call."""
    context, setback = settings(runtime), state["setback"]
    afresh = state["approach"] is Approach.REDRAFT
    if setback is not None:
        told = tuple(as_told(setback.diagnostics, {}, context))
        setback = setback.model_copy(update={"diagnostics": told})
    guidance = Guidance(
        setback=setback,
        widened=Approach.WIDEN in state["taken"],
        pattern=state["pattern"],
        earlier=tuple(told_faults(state, context)) if afresh else (),
        hints=tuple(state["hints"]),
    )
    return DraftRequest(known_spec(state), state["target"], state["knowledge"], guidance)


def told_faults(state: State, context: Context) -> list[Diagnostic]:
    """What is wrong with the project, as far as drafters are to be told."""
    line = state["line"]
    return as_told(state["diagnostics"], line.attempt.printed if line else {}, context)


def drafting_context(state: State, context: Context) -> Context:
    """The settings with the model and the temperature of the attempt under way."""
    chosen = context.second if state["escalated"] else context
    degrees = temperature(context.temperature, state["approach"], state["sample"], context.samples)
    return chosen.model_copy(update={"temperature": degrees})


def race_of(state: State) -> Race | None:
    """The race against other samples, if there are any."""
    return Race(Path(state["run"]), state["sample"]) if state["sample"] else None


def drafter_of(state: State, runtime: Runtime[Context], node: str) -> Drafter:
    """Who drafts for `node`, with each model call traced and within the run's budget."""
    context = settings(runtime)
    chosen = drafting_context(state, context)
    session = Session(
        trace=Trace.of(state["run"]),
        attempt=attempt_number(state),
        sample=state["sample"],
        temperature=chosen.temperature,
        budget=Budget(context.max_tokens, context.max_cost, context.max_seconds, state["started"]),
        race=race_of(state),
        tell=lambda message: tell(runtime, node, message),
    )
    # A call under way ends with the run's time; one that would have none left is refused by the budget.
    seconds = max(_SHORTEST_CALL, min(chosen.model_timeout, session.seconds_left))
    # `retrieve` has fetched it. A model is told of it in the request.
    sdk = present_sdk(context) if chosen.model == TEMPLATE else None
    drafter = make_drafter(chosen.model_copy(update={"model_timeout": seconds}), session, sdk)
    if context.start_from and state["approach"] is not Approach.REDRAFT:
        return GivenProject(read_project(Path(context.start_from)), drafter)
    return drafter


def drafted(state: State, ask: Callable[[], Draft]) -> State:
    """The update from a drafting call; a rejected reply becomes findings."""
    try:
        draft = ask()
    except RejectedReplyError as error:
        return {"findings": list(error.problems)}
    return {"project": state["project"].with_files(draft.files)}
