"""The tile of an output that is furthest from the golden, for people to look at."""

from pydantic import BaseModel, ConfigDict

Rows = tuple[tuple[float | None, ...], ...]
"""Elements of a tile by row; None where one is not a finite number."""


class WrongTile(BaseModel):
    """One tile as it is and as it should be; smaller than 32x32 where the tensor ends inside it."""

    model_config = ConfigDict(frozen=True)

    output: str
    """Name of the output tensor."""
    case: str
    """Shape, values and seed on which it was seen."""
    tile: int
    """Place of the tile, row by row, over all batches."""
    wrong: tuple[int, ...]
    """For each tile of the output, how many of its elements are beyond what is allowed."""
    columns: int
    """Tiles side by side in the output."""
    got: Rows
    expected: Rows
    error: Rows
    """In units of what is allowed there; None: only one of the two is finite."""
