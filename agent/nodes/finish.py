"""Writes the best candidate with its report, and says plainly what is known of it."""

import time
from pathlib import Path
from typing import cast

from langgraph.runtime import Runtime

import tilesmith
from tilesmith.agent.attempts import close_attempt, trace_attempt
from tilesmith.agent.context import Context
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.output import write_project
from tilesmith.agent.report import AttemptSummary, Report
from tilesmith.agent.rungs import counted
from tilesmith.agent.state import Candidate, Failure, State
from tilesmith.agent.trace import RunFinished, Trace
from tilesmith.agent.verdict import Verdict
from tilesmith.tools.project import Project


@step("finish")
def finish(state: State, runtime: Runtime[Context]) -> State:
    """Close the attempt under way, keep the best, write project and report."""
    closed: State = close_attempt(state, state["findings"]) if state["rungs"] else {}
    final = cast(State, {**state, **closed})
    report = _report(final, settings(runtime))
    project = _kept(final)
    if project.files:  # A run that drafted nothing leaves an earlier project as it was.
        write_project(Path(final["output"]), project, report)
        tell(runtime, "finish", f"{counted(len(project.files), 'file')} in {final['output']}")
    trace = Trace.of(state["run"])
    if closed:
        trace_attempt(trace, closed["attempts"][-1], state["project"])
    trace.write(RunFinished(report=report))
    return closed | {"report": report, "project": project}


def _kept(state: State) -> Project:
    return state["best"].project if state["best"] else state["project"]


def _report(state: State, context: Context) -> Report:
    best, spec, project = state["best"], state["spec"], _kept(state)
    verdict = best.attempt.verdict if best else Verdict.of([], otherwise="no candidate was finished")
    return Report(
        tilesmith=tilesmith.__version__,
        operation=spec.name if spec else (state["operation"] or ""),
        core_mode=state["target"].core_mode,
        arch=state["target"].arch,
        drafter=context.model,
        sdk=state["knowledge"].sdk,
        seed=state["seed"],
        verdict=verdict,
        summary=_summary(verdict, best, state["failure"], len(state["attempts"])),
        run=state["run"],
        project=state["output"] if project.files else "",
        files=tuple(project.files),
        digests=project.digests,
        attempts=len(state["attempts"]),
        kept_attempt=best.attempt.number if best else 0,
        history=tuple(
            AttemptSummary(
                number=attempt.number,
                verdict=attempt.verdict.sentence,
                faults=len(attempt.diagnostics) + attempt.left_out,
            )
            for attempt in state["attempts"]
        ),
        shapes=state["shapes"] if verdict.verified else 0,
        seconds=round(time.time() - state["started"], 3),
        usage=state["usage"],
        diagnostics=best.attempt.diagnostics if best else tuple(state["diagnostics"]),
    )


def _summary(verdict: Verdict, best: Candidate | None, failure: Failure | None, attempts: int) -> str:
    if failure is not None and best is None:
        return f"Not verified: {failure.message}"
    parts = [verdict.sentence]
    if not verdict.verified and best is not None and attempts > 1:
        parts.append(f"The best of {attempts} attempts was kept: number {best.attempt.number}.")
    if failure is not None:
        parts.append(f"The run ended early: {failure.message}")
    return " ".join(parts)
