"""A limit on tasks that the kernel keeps, so that a fork bomb never becomes a crowd.

The watch ends a command above its limit; but a bomb makes thousands of processes before anyone looks, and
ending those takes seconds in which the whole machine is busy. RLIMIT_NPROC prevents that for users; it does
not bind root, for whom a control group does, where the group's file system is writable.
"""

import contextlib
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")
# The sandbox's own processes, and room for the watch to see that the command's limit was passed.
_MARGIN = 16


@contextlib.contextmanager
def task_group(processes: int) -> Iterator[Path | None]:
    """A control group for a command of at most `processes` tasks; None where none can be or need be."""
    parent = _pids_controller() if os.getuid() == 0 else None
    group = parent / f"tilesmith-{uuid.uuid4().hex}" if parent else None
    if group is None or not _created(group, processes + _MARGIN):
        yield None
        return
    try:
        yield group
    finally:
        with contextlib.suppress(OSError):  # a process that cannot be killed still holds it
            group.rmdir()


def joining(group: Path | None, command: Sequence[str]) -> list[str]:
    """`command`, which first enters `group`."""
    if group is None:
        return list(command)
    enter = f'echo $$ > {group}/cgroup.procs; exec "$@"'
    return ["/bin/sh", "-c", enter, "sh", *command]


def task_limit(processes: int) -> list[str]:
    """Shell commands that set RLIMIT_NPROC, which counts all tasks of the user; none for root."""
    if os.getuid() == 0:
        return []
    most = _tasks_of_user() + processes + _MARGIN
    return [f"ulimit -u {most} 2>/dev/null || ulimit -p {most} 2>/dev/null || :"]  # bash, dash


def _pids_controller() -> Path | None:
    """The folder in which groups with a `pids.max` can be made: version 1 has one for the controller."""
    if (_CGROUPS / "pids" / "cgroup.procs").exists():
        return _CGROUPS / "pids"
    try:
        controllers = (_CGROUPS / "cgroup.subtree_control").read_text().split()
    except OSError:
        return None
    return _CGROUPS if "pids" in controllers else None


def _created(group: Path, tasks: int) -> bool:
    try:
        group.mkdir()
    except OSError:
        return False  # read-only, as in most containers
    (group / "pids.max").write_text(str(tasks))
    return True


def _tasks_of_user() -> int:
    tasks = 0
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == os.getuid():
                tasks += len(list((entry / "task").iterdir()))
    return tasks
