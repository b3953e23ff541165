"""Closes attempts, goes back to the best one when a change made it worse, and knows when attempts repeat."""

import difflib
import hashlib
import json
from collections.abc import Sequence

from tilesmith.agent.approach import Approach
from tilesmith.agent.context import Context
from tilesmith.agent.drafter import Setback
from tilesmith.agent.report import AttemptSummary
from tilesmith.agent.state import Attempt, Candidate, State
from tilesmith.agent.trace import AttemptClosed, Trace
from tilesmith.agent.verdict import Outcome, Rung, Verdict
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project

_MOST_DIFF_LINES = 60
"""Of a change that was taken back; a whole new draft teaches little line by line."""

_DIGEST_LENGTH = 16


def attempt_number(state: State) -> int:
    """Number of the attempt under way, from 1."""
    return len(state.get("attempts", [])) + 1


def close_attempt(state: State, shown: list[Diagnostic], left_out: int = 0, drafter: str = "") -> State:
    """Record the attempt under way; the project becomes that from which the next one goes on.

    That is the best of its line: of the last draft from scratch and its repairs. So a new draft is repaired
    even where an older line had come further, of which the best is kept for the end of the run.

    Args:
        drafter: who wrote it.
    """
    attempt = _attempt(state, shown, left_out, drafter)
    candidate = Candidate(project=state["project"], attempt=attempt)
    afresh = state["approach"] is Approach.REDRAFT and attempt.judged
    line = better(None if afresh else state["line"], candidate)
    update: State = {
        "attempts": [*state["attempts"], attempt],
        "best": better(state["best"], candidate),
        "line": line,
        "rungs": [],
        "findings": [],
        "printed": {},
        "wrong_elements": None,
        "approach": Approach.REPAIR,
        "pattern": {},
    }
    if _was_sent_back(attempt):
        return update | {"diagnostics": shown, "setback": None}
    if not attempt.judged:
        undrafted = not state["project"].kernels
        return update | {
            "project": line.project if line and undrafted else state["project"],
            "diagnostics": [*shown, *_standing(state)],
        }
    if line is None or line.attempt is attempt:
        return update | {"diagnostics": shown, "setback": None}
    return update | {
        "project": line.project,
        "diagnostics": list(line.attempt.diagnostics),
        "setback": _setback(line, state["project"], attempt),
    }


def better(best: Candidate | None, candidate: Candidate) -> Candidate | None:
    """The one to keep and to go on from: of equals the later, which is free of the faults known before."""
    if not candidate.project.files:
        return best
    if best is None or (candidate.attempt.judged and candidate.attempt.rank >= best.attempt.rank):
        return candidate
    return best


def budget_is_spent(state: State, context: Context) -> bool:
    """Whether no further attempt is allowed."""
    return len(state["attempts"]) >= context.attempts_allowed + state["granted"]


def trace_attempt(trace: Trace, attempt: Attempt, project: Project) -> None:
    """Write a closed attempt to the trace with the code it is about."""
    trace.write(
        AttemptClosed(
            number=attempt.number,
            sample=attempt.sample,
            files=project.kernels | project.host_sources,
            verdict=attempt.verdict,
            diagnostics=attempt.diagnostics,
            left_out=attempt.left_out,
            repeats=attempt.repeats,
        )
    )


def summary_of(attempt: Attempt) -> AttemptSummary:
    """A closed attempt in one line."""
    failure = attempt.verdict.first_failure
    return AttemptSummary(
        number=attempt.number,
        sample=attempt.sample,
        verdict=attempt.verdict.sentence,
        faults=attempt.faults,
        stage="verified" if attempt.verdict.verified else failure.value if failure else "none",
        checks=tuple(dict.fromkeys(_category(diagnostic) for diagnostic in attempt.diagnostics)),
        digest=attempt.files[:_DIGEST_LENGTH],
    )


def _category(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.stage}: {diagnostic.check}" if diagnostic.check else str(diagnostic.stage)


