"""Writes the best candidate with its report, and says plainly what is known of it."""

import time
from pathlib import Path
from typing import cast

from langgraph.runtime import Runtime

import tilesmith
from tilesmith.agent.attempts import budget_is_spent, close_attempt, summary_of, trace_attempt
from tilesmith.agent.context import Context
from tilesmith.agent.conversation import answer
from tilesmith.agent.drafter import Usage
from tilesmith.agent.ending import OF_KIND, Ending
from tilesmith.agent.nodes.drafting import drafting_context
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.occupied import OutputBusyError
from tilesmith.agent.output import write_project
from tilesmith.agent.report import Report, Times
from tilesmith.agent.rungs import counted
from tilesmith.agent.session import recorded
from tilesmith.agent.state import Candidate, Failure, State
from tilesmith.agent.trace import RunFinished, RunRecord, Trace
from tilesmith.agent.verdict import Rung, Verdict
from tilesmith.tools.project import Project


@step("finish")
def finish(state: State, runtime: Runtime[Context]) -> State:
    """Close the attempt under way, keep the best, write project and report."""
    context = settings(runtime)
    closed = close_last(state, context)
    final = cast(State, {**state, **closed})
    report = _report(final, context)
    project = _kept(final)
    if project.files:  # A run that drafted nothing leaves an earlier project as it was.
        write_project(Path(final["output"]), project, report)
        tell(runtime, "finish", f"{counted(len(project.files), 'file')} in {final['output']}")
    Trace.of(state["run"]).write(RunFinished(report=report))
    return closed | {"report": report, "project": project, "messages": [answer(report)]}


def close_last(state: State, context: Context) -> State:
    """Close the attempt under way, if there is one."""
    if not state["rungs"]:
        return {}
    closed = close_attempt(state, state["findings"], drafter=drafting_context(state, context).model)
    trace_attempt(Trace.of(state["run"]), closed["attempts"][-1], state["project"])
    return closed


def _kept(state: State) -> Project:
    if state["failure"] and state["failure"].kind == OutputBusyError.__name__:
        return Project()  # the folder is another run's
    return state["best"].project if state["best"] else state["project"]


def _report(state: State, context: Context) -> Report:
    best, spec, project = state["best"], state["spec"], _kept(state)
    record = recorded(Trace.of(state["run"]))
    verdict = best.attempt.verdict if best else Verdict.of([], otherwise="no candidate was finished")
    return Report(
        tilesmith=tilesmith.__version__,
        operation=spec.name if spec else (state["operation"] or ""),
        core_mode=state["target"].core_mode,
        arch=state["target"].arch,
        drafter=(best.attempt.drafter if best else "") or context.model,
        sdk=state["knowledge"].sdk,
        seed=state["seed"],
        verdict=verdict,
        summary=_summary(verdict, best, state["failure"], len(state["attempts"])),
        notes=spec.notes if spec else (),
        ending=_ending(state, verdict, context),
        run=state["run"],
        project=state["output"] if project.files else "",
        files=tuple(project.files),
        digests=project.digests,
        attempts=len(state["attempts"]),
        kept_attempt=best.attempt.number if best else 0,
        kept_sample=best.attempt.sample if best else 0,
        samples=len(state["samples"]) or 1,
        history=tuple(summary_of(attempt) for attempt in state["attempts"]),
        shapes=state["shapes"] if verdict.verified else 0,
        seconds=round(time.time() - state["started"] - (record.waited if record else 0.0), 3),
        times=_times(record) if record else Times(),
        usage=record.usage if record else Usage(),
        diagnostics=best.attempt.diagnostics if best else tuple(state["diagnostics"]),
    )


def _times(record: RunRecord) -> Times:
    def of(name: str) -> float:
        return round(sum(step.seconds for step in record.steps if step.step == name), 3)

    model = round(sum(call.seconds for call in record.calls), 3)
    return Times(llm=model, compile=of("compile"), run=of("validate"))


def _ending(state: State, verdict: Verdict, context: Context) -> Ending:
    failure = state["failure"]
    if failure is not None:
        return OF_KIND.get(failure.kind, Ending.GAVE_UP if failure.gave_up else Ending.FAILED)
    if verdict.verified:
        return Ending.VERIFIED
    if not context.execution_feedback and verdict.first_failure is Rung.RUN:
        return Ending.NOT_TOLD
    return Ending.ITERATIONS if budget_is_spent(state, context) and _failed(state) else Ending.UNCHECKED


def _failed(state: State) -> bool:
    last = state["attempts"][-1]
    return not last.judged or last.verdict.first_failure is not None


def _summary(verdict: Verdict, best: Candidate | None, failure: Failure | None, attempts: int) -> str:
    if failure is not None and best is None:
        return f"Not verified: {failure.message}"
    parts = [verdict.sentence]
    if not verdict.verified and best is not None and attempts > 1:
        of = f" of sample {best.attempt.sample}" if best.attempt.sample else ""
        parts.append(f"The best of {attempts} attempts was kept: number {best.attempt.number}{of}.")
    if failure is not None:
        parts.append(f"The run ended early: {failure.message}")
    return " ".join(parts)
