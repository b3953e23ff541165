"""Samples that race for one project: how each ends, and which is kept."""

from typing import cast

from langgraph.runtime import Runtime

from tilesmith.agent.context import Context
from tilesmith.agent.nodes.drafting import race_of
from tilesmith.agent.nodes.finish import close_last
from tilesmith.agent.nodes.step import settings, step, tell
from tilesmith.agent.rungs import counted
from tilesmith.agent.state import Failure, Sampled, SampleEnd, State


def end_sample(state: State, runtime: Runtime[Context]) -> SampleEnd:
    """Hand on what a sample has come to; its files are written only if it is kept."""
    final = cast(State, {**state, **close_last(state, settings(runtime))})
    race = race_of(state)
    return {
        "samples": [
            Sampled(
                sample=state["sample"],
                won=race is not None and race.won,
                attempts=tuple(final["attempts"]),
                best=final["best"],
                shapes=state["shapes"],
                failure=state["failure"],
            )
        ]
    }


@step("choose")
def choose(state: State, runtime: Runtime[Context]) -> State:
    """Keep the sample that was verified first, else the one that came furthest."""
    ended = sorted(state["samples"], key=lambda sampled: sampled.sample)
    candidates = [sampled for sampled in ended if sampled.best]
    kept = max(candidates, key=_rank, default=None)
    if kept is not None:
        how = "was verified first" if kept.won else "came furthest"
        tell(runtime, "choose", f"sample {kept.sample} of {counted(len(ended), 'sample')} {how}")
    return {
        "attempts": [attempt for sampled in ended for attempt in sampled.attempts],
        "best": kept.best if kept else None,
        "shapes": kept.shapes if kept else 0,
        "failure": None if kept and kept.won else _failure(ended),
    }


def _rank(sampled: Sampled) -> tuple[object, ...]:
    assert sampled.best is not None
    return sampled.won, sampled.best.attempt.rank, -sampled.sample


def _failure(ended: list[Sampled]) -> Failure | None:
    """Why the run could not go on: only when no sample came to its own end."""
    failures = [sampled.failure for sampled in ended]
    return failures[0] if all(failures) else None
