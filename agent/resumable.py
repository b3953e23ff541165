"""A run that can be gone on with: the graph with the run's checkpoints, and where it was."""

import contextlib
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableConfig
from pydantic import ValidationError

from tilesmith.agent.checkpoints import THREAD, alone, checkpoints, forget, has_checkpoints
from tilesmith.agent.context import Context
from tilesmith.agent.redaction import HIDDEN
from tilesmith.agent.review import ReviewRequest
from tilesmith.agent.trace import TRACE_FILE, RunRecord, RunResumed, Trace, read_run
from tilesmith.errors import TilesmithError
from tilesmith.graph import RECURSION_LIMIT, builder

if TYPE_CHECKING:
    from langgraph.graph.state import CompiledStateGraph

    Flow = CompiledStateGraph[Any, Context, Any, Any]

_LAST_STEPS = {"choose", "finish"}


class NotResumableError(TilesmithError):
    """A run that cannot be gone on with, or need not be."""


@contextlib.contextmanager
def opened(folder: Path) -> Iterator["Flow"]:
    """The graph, which keeps each of its steps in the run's `folder`; no other process has it meanwhile.

    A folder in which no run has begun is removed in the end, and so are checkpoints that nobody needs.

    Raises:
        RunBusyError: another process is at work on the run.
    """
    with alone(folder):
        try:
            with checkpoints(folder) as saver:
                yield (
                    builder()
                    .compile(checkpointer=saver)
                    .with_config({"recursion_limit": RECURSION_LIMIT, **_thread()})
                )
        finally:
            _tidy(folder)


def require_unsettled(folder: Path, record: RunRecord) -> None:
    """Nothing happens when there is something to go on with.

    Raises:
        NotResumableError: the run has reached what it was for, or has left no checkpoints.
    """
    if record.report is not None and record.report.ending.settled:
        raise NotResumableError(
            f"the run {record.id} came to its end ({record.report.summary.rstrip('.')}): "
            "there is nothing to go on with"
        )
    if not has_checkpoints(folder):
        raise NotResumableError(
            f"the run {record.id} left no checkpoints, as runs of `tilesmith generate` do: start it again"
        )


def settings_of(folder: Path, record: RunRecord, changes: Mapping[str, object]) -> Context:
    """The settings that the run began with, but for `changes`.

    Raises:
        NotResumableError: a part was secret and not kept, or they are those of another release.
    """
    kept = {**record.started.settings, **changes, "run_folder": str(folder)}
    if any(isinstance(value, str) and HIDDEN in value for value in kept.values()):
        raise NotResumableError(
            f"the run {record.id} was begun with an address that holds a secret, which was not kept: "
            "give it again with --base-url"
        )
    try:
        return Context.model_validate(kept)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise NotResumableError(
            f"the run {record.id} has a setting {place} that cannot be used ({error.errors()[0]['msg']}): "
            "start it again"
        ) from error


def place_of(flow: "Flow") -> tuple[RunnableConfig, tuple[str, ...]]:
    """The checkpoint to go on from, and the steps that come next; no steps: from the beginning.

    It is the last one of a run that was ended from outside or waits for an answer. A run that ended by itself
    goes back to the step that failed, or after which nothing more was allowed.
    """
    latest = flow.get_state(_thread())
    if latest.next:
        return _thread(), latest.next  # no checkpoint by its id: samples would begin anew
    for snapshot in flow.get_state_history(_thread()):
        if snapshot.next and not snapshot.values.get("failure") and not _LAST_STEPS & set(snapshot.next):
            return snapshot.config, snapshot.next
    return _thread(), ()


def questions_of(flow: "Flow") -> dict[str, ReviewRequest]:
    """What the run asks its reviewer, by the id of the interrupt."""
    interrupts = flow.get_state(_thread()).interrupts
    return {one.id: ReviewRequest.model_validate(one.value) for one in interrupts}


def note_resumed(folder: Path, record: RunRecord) -> None:
    """Write to the trace that the run goes on, and how long nothing was done for it."""
    waited = max(0.0, time.time() - record.events[-1].time)
    trace = Trace(folder)
    trace.mend()
    trace.write(RunResumed(waited=round(waited, 3)))


def _thread() -> RunnableConfig:
    return {"configurable": {"thread_id": THREAD}}


def _tidy(folder: Path) -> None:
    if not (folder / TRACE_FILE).is_file():
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # other runs are in it
            folder.parent.rmdir()
    elif (report := read_run(folder).report) is not None and report.ending.settled:
        forget(folder)
