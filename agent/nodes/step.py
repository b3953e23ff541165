"""What all nodes have in common: progress events, the trace, and errors that end a run in order."""

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Protocol

from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.context import Context
from tilesmith.agent.state import Failure, State
from tilesmith.agent.trace import append_event
from tilesmith.errors import TilesmithError


class Node(Protocol):
    """A node as LangGraph calls it."""

    def __call__(self, state: State, runtime: Runtime[Context]) -> State:
        """What changes in `state`."""
        ...


def settings(runtime: Runtime[Context]) -> Context:
    """The run's settings; an in-process call may give none."""
    return runtime.context or Context()


def tell(runtime: Runtime[Context], node: str, message: str, **details: object) -> None:
    """Send a progress event to whoever streams the run."""
    runtime.stream_writer({"node": node, "message": message, **details})


def step(name: str) -> Callable[[Node], Node]:
    """Makes a function the node `name`: it is traced, and a `TilesmithError` becomes the state's `failure`.

    The graph then goes to `finish`, so that what was achieved so far is kept and reported.
    """

    def decorate(function: Node) -> Node:
        @wraps(function)
        def node(state: State, runtime: Runtime[Context]) -> State:
            started = time.monotonic()
            try:
                update = function(state, runtime)
            except TilesmithError as error:
                failure = Failure(step=name, kind=type(error).__name__, message=str(error))
                update = {"failure": failure}
            output = update.get("output") or state.get("output")
            if output:
                seconds = time.monotonic() - started
                append_event(Path(output), name, attempt_number(state), seconds, _traced(state, update))
            return update

        return node

    return decorate


def _traced(state: State, update: State) -> dict[str, object]:
    """What the trace records: of a project only the files that changed, of the best candidate its number."""
    changes: dict[str, object] = dict(update)
    project = update.get("project")
    if project is not None:
        before = state["project"].files
        changed = {name: text for name, text in project.files.items() if before.get(name) != text}
        changes["project"] = {"files": changed}
    best = update.get("best")
    if best is not None:
        changes["best"] = best.attempt.number
    return changes
