"""What an examination of the machine finds."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """How well a part of the machine serves."""

    OK = "ok"
    ADVICE = "advice"
    """It works without it, or will be mended by itself when it is first needed."""
    BROKEN = "broken"
    """Kernels cannot be generated and verified until it is mended."""


@dataclass(frozen=True)
class Finding:
    """One part of the machine."""

    subject: str
    state: State
    found: str
    """What is there, in a few words."""
    mend: str = ""
    """What to do, in a sentence; empty when nothing need be done."""

    def as_json(self) -> dict[str, str]:
        """For `--json`."""
        return {name: str(value) for name, value in asdict(self).items()}
