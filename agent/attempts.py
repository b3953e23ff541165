"""Closes attempts, keeps the best one, and knows when to stop."""

from tilesmith.agent.context import Context
from tilesmith.agent.state import Attempt, Candidate, State
from tilesmith.agent.trace import AttemptClosed, Trace
from tilesmith.agent.verdict import Verdict
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project


def attempt_number(state: State) -> int:
    """Number of the attempt under way, from 1."""
    return len(state.get("attempts", [])) + 1


def close_attempt(state: State, shown: list[Diagnostic], left_out: int = 0) -> State:
    """Record the attempt under way and keep its project if it is the best so far."""
    attempt = Attempt(
        number=attempt_number(state),
        verdict=Verdict.of(state["rungs"], otherwise=_why_rungs_are_missing(state)),
        diagnostics=tuple(shown),
        left_out=left_out,
    )
    return {
        "attempts": [*state["attempts"], attempt],
        "best": better(state["best"], Candidate(project=state["project"], attempt=attempt)),
        "rungs": [],
        "findings": [],
        "diagnostics": [*shown, *_standing(state)],
    }


def _standing(state: State) -> list[Diagnostic]:
    """Faults of the project that a reply which could not be used has left as they were."""
    if state["rungs"]:
        return []
    return [told for told in state["diagnostics"] if told.stage is not Stage.REPLY]


def trace_attempt(trace: Trace, attempt: Attempt, project: Project) -> None:
    """Write a closed attempt to the trace with the code it is about."""
    trace.write(
        AttemptClosed(
            number=attempt.number,
            files=project.kernels | project.host_sources,
            verdict=attempt.verdict,
            diagnostics=attempt.diagnostics,
            left_out=attempt.left_out,
        )
    )


def _why_rungs_are_missing(state: State) -> str:
    return "an earlier rung failed" if state["rungs"] else "the reply could not be used"


def better(best: Candidate | None, candidate: Candidate) -> Candidate | None:
    """The one to keep: an earlier candidate unless the new one is strictly better or there is none."""
    if not candidate.project.files:
        return best
    if best is None or candidate.attempt.rank > best.attempt.rank:
        return candidate
    return best


def budget_is_spent(state: State, context: Context) -> bool:
    """Whether no further attempt is allowed."""
    return len(state["attempts"]) >= context.attempts_allowed
