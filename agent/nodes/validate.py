"""Runs the program on our inputs and compares its outputs with the golden."""

from pathlib import Path

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.cancellation import cancelled
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import known_spec, race_of, workspace_of
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.rungs import run_rung
from tilesmith.agent.state import State
from tilesmith.agent.trace import NumericsSeen, Trace
from tilesmith.agent.verdict import Outcome
from tilesmith.agent.workspace import Workspace
from tilesmith.errors import TilesmithError
from tilesmith.tools.cmake import build
from tilesmith.tools.runner import EmulatorRunner


class SharedOutputError(TilesmithError):
    """Two runs at once have the same output folder."""


@step("validate")
def validate(state: State, runtime: Runtime[Context]) -> State:
    """Add the outcome of the run to the attempt's rungs."""
    from tilesmith.tools.verification import verify  # numpy and scipy: not for whoever only shows the graph

    tell(runtime, "validate", "runs the program on the emulator and compares with the golden")
    target, race = state["target"], race_of(state)
    context = settings(runtime)
    workspace = workspace_of(state, context)
    runner = workspace.runner(target.arch, cancel=cancelled(race))
    executable = _executable(state, workspace, runner)
    result = verify(known_spec(state), target, executable, runner, seed=state["seed"], level=context.level)
    if not workspace.holds(state["project"]):
        raise SharedOutputError(
            f"another run has built in the place of this one, since both write to {state['output']}: "
            "name another folder with --output"
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


def _executable(state: State, workspace: Workspace, runner: EmulatorRunner) -> Path:
    """The candidate's program; it is built again if another candidate was built there since."""
    if workspace.holds(state["project"]):
        return Path(state["executable"])
    workspace.hold(state["project"])
    built = build(workspace.source, workspace.build, runner.prefix, cancel=runner.cancel)
    return built.executable or Path(state["executable"])
