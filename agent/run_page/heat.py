"""Colours of a wrong tile: green within what is allowed, then yellow to red by orders of magnitude."""

import math
from dataclasses import dataclass

from tilesmith.tools.wrong_tile import WrongTile

_WORST_DECADES = 4.0


@dataclass(frozen=True)
class Cell:
    """One element of the tile."""

    x: int
    y: int
    colour: str
    title: str


def cells(tile: WrongTile) -> list[Cell]:
    """One cell an element, with what it holds and should hold."""
    return [
        Cell(x, y, colour(error), _title(tile, y, x, error))
        for y, row in enumerate(tile.error)
        for x, error in enumerate(row)
    ]


def colour(error: float | None) -> str:
    """Of an error in units of what is allowed; None: not a finite number."""
    if error is None:
        return "#7b2d8b"
    if error <= 1:
        return "#2f9e62"
    share = min(1.0, math.log10(error) / _WORST_DECADES)
    return f"hsl({50 - 50 * share:.0f} 90% {55 - 15 * share:.0f}%)"


def share_colour(wrong: int, elements: int = 1024) -> str:
    """Of a whole tile, by how many of its elements are wrong."""
    return colour(10 ** (_WORST_DECADES * wrong / elements)) if wrong else colour(0)


def _title(tile: WrongTile, y: int, x: int, error: float | None) -> str:
    got, expected = (_number(rows[y][x]) for rows in (tile.got, tile.expected))
    times = "not finite" if error is None else f"error {error:.3g} x allowed"
    return f"row {y}, column {x}: {got}, expected {expected} ({times})"


def _number(value: float | None) -> str:
    return "NaN or inf" if value is None else f"{value:.6g}"
