"""One progress bar for each phase of a long piece of work."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Display
    from rich.progress import TaskID


class PhaseBars:
    """A progress callback: a phase gets its bar on `display` when it begins."""

    def __init__(self, display: "Display") -> None:
        self._display = display
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """`done` of `total` of `phase`; `total` is None while it is not known."""
        task = self._tasks.get(phase)
        if task is None:
            task = self._tasks[phase] = self._display.add_task(phase, total=total)
        self._display.update(task, completed=done, total=total)
