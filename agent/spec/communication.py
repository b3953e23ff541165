"""How the cores shall work together on an operation, where that is asked for.

No reference can ask for it: each core could compute what it needs by itself, from DRAM. So it is asked for
by the way data travels, which the emulator records (see `tools.verification.communication`).
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

BLOCK = 32
"""Rows or columns of a tile: what cores share of a dimension that tiles cover; of batches single ones."""


class CommunicationKind(StrEnum):
    """The ways that can be asked for. In all of them each core reads its own blocks of the work in DRAM, and
    no other core does.
    """

    MULTICAST = "multicast"
    """A shared input is read from DRAM once and multicast to all cores."""
    RING = "ring"
    """Each core sends to its neighbour, and the last one to the first."""
    REDUCTION = "reduction"
    """Cores reduce their blocks, and send the partial results to where they are combined."""
    CHAIN = "chain"
    """Each core takes over from the one before it and passes on to the one behind."""


class Communication(BaseModel):
    """What travels between whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: CommunicationKind
    along: str
    """The dimension of inputs whose blocks the cores share."""
    of: str = ""
    """The input that is multicast."""
