"""Runs the program on our inputs and compares its outputs with the golden."""

from pathlib import Path

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.cancellation import cancelled
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import known_spec, race_of
from tilesmith.agent.nodes.step import step, tell
from tilesmith.agent.rungs import run_rung
from tilesmith.agent.state import State
from tilesmith.agent.trace import NumericsSeen, Trace
from tilesmith.agent.verdict import Outcome
from tilesmith.agent.workspace import Workspace


@step("validate")
def validate(state: State, runtime: Runtime[Context]) -> State:
    """Add the outcome of the run to the attempt's rungs."""
    from tilesmith.tools.verification import verify  # numpy and scipy: not for whoever only shows the graph

    tell(runtime, "validate", "runs the program on the emulator and compares with the golden")
    target, race = state["target"], race_of(state)
    result = verify(
        known_spec(state),
        target,
        Path(state["executable"]),
        Workspace.of(state["output"], state["sample"]).runner(target.arch, cancel=cancelled(race)),
        seed=state["seed"],
    )
    if result.worst is not None:
        seen = NumericsSeen(attempt=attempt_number(state), sample=state["sample"], worst=result.worst)
        Trace.of(state["run"]).write(seen)
    rung = run_rung(result)
    if race is not None and rung.outcome is Outcome.PASSED:
        race.win()
    tell(runtime, "validate", rung.reason)
    return {
        "rungs": [*state["rungs"], rung],
        "findings": [*state["findings"], *result.diagnostics],
        "shapes": result.shapes,
        "wrong_elements": result.wrong_elements,
    }
