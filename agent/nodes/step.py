"""What all nodes have in common: progress events, the trace, and errors that end a run in order."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from pathlib import Path
from typing import Any, Protocol

from langgraph.errors import GraphBubbleUp
from langgraph.runtime import Runtime

from tilesmith.agent.attempts import attempt_number
from tilesmith.agent.budget import BudgetSpentError
from tilesmith.agent.cancellation import RunCancelledError, require_wanted
from tilesmith.agent.context import Context
from tilesmith.agent.occupied import OutputBusyError, occupied
from tilesmith.agent.race import Race, RaceLostError
from tilesmith.agent.review import ReviewStoppedError
from tilesmith.agent.state import Failure, State
from tilesmith.agent.trace import StepEnded, Trace
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
    """Send a progress event to whoever streams the run; `step` adds the sample."""
    runtime.stream_writer({"node": node, "message": message, **details})


def step(name: str) -> Callable[[Node], Node]:
    """Makes a function the node `name`: it is traced, and a `TilesmithError` becomes the state's `failure`.

    The graph then goes to `finish`, so that what was achieved so far is kept and reported. A sample that has
    lost its race ends before the step, or with what the step was in the middle of.
    """

    def decorate(function: Node) -> Node:
        @wraps(function)
        def node(state: State, runtime: Runtime[Context]) -> State:
            traced = _TracedStep(name, state)
            try:
                with _place(name, state):
                    update = _in_race(state, lambda: function(state, traced.noting(runtime)))
                    require_wanted()
            except RunCancelledError as error:
                traced.ends({}, str(error))
                raise  # it has not failed: whoever goes on with the run is at this step again
            except TilesmithError as error:
                update = {"failure": _failure(name, error)}
            except GraphBubbleUp:
                raise  # it waits for an answer, with which it is called anew
            except BaseException as error:
                traced.ends({}, f"{type(error).__name__}: {error}")
                raise
            failure = update.get("failure")
            traced.ends(update, failure.message if failure else "")
            return update

        return node

    return decorate


def _place(name: str, state: State) -> AbstractContextManager[None]:
    """Holds the output folder, unless it is another run's: then only what is known is left to be told."""
    failure = state.get("failure")
    if failure is not None and failure.kind == OutputBusyError.__name__:
        return nullcontext()
    return occupied(state.get("output", ""), state.get("run", ""), last=name == "finish")


def _failure(step: str, error: TilesmithError) -> Failure:
    ended = isinstance(error, BudgetSpentError | RaceLostError | ReviewStoppedError)
    return Failure(step=step, kind=type(error).__name__, message=str(error), gave_up=ended)


def _in_race(state: State, work: Callable[[], State]) -> State:
    """The result of `work`, unless another sample won meanwhile: then what was under way means nothing."""
    if not state.get("sample"):
        return work()
    race = Race(Path(state["run"]), state["sample"])
    race.require_open()
    update = work()
    race.require_open()
    return update


class _TracedStep:
    """Collects what a step says and writes it to the trace with what it changed."""

    def __init__(self, name: str, state: State) -> None:
        self._name = name
        self._state = state
        self._started = time.monotonic()
        self._notes: list[str] = []

    def noting(self, runtime: Runtime[Context]) -> Runtime[Context]:
        """`runtime`, with what is told through it noted down as well."""

        def write(event: Any) -> None:  # noqa: ANN401 - whatever a node streams
            if "phase" not in event:
                self._notes.append(event["message"])
            sample = self._state.get("sample", 0)
            runtime.stream_writer({**event, "sample": sample} if sample else event)

        return runtime.override(stream_writer=write)

    def ends(self, update: State, failure: str) -> None:
        """The step has come to its end with `update`."""
        knowledge = update.get("knowledge")
        Trace.of(update.get("run") or self._state.get("run", "")).write(
            StepEnded(
                step=self._name,
                attempt=attempt_number(self._state),
                sample=self._state.get("sample", 0),
                seconds=round(time.monotonic() - self._started, 3),
                files=_changed_files(self._state, update),
                rungs=tuple(update.get("rungs", ())),
                diagnostics=tuple(update.get("findings", ()) or update.get("diagnostics", ())),
                selection=knowledge.selection if knowledge else (),
                notes=tuple(self._notes),
                failure=failure,
            )
        )


def _changed_files(state: State, update: State) -> dict[str, str]:
    project = update.get("project")
    if project is None:
        return {}
    before = state["project"].files
    return {name: text for name, text in project.files.items() if before.get(name) != text}
