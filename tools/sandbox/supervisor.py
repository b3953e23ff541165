"""Runs one command where bubblewrap cannot, and leaves no process behind. Executed as a script.

It ends everything below it when the command ends, when it is told to (SIGTERM), and when its own parent
dies. Where the kernel allows, the command gets a process and a network namespace; elsewhere this process
adopts every orphan (so a daemon cannot slip away) and stops them one by one, which a determined fork bomb
of root may outrun.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

# <linux/prctl.h>
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 22, 36, 38
_SECCOMP_MODE_FILTER = 2
_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWPID = 0x10000000, 0x40000000, 0x20000000  # <linux/sched.h>
_GIVE_UP_SECONDS = 10.0


def _enter_namespaces(libc: ctypes.CDLL) -> bool:
    """No network, and processes that end together. In a user namespace of its own, the command cannot read
    /proc/PID/environ of the caller either. False where the kernel refuses."""
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWPID) == 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        return True
    return bool(libc.unshare(_CLONE_NEWNET | _CLONE_NEWPID) == 0)


class _FilterProgram(ctypes.Structure):
    """`struct sock_fprog` of <linux/filter.h>."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _refuse_calls(libc: ctypes.CDLL, call_filter: bytes) -> None:
    """In this process and all below it. Kernels without seccomp refuse, which leaves things as they are."""
    if call_filter:
        program = _FilterProgram(len(call_filter) // 8, call_filter)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _end_of(child: int) -> int:
    """Status of `child` as a shell reports it, orphans reaped on the way."""
    while True:
        pid, status = os.wait()
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _execute(libc: ctypes.CDLL, call_filter: bytes, command: list[str]) -> int:
    """The id of a new process that runs `command`.

    It gets a session of its own: the scheduler shares the processor between sessions, so however many
    processes the command starts, this one keeps its share.
    """
    child = os.fork()
    if child:
        return child
    os.setsid()
    _refuse_calls(libc, call_filter)
    for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(ignored_by_python, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"cannot run {command[0]}: {error.strerror}\n".encode())
        os._exit(127)


def _in_namespace(libc: ctypes.CDLL, call_filter: bytes, command: list[str]) -> int:
    """Run `command` below the namespace's first process, with whose death everything in it dies."""
    first = os.fork()
    if first == 0:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        os._exit(_end_of(_execute(libc, call_filter, command)))

    def end(_number: int, _frame: FrameType | None) -> None:
        os.kill(first, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)
    return _end_of(first)


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(entry.name))
    return children


def _descendants() -> set[int]:
    children = _children()
    found: set[int] = set()
    waiting = [os.getpid()]
    while waiting:
        below = [pid for pid in children[waiting.pop()] if pid not in found]
        found.update(below)
        waiting += below
    return found


def _kill_all(pids: set[int], number: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def _kill_descendants(child: int) -> None:
    """The command's group at one stroke; what is left is stopped first, so that nothing forks unseen."""
    deadline = time.monotonic() + _GIVE_UP_SECONDS
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    while time.monotonic() < deadline:
        stopped: set[int] = set()
        while (new := _descendants() - stopped) and time.monotonic() < deadline:
            _kill_all(new, signal.SIGSTOP)
            stopped |= new
        _kill_all(stopped, signal.SIGKILL)
        try:
            while os.waitpid(-1, 0):
                pass
        except ChildProcessError:
            return


def _adopting_orphans(libc: ctypes.CDLL, call_filter: bytes, command: list[str]) -> int:
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = _execute(libc, call_filter, command)

    def end(_number: int, _frame: FrameType | None) -> None:
        _kill_descendants(child)
        os._exit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)
    status = _end_of(child)
    _kill_descendants(child)
    return status


def main(call_filter: bytes, command: list[str]) -> int:
    """Run `command` to its end and return its status, 128 + N when signal N ended it."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if _enter_namespaces(libc):
        return _in_namespace(libc, call_filter, command)
    return _adopting_orphans(libc, call_filter, command)


if __name__ == "__main__":
    sys.exit(main(bytes.fromhex(sys.argv[1]), sys.argv[2:]))
