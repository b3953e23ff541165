"""How many tasks run below a process, and how much memory they hold, from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
# Places in /proc/PID/stat after the command's closing bracket: fields 4, 20 and 24 of proc(5).
_PPID, _THREADS, _RSS_PAGES = 1, 17, 21


@dataclass(frozen=True)
class TreeUsage:
    """What the processes below another one use."""

    tasks: int
    """Processes and threads."""
    resident_bytes: int
    """Shared pages count once a process."""


def tree_usage(root: int, most_tasks: int) -> TreeUsage:
    """Usage of everything below `root`; what has just ended counts as nothing.

    Counting ends above `most_tasks`: a fork bomb must not keep the one who watches it busy.
    """
    tasks = resident = 0
    waiting = [root]
    while waiting and tasks <= most_tasks:
        pid = waiting.pop()
        stat = _stat(pid)
        if stat is None:
            continue
        threads = int(stat[_THREADS])
        if pid != root:
            tasks += threads
            resident += int(stat[_RSS_PAGES]) * _PAGE
        waiting.extend(_children(pid, threads))
    return TreeUsage(tasks, resident)


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _children(pid: int, threads: int) -> list[int]:
    task = Path(f"/proc/{pid}/task")
    try:
        folders = [task / str(pid)] if threads == 1 else list(task.iterdir())
        lists = [(folder / "children").read_text() for folder in folders]
    except OSError:
        return [] if Path(f"/proc/self/task/{os.getpid()}/children").exists() else _children_by_parent(pid)
    return [int(child) for text in lists for child in text.split()]


def _children_by_parent(pid: int) -> list[int]:
    """For kernels built without CONFIG_PROC_CHILDREN."""
    others = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [other for other in others if (stat := _stat(other)) and int(stat[_PPID]) == pid]
