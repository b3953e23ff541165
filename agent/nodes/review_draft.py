"""Lets a person look at each candidate before anything of it is built or run."""

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.reviewing import request_for, told_hint
from tilesmith.agent.nodes.step import step, tell
from tilesmith.agent.review import Action, Reason, ReviewStoppedError
from tilesmith.agent.review.ask import ask
from tilesmith.agent.state import State
from tilesmith.agent.trace import Trace


@step("review_draft")
def review_draft(state: State, runtime: Runtime[Context]) -> State:
    """Go on as the reviewer decides; a draft that is sent back is an attempt."""
    number = attempt_number(state)
    question = f"Attempt {number} is about to be built and run in the sandbox. Shall it?"
    answer = ask(request_for(state, Reason.BEFORE_RUN, number, question), Trace.of(state["run"]))
    tell(runtime, "review_draft", f"the reviewer decides: {answer.action}")
    update: State = {"review": answer}
    match answer.action:
        case Action.EDIT:
            return update | {"project": state["project"].with_files(answer.files)}
        case Action.HINT:
            return update | {"findings": [told_hint(answer)], "hints": [*state["hints"], answer.hint]}
        case Action.STOP:
            raise ReviewStoppedError("its reviewer stopped it before the draft was run")
    return update
