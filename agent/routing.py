"""Where the graph goes next: pure functions of state and settings."""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Send

from tilesmith.agent.attempts import budget_is_spent
from tilesmith.agent.context import Context
from tilesmith.agent.review import Action
from tilesmith.agent.state import State
from tilesmith.agent.verdict import Outcome


def after_retrieve(state: State, runtime: Runtime[Context]) -> Literal["draft_kernel", "finish"] | list[Send]:
    """A request that is not understood, or lacks what it needs, ends at once; samples begin side by side."""
    if state["failure"]:
        return "finish"
    samples = (runtime.context or Context()).samples
    if samples == 1:
        return "draft_kernel"
    return [Send("sample", {**state, "sample": number}) for number in range(1, samples + 1)]


def after_draft_kernel(
    state: State, runtime: Runtime[Context]
) -> Literal["draft_host", "review_draft", "compile", "parse_errors", "finish"]:
    """The host is drafted next, if it is wanted and not there yet."""
    if state["failure"]:
        return "finish"
    if state["findings"]:
        return "parse_errors"
    return "draft_host" if _lacks_host(state, runtime) else _to_compile(runtime)


def after_draft_host(
    state: State, runtime: Runtime[Context]
) -> Literal["review_draft", "compile", "parse_errors", "finish"]:
    """Also where a repair leads: whatever was written is compiled, once its reviewer lets it."""
    if state["failure"]:
        return "finish"
    return "parse_errors" if state["findings"] else _to_compile(runtime)


after_repair = after_draft_host


def after_review_draft(state: State) -> Literal["compile", "parse_errors", "finish"]:
    """What the reviewer sends back is a failed attempt."""
    if state["failure"]:
        return "finish"
    return "parse_errors" if state["findings"] else "compile"


def after_compile(state: State, runtime: Runtime[Context]) -> Literal["validate", "parse_errors", "finish"]:
    """What compiles is run, unless nothing shall be run or there is no host."""
    if state["failure"]:
        return "finish"
    if any(result.outcome is Outcome.FAILED for result in state["rungs"]):
        return "parse_errors"
    context = runtime.context or Context()
    return "validate" if context.validation and context.generate_host else "finish"


def after_validate(state: State, runtime: Runtime[Context]) -> Literal["parse_errors", "finish"]:
    """A wrong result is looked into, unless nobody shall be told of it; a right one ends the run."""
    wrong = any(result.outcome is Outcome.FAILED for result in state["rungs"])
    told = (runtime.context or Context()).execution_feedback
    return "parse_errors" if wrong and told and not state["failure"] else "finish"


def after_parse_errors(
    state: State, runtime: Runtime[Context]
) -> Literal["review_budget", "change_approach", "draft_kernel", "draft_host", "repair", "finish"]:
    """On to the next attempt while the budget lasts, in another way when the last one was a repetition."""
    context = runtime.context or Context()
    if state["failure"]:
        return "finish"
    if budget_is_spent(state, context):
        return "review_budget" if context.review else "finish"
    return _next_approach(state, runtime)


def after_review_budget(
    state: State, runtime: Runtime[Context]
) -> Literal["compile", "change_approach", "draft_kernel", "draft_host", "repair", "finish"]:
    """The reviewer's own text is compiled; else on to what was granted, if anything was."""
    if state["failure"] or budget_is_spent(state, runtime.context or Context()):
        return "finish"
    if state["review"] is not None and state["review"].action is Action.EDIT:
        return "compile"
    return _next_approach(state, runtime)


def _next_approach(
    state: State, runtime: Runtime[Context]
) -> Literal["change_approach", "draft_kernel", "draft_host", "repair"]:
    anew = (runtime.context or Context()).independent_drafts
    return "change_approach" if anew or state["attempts"][-1].repeats else _next_attempt(state, runtime)


def after_change_approach(
    state: State, runtime: Runtime[Context]
) -> Literal["draft_kernel", "draft_host", "repair", "finish"]:
    """On to the next attempt."""
    return "finish" if state["failure"] else _next_attempt(state, runtime)


def _next_attempt(state: State, runtime: Runtime[Context]) -> Literal["draft_kernel", "draft_host", "repair"]:
    """A repair, or the draft that has not come yet."""
    if not state["project"].kernels:
        return "draft_kernel"
    return "draft_host" if _lacks_host(state, runtime) else "repair"


def _to_compile(runtime: Runtime[Context]) -> Literal["review_draft", "compile"]:
    return "review_draft" if (runtime.context or Context()).review else "compile"


def _lacks_host(state: State, runtime: Runtime[Context]) -> bool:
    return (runtime.context or Context()).generate_host and not state["project"].host_sources
