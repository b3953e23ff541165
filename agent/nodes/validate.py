"""Runs the program on our inputs and compares its outputs with the golden."""

from pathlib import Path

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import known_spec
from tilesmith.agent.nodes.step import step, tell
from tilesmith.agent.rungs import run_rung
from tilesmith.agent.state import State
from tilesmith.agent.trace import NumericsSeen, Trace
from tilesmith.agent.workspace import Workspace


@step("validate")
def validate(state: State, runtime: Runtime[Context]) -> State:
    """Add the outcome of the run to the attempt's rungs."""
    from tilesmith.tools.verification import verify  # numpy and scipy: not for whoever only shows the graph

    tell(runtime, "validate", "runs the program on the emulator and compares with the golden")
    target = state["target"]
    result = verify(
        known_spec(state),
        target,
        Path(state["executable"]),
        Workspace.of(state["output"]).runner(target.arch),
        seed=state["seed"],
    )
    if result.worst is not None:
        Trace.of(state["run"]).write(NumericsSeen(attempt=attempt_number(state), worst=result.worst))
    rung = run_rung(result)
    tell(runtime, "validate", rung.reason)
    return {
        "rungs": [*state["rungs"], rung],
        "findings": [*state["findings"], *result.diagnostics],
        "shapes": result.shapes,
    }
