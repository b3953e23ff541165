"""Checks the contract, builds the host and checks every kernel, side by side."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.rungs import Checked, contract_rung, host_rung, kernel_rung
from tilesmith.agent.sdk_choice import present_sdk
from tilesmith.agent.state import State
from tilesmith.agent.verdict import Outcome, Rung, not_run
from tilesmith.agent.workspace import Workspace
from tilesmith.tools.cmake import BuildResult, build
from tilesmith.tools.contract import kernel_jobs
from tilesmith.tools.emulator.build import Announce
from tilesmith.tools.kernel_check import KernelJob
from tilesmith.tools.project import Project

_NO_HOST = "no host program was asked for"


@step("compile")
def compile_candidate(state: State, runtime: Runtime[Context]) -> State:
    """Set the rungs of the attempt up to the run, with everything that was found."""
    context = settings(runtime)
    what = "kernels" if not context.generate_host else "contract, kernels and host"
    tell(runtime, "compile", f"attempt {attempt_number(state)}: checks {what}")
    if context.generate_host:
        results, built = _whole(state, context, partial(tell, runtime, "compile"))
    else:
        results, built = _kernels_alone(state, context), None
    for result in results:
        tell(runtime, "compile", str(result.rung))
    rungs = [result.rung for result in results]
    if not context.validation and not any(rung.outcome is Outcome.FAILED for rung in rungs):
        rungs.append(not_run(Rung.RUN, "validation is turned off"))
    return {
        "rungs": rungs,
        "findings": [finding for result in results for finding in result.findings],
        "executable": str(built.executable) if built and built.executable else "",
        "shapes": 0,
    }


def _kernels_alone(state: State, context: Context) -> list[Checked]:
    return [
        Checked(not_run(Rung.CONTRACT, _NO_HOST)),
        _kernels(state, context, kernel_jobs(state["project"])),
        Checked(not_run(Rung.HOST_BUILD, _NO_HOST)),
        *([Checked(not_run(Rung.RUN, _NO_HOST))] if context.validation else []),
    ]


def _whole(state: State, context: Context, announce: Announce) -> tuple[list[Checked], BuildResult]:
    """The kernels are checked while the host builds; when what it tells of them differs from what its
    source told, they are checked again: results are cached by content, so only what differs costs time."""
    project = state["project"]
    workspace = Workspace.of(state["output"])
    workspace.hold(project)
    runner = workspace.runner(state["target"].arch, announce)
    jobs = kernel_jobs(project)
    with ThreadPoolExecutor(max_workers=2) as pool:
        building = pool.submit(build, workspace.source, workspace.build, runner.prefix)
        checking: Future[Checked] = pool.submit(_kernels, state, context, jobs)
        contract = contract_rung(project)
        built, kernels = building.result(), checking.result()
    if built.executable is not None:
        exact = _exact_jobs(project, runner.describe(built.executable).records) or jobs
        kernels = kernels if exact == jobs else _kernels(state, context, exact)
    return [contract, kernels, host_rung(built)], built


def _kernels(state: State, context: Context, jobs: list[KernelJob]) -> Checked:
    sdk = present_sdk(context)
    if sdk is None:
        return Checked(not_run(Rung.KERNEL_CHECK, f"there is no SDK ({state['sdk_missing']})"))
    return kernel_rung(sdk, jobs, state["target"].arch)


def _exact_jobs(project: Project, records: tuple[dict[str, object], ...]) -> list[KernelJob]:
    return kernel_jobs(project, records[0]) if records else []
