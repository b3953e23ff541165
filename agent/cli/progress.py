"""Live progress on stderr: a line for what each node says, a bar while an SDK is downloaded."""

from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TransferSpeedColumn
from rich.progress import Progress as Bars
from rich.status import Status


class Progress:
    """Shows a run's custom events and, where they are streamed, the model's words."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}
        self._mid_line = False

    def __enter__(self) -> Self:
        self._show_status("starting")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_line()
        self._stop_bars()
        self._stop_status()

    def event(self, event: dict[str, Any]) -> None:
        """A node's progress event."""
        if "phase" in event:
            self._advance(event["phase"], event["done"], event["total"])
            return
        self._stop_bars()
        self._end_line()
        node = f"{event['sample']}: {event['node']}" if "sample" in event else event["node"]
        self._console.print(f"[cyan]{node:<15}[/cyan] ", end="")
        self._console.print(event["message"], markup=False, highlight=False, soft_wrap=True)
        self._show_status(event["node"])

    def text(self, piece: str) -> None:
        """A piece of the model's reply."""
        if piece:
            self._stop_status()
            self._console.out(piece, end="", style="dim", highlight=False)
            self._mid_line = not piece.endswith("\n")

    def _end_line(self) -> None:
        if self._mid_line:
            self._console.print()
            self._mid_line = False

    def _advance(self, phase: str, done: int, total: int | None) -> None:
        if self._bars is None:
            self._stop_status()
            columns = (
                TextColumn("{task.description:<13}"),
                BarColumn(),
                DownloadColumn(),
                TransferSpeedColumn(),
            )
            self._bars = Bars(*columns, console=self._console, transient=True)
            self._bars.start()
        if phase not in self._tasks:
            self._tasks[phase] = self._bars.add_task(f"SDK {phase}", total=total)
        self._bars.update(self._tasks[phase], completed=done, total=total)

    def _stop_bars(self) -> None:
        if self._bars is not None:
            self._bars.stop()
            self._bars, self._tasks = None, {}

    def _show_status(self, node: str) -> None:
        if not self._console.is_terminal:
            return
        if self._status is None:
            self._status = self._console.status(node)
            self._status.start()
        self._status.update(node)

    def _stop_status(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None
