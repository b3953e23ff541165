"""Checks the contract, builds the host and checks every kernel, side by side."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.cancellation import cancelled
from tilesmith.agent.checking import Built, check_and_build
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import race_of, workspace_of
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.rungs import Checked, kernel_rung
from tilesmith.agent.sdk_choice import present_sdk
from tilesmith.agent.state import State
from tilesmith.agent.verdict import Outcome, Rung, not_run
from tilesmith.tools.contract import kernel_jobs
from tilesmith.tools.emulator.build import Announce
from tilesmith.tools.kernel_check import KernelJob
from tilesmith.tools.sandbox import Signal
from tilesmith.tools.sdk import cache_root

_MOST_PRINTED = 20_000
"""Characters: what comes later in a compiler's output follows from what came first."""
_NO_HOST = "no host program was asked for"


@step("compile")
def compile_candidate(state: State, runtime: Runtime[Context]) -> State:
    """Set the rungs of the attempt up to the run, with everything that was found."""
    context = settings(runtime)
    what = "kernels" if not context.generate_host else "contract, kernels and host"
    tell(runtime, "compile", f"attempt {attempt_number(state)}: checks {what}")
    built = _whole(state, context, partial(tell, runtime, "compile")) if context.generate_host else None
    results = built.checked if built else _kernels_alone(state, context)
    for result in results:
        tell(runtime, "compile", str(result.rung))
    rungs = [result.rung for result in results]
    if not context.validation and not any(rung.outcome is Outcome.FAILED for rung in rungs):
        rungs.append(not_run(Rung.RUN, "validation is turned off"))
    return {
        "rungs": rungs,
        "findings": [finding for result in results for finding in result.findings],
        "printed": _printed(results, state, context) if context.raw_errors else {},
        "executable": str(built.executable) if built and built.executable else "",
        "shapes": 0,
    }


def _printed(results: Sequence[Checked], state: State, context: Context) -> dict[Rung, str]:
    """What the compilers printed, without where the folders are on this machine."""
    source = workspace_of(state, context).source
    return {
        result.rung.rung: _without(result.printed, source, cache_root())[:_MOST_PRINTED]
        for result in results
        if result.printed
    }


def _without(text: str, *folders: Path) -> str:
    for folder in folders:
        text = text.replace(f"{folder}/", "")
    return text


def _kernels_alone(state: State, context: Context) -> tuple[Checked, ...]:
    return (
        Checked(not_run(Rung.CONTRACT, _NO_HOST)),
        _kernels(state, context, kernel_jobs(state["project"]), cancelled(race_of(state))),
        Checked(not_run(Rung.HOST_BUILD, _NO_HOST)),
        *((Checked(not_run(Rung.RUN, _NO_HOST)),) if context.validation else ()),
    )


def _whole(state: State, context: Context, announce: Announce) -> Built:
    workspace = workspace_of(state, context)
    workspace.hold(state["project"])
    cancel = cancelled(race_of(state))  # here: the threads that check and build do not see the run's
    runner = workspace.runner(state["target"].arch, announce, cancel)
    return check_and_build(
        state["project"], workspace.build, runner, lambda jobs: _kernels(state, context, jobs, cancel)
    )


def _kernels(state: State, context: Context, jobs: list[KernelJob], cancel: Signal | None) -> Checked:
    sdk = present_sdk(context)
    if sdk is None:
        return Checked(not_run(Rung.KERNEL_CHECK, f"there is no SDK ({state['sdk_missing']})"))
    return kernel_rung(sdk, jobs, state["target"].arch, cancel)
