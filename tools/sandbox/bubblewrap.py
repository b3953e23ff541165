"""The command line of bubblewrap: which parts of the machine a command sees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PRIVATE_FOLDER = Path("/tmp")
"""Where HOME and TMPDIR lie inside."""

# Programs, libraries and headers. Homes, /var, /run, /srv and the rest of /etc stay out.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store", "/gnu/store")
_SETTINGS = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/passwd",
    "/etc/group",
)


@dataclass(frozen=True)
class Mounts:
    """Folders and files a command needs besides the system's."""

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()

    def arguments(self) -> list[str]:
        """Bind options, outer folders first so that inner ones stay visible; writable wins over readable."""
        modes = dict.fromkeys(_with_targets(self.readable), "--ro-bind")
        modes |= dict.fromkeys(_with_targets(self.writable), "--bind")
        ordered = sorted(modes.items(), key=lambda item: len(item[0].parts))
        return [word for path, mode in ordered for word in (mode, str(path), str(path))]


def _with_targets(paths: Iterable[Path]) -> Iterable[Path]:
    """Each path as it is named and, where links are on the way, as it really is: programs use both."""
    for path in paths:
        yield path.absolute()
        yield path.resolve()


def system_mounts() -> list[str]:
    """Options that show the system's programs read-only, links kept as links."""
    options: list[str] = []
    for name in (*_SYSTEM, *_SETTINGS):
        path = Path(name)
        if path.is_symlink() and name not in _SETTINGS:
            options += ["--symlink", str(path.readlink()), name]
        elif path.exists():
            options += ["--ro-bind", name, name]
    return options


def wrapped(
    program: str,
    command: Sequence[str],
    *,
    cwd: Path,
    mounts: Mounts,
    environment: Mapping[str, str],
    tmp_bytes: int | None,
    info_fd: int | None,
    seccomp_fd: int | None,
) -> list[str]:
    """`command` inside bubblewrap (`program`).

    Args:
        tmp_bytes: size of the private /tmp; None where this bubblewrap cannot limit it (before 0.7).
        info_fd: where bubblewrap writes the id of the first process in the sandbox.
        seccomp_fd: where it reads the filter of system calls.
    """
    size = [] if tmp_bytes is None else ["--size", str(tmp_bytes)]
    variables = [word for name, value in environment.items() for word in ("--setenv", name, value)]
    return [
        program,
        # Namespaces of its own: no network, no view of other processes, no privilege even for root.
        *("--unshare-all", "--unshare-user", "--cap-drop", "ALL"),
        *("--die-with-parent", "--new-session", "--clearenv"),
        *variables,
        *system_mounts(),
        *("--proc", "/proc", "--dev", "/dev"),
        *size,
        *("--tmpfs", str(PRIVATE_FOLDER)),
        *mounts.arguments(),
        *("--chdir", str(cwd.absolute())),
        *([] if info_fd is None else ["--info-fd", str(info_fd)]),
        *([] if seccomp_fd is None else ["--seccomp", str(seccomp_fd)]),
        "--",
        *command,
    ]
