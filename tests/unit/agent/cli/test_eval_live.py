"""An evaluation while it runs."""

import io

from rich.console import Console

from tilesmith.agent.cli.eval_live import Board, shown
from tilesmith.evals.run.sample import SampleKey, SampleResult, Status
from tilesmith.evals.tasks import Task, suite

TASKS = [task for task in suite("core") if task.id in ("copy-single", "add-multi", "exp-multi")]


def ended(task: Task, status: Status, sample: int = 0, reason: str = "") -> SampleResult:
    key = SampleKey(task=task.id, sample=sample)
    return SampleResult(
        key=key, level=task.level, split=task.split, status=status, seconds=3.25, reason=reason
    )


def words(text: str, first: str) -> list[str]:
    return next(line for line in text.splitlines() if line.startswith(first)).split()


def test_the_table_counts_what_has_ended_by_level_with_what_an_earlier_run_had_done() -> None:
    board = Board(TASKS, 2, before=[ended(TASKS[0], Status.VERIFIED)])
    board.add(4, ended(TASKS[1], Status.FAILED, reason="numerics"))
    board.add(3, ended(TASKS[2], Status.INFRA, reason="its process was killed by signal 6"))
    console = Console(file=io.StringIO(), width=160)
    console.print(board)
    text = console.file.getvalue()  # type: ignore[attr-defined]

    assert words(text, "level") == ["level", "samples", "ended", "verified", "failed", "infra"]
    assert words(text, "L0") == ["L0", "2", "1", "1", "0", "0"]
    assert words(text, "L1") == ["L1", "4", "2", "0", "1", "1"]
    assert words(text, "all") == ["all", "6", "3", "1", "1", "1"]
    assert "killed by signal 6" in text
    assert "samples a minute" in text


def test_where_there_is_no_terminal_each_result_is_a_line() -> None:
    console = Console(file=io.StringIO(), width=60, force_terminal=False)
    with shown(console, Board(TASKS, 1)) as told:
        told(2, ended(TASKS[1], Status.FAILED, reason="a long reason\nof two lines " * 20))
    (line,) = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert line.startswith("failed   add-multi/0")
    assert "2 left  a long reason of two lines" in line


def test_a_terminal_shows_the_table() -> None:
    console = Console(file=io.StringIO(), width=120, force_terminal=True)
    with shown(console, Board(TASKS, 1)) as told:
        told(2, ended(TASKS[1], Status.VERIFIED))
    assert "samples a minute" in console.file.getvalue()  # type: ignore[attr-defined]
