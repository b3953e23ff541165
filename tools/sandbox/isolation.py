"""Which isolation this machine offers, found by trying it."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tilesmith.tools.sandbox.bubblewrap import Mounts, wrapped
from tilesmith.tools.sandbox.result import Isolation

_RISK = (
    "generated code then runs with resource limits only and can read and change your files: "
    "install bubblewrap (apt install bubblewrap), or use a machine that holds nothing else"
)


@dataclass(frozen=True)
class Offer:
    """An isolation that works here."""

    kind: Isolation
    program: str = ""
    """Path of bubblewrap."""
    limits_tmp: bool = False
    """Whether bubblewrap can limit the size of the private /tmp."""
    warning: str = ""
    """What the user must know, in one sentence; empty under full isolation."""


def available_isolation() -> Offer:
    """The best isolation of this machine. The trial takes about 10 ms, once a process."""
    program = shutil.which("bwrap")
    if program is None:
        return weak_isolation("bubblewrap is not installed")
    return _tried(program)


def weak_isolation(reason: str) -> Offer:
    """Resource limits only, with the warning that says why."""
    return Offer(Isolation.RLIMITS, warning=f"{reason}; {_RISK}")


@cache
def _tried(program: str) -> Offer:
    usage = subprocess.run([program, "--help"], capture_output=True, text=True, check=False)
    limits_tmp = "--size" in usage.stdout + usage.stderr
    command = wrapped(
        program,
        ["/bin/sh", "-c", "exit 0"],
        cwd=Path("/"),
        mounts=Mounts(),
        environment={},
        tmp_bytes=1024 * 1024 if limits_tmp else None,
        info_fd=None,
        seccomp_fd=None,
    )
    trial = subprocess.run(command, capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        words = trial.stderr.strip().removeprefix("bwrap: ") or f"exit code {trial.returncode}"
        return weak_isolation(f"bubblewrap cannot work here ({words})")
    return Offer(Isolation.BUBBLEWRAP, program, limits_tmp)
