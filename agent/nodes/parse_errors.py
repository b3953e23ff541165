"""Turns all evidence of an attempt into a short list of faults, root causes first, and closes the attempt."""

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import close_attempt, trace_attempt
from tilesmith.agent.context import Context
from tilesmith.agent.digest import digest
from tilesmith.agent.nodes.drafting import drafting_context
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.state import State
from tilesmith.agent.trace import Trace


@step("parse_errors")
def parse_errors(state: State, runtime: Runtime[Context]) -> State:
    """Record the attempt with what the next one is told."""
    shown, left_out = digest(state["findings"])
    for diagnostic in shown:
        place = f" {diagnostic.place}:" if diagnostic.place else ""
        tell(runtime, "parse_errors", f"{diagnostic.stage}:{place} {diagnostic.message}")
    if left_out:
        tell(runtime, "parse_errors", f"and {left_out} more")
    closed = close_attempt(state, shown, left_out, drafting_context(state, settings(runtime)).model)
    attempt, setback = closed["attempts"][-1], closed.get("setback")
    trace_attempt(Trace.of(state["run"]), attempt, state["project"])
    if attempt.repeats:
        tell(runtime, "parse_errors", f"attempt {attempt.number} repeats: {attempt.repeats}")
    if setback and attempt.judged:
        tell(runtime, "parse_errors", f"attempt {attempt.number} is taken back: {setback.reason}")
    return closed
