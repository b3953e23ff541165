"""A first-order estimate of the time that a program takes on the chip, from what the emulator counted."""

from tilesmith.tools.profile.estimate import Bound, CoreEstimate, Estimate, estimate

__all__ = ["Bound", "CoreEstimate", "Estimate", "estimate"]
