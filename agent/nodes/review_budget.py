"""Lets a person grant what a run needs that has spent its attempts."""

from langgraph.runtime import Runtime

from tilesmith.agent.context import Context
from tilesmith.agent.nodes.reviewing import request_for, told_hint
from tilesmith.agent.nodes.step import step, tell
from tilesmith.agent.review import Action, Reason
from tilesmith.agent.review.ask import ask
from tilesmith.agent.state import State
from tilesmith.agent.trace import Trace


@step("review_budget")
def review_budget(state: State, runtime: Runtime[Context]) -> State:
    """Go on as the reviewer decides."""
    number = len(state["attempts"])
    question = f"All {number} attempts are spent and none is right. How shall it go on?"
    answer = ask(request_for(state, Reason.BUDGET_SPENT, number, question), Trace.of(state["run"]))
    tell(runtime, "review_budget", f"the reviewer decides: {answer.action}")
    update: State = {"review": answer}
    if answer.action is Action.STOP:
        return update
    update["granted"] = state["granted"] + answer.iterations
    if answer.action is Action.EDIT:
        return update | {"project": state["project"].with_files(answer.files)}
    if answer.hint:
        update["hints"] = [*state["hints"], answer.hint]
        update["diagnostics"] = [told_hint(answer), *state["diagnostics"]]
    return update
