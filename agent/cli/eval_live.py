"""An evaluation while it runs: a table that grows in a terminal, a line a sample elsewhere."""

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.text import Text

    from tilesmith.evals.run.sample import SampleResult
    from tilesmith.evals.tasks import Task

Told = Callable[[int, "SampleResult"], None]
"""Is told of a result as it ends, and how many samples are left."""

_COLOURS = {"verified": "green", "failed": "red", "infra": "yellow"}
_LAST = 8
_A_SECOND = 1
_LONGEST_REASON = 120


class Board:
    """What has ended so far, by level, and the last results."""

    def __init__(self, tasks: "Sequence[Task]", samples: int, before: "Iterable[SampleResult]" = ()) -> None:
        self._samples = Counter(dict.fromkeys(sorted({task.level for task in tasks}), 0))
        for task in tasks:
            self._samples[task.level] += samples
        self._ended: Counter[tuple[str, str]] = Counter()
        self._last: list[tuple[int, SampleResult]] = []
        self._begun = time.monotonic()
        self._new = 0
        for result in before:
            self._count(result)

    def add(self, left: int, result: "SampleResult") -> None:
        """One more has ended, and `left` are left."""
        self._count(result)
        self._new += 1
        self._last = [*self._last, (left, result)][-_LAST:]

    def _count(self, result: "SampleResult") -> None:
        self._ended[result.level, result.status.value] += 1

    def __rich__(self) -> "Group":
        from rich.console import Group
        from rich.table import Table

        table = Table("level", "samples", "ended", *_COLOURS, box=None, pad_edge=False)
        for level in self._samples:
            table.add_row(*self._row(level, [level]))
        table.add_row(*self._row("all", list(self._samples)), style="bold")
        return Group(table, "", *(line_of(left, result) for left, result in self._last), self._clock())

    def _row(self, name: str, levels: list[str]) -> list[str]:
        by_status = [sum(self._ended[level, status] for level in levels) for status in _COLOURS]
        samples = sum(self._samples[level] for level in levels)
        return [name, str(samples), str(sum(by_status)), *map(str, by_status)]

    def _clock(self) -> str:
        seconds = time.monotonic() - self._begun
        said = f"{seconds // 60:.0f} min {seconds % 60:.0f} s"
        if self._new:
            said += f", {60 * self._new / seconds:.1f} samples a minute"
        return said


def line_of(left: int, result: "SampleResult") -> "Text":
    """A sample that has ended."""
    from rich.text import Text

    line = Text(f"{result.status:8}", style=_COLOURS[result.status])
    attempts = f"{len(result.attempts)} attempts"
    line.append(f" {result.key!s:28} {attempts} {result.seconds:6.1f} s  {left} left", style="default")
    if result.reason:
        line.append(f"  {' '.join(result.reason.split())[:_LONGEST_REASON]}", style="default")
    return line


@contextlib.contextmanager
def shown(console: "Console", board: Board) -> Iterator[Told]:
    """Shows results as they end: on `board` in a terminal, else a line each."""
    if not console.is_terminal:
        yield lambda left, result: console.print(line_of(left, result), soft_wrap=True)
        return
    from rich.live import Live

    with Live(board, console=console, refresh_per_second=_A_SECOND) as live:

        def told(left: int, result: "SampleResult") -> None:
            board.add(left, result)
            live.refresh()

        yield told
