"""What the reviewing nodes share: what a reviewer is shown, and how a hint reaches the drafter."""

from tilesmith.agent.review import ACTIONS, Action, Answer, Reason, ReviewRequest
from tilesmith.agent.state import State
from tilesmith.tools.diagnostics import Diagnostic, Stage


def request_for(state: State, reason: Reason, attempt: int, question: str) -> ReviewRequest:
    """What the reviewer is asked of the candidate as it is."""
    best, project = state["best"], state["project"]
    spec = state["spec"]
    return ReviewRequest(
        reason=reason,
        question=question,
        actions=ACTIONS[reason],
        operation=spec.name if spec else "",
        attempt=attempt,
        sample=state["sample"],
        files=project.kernels | project.host_sources,
        verdict=best.attempt.verdict.sentence if best else "",
        diagnostics=tuple(state["diagnostics"]),
    )


def told_hint(answer: Answer) -> Diagnostic:
    """The hint as a fault, so that the next repair mends it."""
    return Diagnostic(
        stage=Stage.REVIEW, check=Action.HINT, message=f"the reviewer wants it changed: {answer.hint}"
    )
