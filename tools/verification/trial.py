"""One thing that was tried on the device without the host program."""

from dataclasses import dataclass

from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.runner import Report


@dataclass(frozen=True)
class Trial:
    """The outcome of one check of the device alone."""

    check: str
    """What was tried."""
    faults: tuple[Diagnostic, ...] = ()
    report: Report | None = None
    """Of its last repetition."""
