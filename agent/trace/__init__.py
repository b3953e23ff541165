"""The trace of a run: `runs/<id>/trace.jsonl`, an event a line, written as it happens and free of secrets.

`events` says what an event holds, `writer` writes them, `folders` names and finds runs, `reader` reads one.
"""

from tilesmith.agent.trace.events import (
    AskedTool,
    AttemptClosed,
    Event,
    Message,
    ModelCall,
    NumericsSeen,
    ReviewAnswered,
    ReviewAsked,
    RunFinished,
    RunResumed,
    RunStarted,
    StepEnded,
    ToolCall,
    attempt_words,
)
from tilesmith.agent.trace.folders import RunNotFoundError, find_run, list_runs, name_of_work, new_run
from tilesmith.agent.trace.reader import RunRecord, read_run
from tilesmith.agent.trace.writer import NO_TRACE, TRACE_FILE, Trace

__all__ = [
    "NO_TRACE",
    "TRACE_FILE",
    "AskedTool",
    "AttemptClosed",
    "Event",
    "Message",
    "ModelCall",
    "NumericsSeen",
    "ReviewAnswered",
    "ReviewAsked",
    "RunFinished",
    "RunNotFoundError",
    "RunRecord",
    "RunResumed",
    "RunStarted",
    "StepEnded",
    "ToolCall",
    "Trace",
    "attempt_words",
    "find_run",
    "list_runs",
    "name_of_work",
    "new_run",
    "read_run",
]
