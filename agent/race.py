"""Samples of one run race: the first to verify wins, and the others end wherever they are."""

from dataclasses import dataclass
from pathlib import Path

from tilesmith.errors import TilesmithError

_WINNER = "winner"


class RaceLostError(TilesmithError):
    """Another sample was verified first."""


@dataclass(frozen=True)
class Race:
    """The race in a run's folder as one sample sees it; the samples may run in threads or processes."""

    folder: Path
    sample: int
    """From 1."""

    def win(self) -> None:
        """This sample is verified. Of several, the first one stays the winner."""
        try:
            with (self.folder / _WINNER).open("x") as file:
                file.write(str(self.sample))
        except FileExistsError:
            return

    @property
    def won(self) -> bool:
        """Whether this sample is the winner."""
        return self._winner() == str(self.sample)

    def is_set(self) -> bool:
        """Whether another sample has won: what runs for this one then ends. See `tools.sandbox.Signal`."""
        return self._winner() not in ("", str(self.sample))

    def require_open(self) -> None:
        """Nothing happens while no other sample has won.

        Raises:
            RaceLostError: one has.
        """
        if self.is_set():
            raise RaceLostError(f"another sample than {self.sample} was verified first")

    def _winner(self) -> str:
        """Number of the winner; empty while there is none, or while its number is being written."""
        try:
            return (self.folder / _WINNER).read_text()
        except FileNotFoundError:
            return ""
