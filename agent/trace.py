"""The trace of a run: one JSON line a step, written when the step ends."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

from pydantic_core import to_jsonable_python

from tilesmith.agent.redaction import redact

TRACE_FILE = "trace.jsonl"


def start_trace(folder: Path) -> None:
    """Begin an empty trace in `folder`, which is created."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TRACE_FILE).write_text("")


def append_event(
    folder: Path, step: str, attempt: int, seconds: float, changes: Mapping[str, object]
) -> None:
    """Add what `step` changed in the state, with keys and other secrets hidden."""
    event = {
        "time": round(time.time(), 3),
        "step": step,
        "attempt": attempt,
        "seconds": round(seconds, 3),
        "changes": to_jsonable_python(dict(changes)),
    }
    with (folder / TRACE_FILE).open("a") as trace:
        trace.write(redact(json.dumps(event)) + "\n")
