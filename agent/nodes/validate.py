"""Runs the program on our inputs and compares its outputs with the golden."""

from pathlib import Path
from typing import TYPE_CHECKING

from langgraph.runtime import Runtime

from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import known_spec
from tilesmith.agent.nodes.step import step, tell
from tilesmith.agent.state import State
from tilesmith.agent.verdict import Rung, RungResult, failed, not_run, passed
from tilesmith.agent.workspace import Workspace

if TYPE_CHECKING:
    from tilesmith.tools.verification import VerificationResult


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
    rung = _judged(result)
    tell(runtime, "validate", rung.reason)
    return {
        "rungs": [*state["rungs"], rung],
        "findings": [*state["findings"], *result.diagnostics],
        "shapes": result.shapes,
    }


def _judged(result: "VerificationResult") -> RungResult:
    if result.unsupported:
        return not_run(Rung.RUN, f"the emulator lacks {result.unsupported}")
    if result.passed:
        shapes = f"{result.shapes} shape{'s' if result.shapes != 1 else ''}"
        return passed(Rung.RUN, f"right on {shapes} in {result.planned} runs on the emulator")
    right = sum(1 for case in result.cases if case.passed)
    return failed(Rung.RUN, f"{right} of {result.planned} runs were right")
