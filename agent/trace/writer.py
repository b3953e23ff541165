"""Writes events to the trace of one run."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.redaction import redact_values
from tilesmith.agent.trace.events import Event

TRACE_FILE = "trace.jsonl"


@dataclass(frozen=True)
class Trace:
    """The trace in `folder`; several threads and processes may write to it."""

    folder: Path | None
    """None: what is written goes nowhere."""

    @classmethod
    def of(cls, run: str) -> "Trace":
        """The trace in the run folder `run`; empty: none is kept."""
        return cls(Path(run) if run else None)

    def write(self, event: Event) -> None:
        """Append `event` with every secret hidden. A whole line is one write, so that lines never mix."""
        if self.folder is None:
            return
        values = redact_values(event.model_dump(mode="json", exclude_defaults=True) | _always(event))
        line = json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
        descriptor = os.open(self.folder / TRACE_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, line.encode(errors="replace"))
        finally:
            os.close(descriptor)

    def mend(self) -> None:
        """End the line that a killed process left half written, if it did: the next would be lost with it."""
        if self.folder is None:
            return
        with (self.folder / TRACE_FILE).open("r+b") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            if file.read(1) not in (b"", b"\n"):
                file.write(b"\n")


def _always(event: Event) -> dict[str, object]:
    """What tells events apart, although it has its default."""
    return {"event": event.event, "time": event.time}


NO_TRACE = Trace(None)
"""For calls outside a run."""
