"""Do the cores of a program work together as its operation asks? By what the emulator recorded of the NoC."""

from tilesmith.tools.verification.communication.rules import communication_faults

__all__ = ["communication_faults"]
