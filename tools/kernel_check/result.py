"""What a kernel check answers."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from tilesmith.tools.diagnostics import Diagnostic


class CheckStatus(StrEnum):
    """Verdict on one kernel."""

    PASSED = "passed"
    FAILED = "failed"
    """The kernel is wrong; the diagnostics say where."""
    UNCHECKED = "unchecked"
    """The check itself could not be made; nothing is known of the kernel."""


class KernelCheck(BaseModel):
    """The outcome for one kernel."""

    model_config = ConfigDict(frozen=True)

    path: str
    status: CheckStatus
    diagnostics: tuple[Diagnostic, ...] = ()
    reason: str = ""
    """Why it is unchecked."""
    output: str = ""
    """What the compiler printed of a kernel that failed; empty when it was not asked."""
    compiler: str = ""
    """Which compiler looked at it, such as `g++ 12.2.0 -m32`."""
    seconds: float = 0.0
    cached: bool = False

    @model_validator(mode="after")
    def _evidence_fits_the_verdict(self) -> Self:
        if (self.status is CheckStatus.FAILED) != bool(self.diagnostics):
            raise ValueError("diagnostics belong to a failed check, and only to a failed one")
        if (self.status is CheckStatus.UNCHECKED) != bool(self.reason):
            raise ValueError("an unchecked kernel needs a reason, and only an unchecked one has it")
        return self
