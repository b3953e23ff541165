"""The emulator's report of a run."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError


class _FromEmulator(BaseModel):
    """Fields that a newer emulator adds do no harm."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Place(_FromEmulator):
    core: tuple[int, int] | None = None
    """Logical x and y."""
    kernel: str = ""
    processor: str = ""
    file: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """Core and processor, as evidence."""
        core = f"core ({self.core[0]},{self.core[1]})" if self.core else "host"
        return f"{core} {self.processor}".strip()


class Finding(_Place):
    """A misuse of the device that the emulator saw."""

    check: str
    area: str = ""
    """What the check is about, such as `NoC` or `hang`."""
    severity: Literal["info", "warning", "error"]
    message: str
    expected: str = ""
    hint: str = ""
    count: int = 1
    """How often, on all cores."""


class Stuck(_Place):
    """A kernel that waits for something that cannot come."""

    waiting_for: str


class KernelCompile(_FromEmulator):
    """One kernel as the emulator compiled it."""

    kernel: str
    ok: bool
    log: str = ""
    seconds: float = 0.0
    cached: bool = False


class Report(_FromEmulator):
    """What the emulator writes to TILESMITH_REPORT."""

    status: Literal["ok", "hang", "fault", "unsupported", "compile_error"]
    findings: tuple[Finding, ...] = ()
    programs: int = 0
    """How many were launched."""
    stuck: tuple[Stuck, ...] = ()
    kernel_compile: tuple[KernelCompile, ...] = ()
    counters: dict[str, Any] = {}
    timing: dict[str, float] = {}

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make a strict run fail."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def read_report(path: Path) -> Report | None:
    """The report at `path`; None when there is none, or when the program tampered with it."""
    try:
        return Report.model_validate_json(path.read_text(errors="replace"))
    except (OSError, ValidationError):
        return None


def read_records(folder: Path) -> tuple[dict[str, Any], ...]:
    """The programs that a run recorded below `folder`, in order of their launch: `<n>/program.json`."""
    numbered = sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit())
    records = []
    for file in (folder / str(number) / "program.json" for number in numbered):
        try:
            record = json.loads(file.read_text(errors="replace"))
        except (OSError, ValueError):
            continue
        if isinstance(record, dict):
            records.append(record)
    return tuple(records)