def _attempt(state: State, shown: list[Diagnostic], left_out: int, drafter: str) -> Attempt:
    judged = bool(state["rungs"])
    attempt = Attempt(
        number=attempt_number(state),
        verdict=Verdict.of(state["rungs"], otherwise=_why_rungs_are_missing(state, shown)),
        diagnostics=tuple(shown),
        left_out=left_out,
        judged=judged,
        files=_fingerprint(state["project"]),
        printed=state["printed"] if judged else {},
        wrong_elements=state["wrong_elements"],
        drafter=drafter,
        sample=state["sample"],
    )
    return attempt.model_copy(update={"repeats": _repeated(attempt, state["attempts"])})


def _was_sent_back(attempt: Attempt) -> bool:
    """Its reviewer did not let it run: the drafter goes on from it, whatever was wrong with those before."""
    return not attempt.judged and any(d.stage is Stage.REVIEW for d in attempt.diagnostics)


def _why_rungs_are_missing(state: State, shown: list[Diagnostic]) -> str:
    if any(d.stage is Stage.REVIEW for d in shown):
        return "its reviewer sent it back"
    if not state["rungs"]:
        return "the reply could not be used"
    stopped = not any(result.outcome is Outcome.FAILED for result in state["rungs"])
    return "the run ended before" if stopped else "an earlier rung failed"


def _fingerprint(project: Project) -> str:
    """Tells projects apart by what a drafter wrote; blank space at the ends is none of it."""
    code = {name: text.strip() for name, text in (project.kernels | project.host_sources).items()}
    return hashlib.sha256(json.dumps(code, sort_keys=True).encode()).hexdigest()


def _repeated(attempt: Attempt, earlier: Sequence[Attempt]) -> str:
    """What comes again of an earlier attempt: the same files or faults, or a reply that changes nothing."""
    if any(d.stage is Stage.REPLY and d.check == "unchanged" for d in attempt.diagnostics):
        return "the reply changes nothing"
    for before in reversed(earlier):
        if attempt.judged and before.judged and attempt.files == before.files:
            return f"the same files as in attempt {before.number}"
        if attempt.diagnostics and _faults(attempt) == _faults(before):
            return f"the same faults as in attempt {before.number}"
    return ""


def _faults(attempt: Attempt) -> set[tuple[str, ...]]:
    """What is wrong, without the lines, which move with every edit."""
    return {(d.stage, d.check, d.file, d.message) for d in attempt.diagnostics}


def _standing(state: State) -> list[Diagnostic]:
    """Faults of the project that a reply which could not be used has left as they were."""
    return [told for told in state["diagnostics"] if told.stage is not Stage.REPLY]


def _setback(best: Candidate, tried: Project, attempt: Attempt) -> Setback:
    kept = best.project.kernels | best.project.host_sources
    new = tried.kernels | tried.host_sources
    lines = [
        line
        for name in sorted(kept | new)
        for line in difflib.unified_diff(
            kept.get(name, "").splitlines(), new.get(name, "").splitlines(), name, name, n=1, lineterm=""
        )
    ]
    left_out = len(lines) - _MOST_DIFF_LINES
    cut = [*lines[:_MOST_DIFF_LINES], f"... and {left_out} more lines"] if left_out > 0 else lines
    return Setback(
        change="\n".join(cut), reason=_why_worse(best.attempt, attempt), diagnostics=attempt.diagnostics
    )


def _why_worse(best: Attempt, worse: Attempt) -> str:
    reached, before = worse.verdict.first_failure, best.verdict.first_failure
    if reached is not before:
        return f"it fails the {_words(reached)}, where the files below come as far as the {_words(before)}"
    if worse.faults != best.faults:
        return f"it has {worse.faults} faults in the {_words(reached)} rather than {best.faults}"
    if best.wrong_elements is not None and worse.wrong_elements is None:
        return (
            f"not every run gives outputs, where the files below have {best.wrong_elements:,} wrong elements"
        )
    if best.wrong_elements != worse.wrong_elements:
        return f"{worse.wrong_elements:,} elements are wrong rather than {best.wrong_elements:,}"
    return f"it comes no further than the {_words(reached)} and passes fewer checks"


def _words(rung: Rung | None) -> str:
    return rung.words if rung else "end"
