"""Takes the next step of the ladder when an attempt repeats an earlier one, or an independent draft."""

from langgraph.runtime import Runtime

from tilesmith.agent.approach import Approach, ladder
from tilesmith.agent.context import Context, RefineTarget
from tilesmith.agent.nodes.drafting import known_spec
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.state import State
from tilesmith.tools.project import Project

_WIDER = 2
"""Times the tokens that retrieval was allowed."""
_MOST_TOKENS = 200_000


@step("change_approach")
def change_approach(state: State, runtime: Runtime[Context]) -> State:
    """Set what is done differently in the next attempt; steps that would change nothing are passed over."""
    context = settings(runtime)
    taken = list(state["taken"])
    drafted = bool(state["project"].kernels)
    for approach in ladder(context, taken, drafted=drafted):
        taken.append(approach)
        update, words = _step(approach, state, context)
        if words:
            why = state["attempts"][-1].repeats
            tell(runtime, "change_approach", f"{words} ({why})" if why else words)
            return update | {"approach": approach, "taken": taken}
    raise ValueError("a ladder ends with a new draft, which is always possible")


def _step(approach: Approach, state: State, context: Context) -> tuple[State, str]:
    """What `approach` changes in the state, and in words; no words: nothing."""
    if approach is Approach.WIDEN:
        return _widened(state, context)
    if approach is Approach.PATTERN:
        return _with_pattern(state, context)
    if approach is Approach.ESCALATE:
        return {"escalated": True}, f"{context.escalate_model} takes over"
    if approach is Approach.INDEPENDENT:
        afresh = _to_be_drafted(state["project"], context.refine_target)
        return {"project": afresh, "setback": None, "diagnostics": []}, "drafts anew, as if it were the first"
    return {"project": _to_be_drafted(state["project"], context.refine_target), "setback": None}, (
        "drafts from scratch at a higher temperature"
    )


def _widened(state: State, context: Context) -> tuple[State, str]:
    from tilesmith.agent.sdk_choice import present_sdk
    from tilesmith.knowledge.retriever import retrieve, told

    budget = min(_MOST_TOKENS, context.retrieval_tokens * _WIDER)
    wider = retrieve(known_spec(state), state["target"], present_sdk(context), budget)
    known = state["knowledge"]
    if (wider.api, wider.patterns, wider.sources) == (known.api, known.patterns, known.sources):
        return {}, ""
    return {"knowledge": wider}, f"widens retrieval to {told(wider.selection)}"


def _with_pattern(state: State, context: Context) -> tuple[State, str]:
    from tilesmith.agent.sdk_choice import present_sdk
    from tilesmith.knowledge.examples import examples

    program = next(iter(examples(known_spec(state), state["target"], present_sdk(context))), None)
    if program is None:
        return {}, ""
    return {"pattern": program.files}, f"shows {program.name}, {program.reason}, to be followed"


def _to_be_drafted(project: Project, target: RefineTarget) -> Project:
    """What stays of `project` when that which may be changed is drafted anew."""
    gone: set[str] = set()
    if target is not RefineTarget.HOST:
        gone |= project.kernels.keys()
    if target is not RefineTarget.KERNELS:
        gone |= project.host_sources.keys()
    return Project(files={name: text for name, text in project.files.items() if name not in gone})
