"""Fetches the wheel of one version with pip, from the index that the user has configured."""

import errno
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import IO

from tilesmith.tools.sdk.errors import (
    ChecksumError,
    DiskFullError,
    DownloadError,
    IndexUnreachableError,
    SdkError,
    UnknownVersionError,
)
from tilesmith.tools.sdk.pip import pip_command, pip_environment
from tilesmith.tools.sdk.progress import Phase, Progress

PACKAGE = "ttnn"
# Some older releases were built for 3.10 alone.
_INTERPRETERS = ("3.12", "3.10")
_POLL_SECONDS = 0.1
# What an installation takes at its peak: the wheel twice (pip copies it out of its cache) and the sources.
_NEEDED_BYTES = 400 * 1000 * 1000
# pip says how large a file is before it fetches it: "Downloading ttnn-0.81.1-cp312-....whl (102.3 MB)".
_SIZE = re.compile(r"Downloading \S*\.whl[^(]*\(([\d.]+) (kB|MB|GB)\)")
_UNITS = {"kB": 1000, "MB": 1000**2, "GB": 1000**3}
_OFFLINE = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Max retries exceeded",
    "Connection refused",
    "Network is unreachable",
    "connection broken",
    "Could not fetch URL",
)


def download_wheel(version: str, folder: Path, progress: Progress) -> Path:
    """Fetch the wheel of `version` into the empty `folder`; returns its path.

    The interpreter's own version does not matter, as nothing of the wheel is imported.

    Raises:
        SdkError: of the kind that fits, see `tools.sdk.errors`.
    """
    _require_space(folder)
    temporary = folder / "tmp"
    wheels = folder / "wheel"
    temporary.mkdir()
    wheels.mkdir()
    log = folder / "pip.log"
    unknown: SdkError | None = None
    for interpreter in _INTERPRETERS:
        with log.open("w+") as output:
            arguments = _arguments(version, interpreter, wheels)
            status = _run_pip(arguments, temporary, output, folder, progress)
        text = log.read_text(errors="replace")
        if status == 0:
            break
        error = failure(version, text)
        if not isinstance(error, UnknownVersionError):
            raise error
        unknown = unknown or error
    else:
        raise unknown or failure(version, text)
    found = list(wheels.glob("*.whl"))
    if len(found) != 1:
        raise DownloadError(f"pip ended without a wheel of {PACKAGE} {version}: {_last_line(text)}")
    return found[0]


def _arguments(version: str, interpreter: str, wheels: Path) -> list[str]:
    return [
        "download",
        *("--no-deps", "--only-binary=:all:", "--progress-bar=off"),
        *("--python-version", interpreter, "--platform", "manylinux_2_34_x86_64"),
        *("--retries", "2", "--timeout", "20", "--dest", str(wheels)),
        f"{PACKAGE}=={version}",
    ]


def _run_pip(arguments: list[str], temporary: Path, output: IO[str], folder: Path, progress: Progress) -> int:
    """pip's exit status. It is ended with us, however we end."""
    process = subprocess.Popen(
        [*pip_command(), *arguments],
        env=pip_environment(os.environ, temporary),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    try:
        while process.poll() is None:
            total = announced_size(folder / "pip.log")
            progress(Phase.DOWNLOAD, _largest_file(folder) if total else 0, total)
            time.sleep(_POLL_SECONDS)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return process.returncode


def announced_size(log: Path) -> int | None:
    """How large pip says the wheel is, in bytes; None before it does."""
    match = _SIZE.search(log.read_text(errors="replace"))
    return int(float(match.group(1)) * _UNITS[match.group(2)]) if match else None


def _largest_file(folder: Path) -> int:
    """Size of the growing wheel. pip moves and removes files meanwhile."""
    largest = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                largest = max(largest, (Path(parent) / name).stat().st_size)
            except FileNotFoundError:
                continue
    return largest


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < _NEEDED_BYTES:
        raise DiskFullError(
            f"the SDK needs {_NEEDED_BYTES // 1000**2} MB under {folder.parent}, where {free // 1000**2} MB "
            "are free: make room, or point XDG_CACHE_HOME to a larger disk"
        )


def failure(version: str, text: str) -> SdkError:
    """What pip's output `text` means for the user."""
    if os.strerror(errno.ENOSPC) in text:
        return DiskFullError(
            "the disk is full: make room for the SDK, or point XDG_CACHE_HOME to a larger disk"
        )
    if "DO NOT MATCH THE HASHES" in text:
        return ChecksumError(f"the wheel of {PACKAGE} {version} arrived damaged: try again, or another index")
    if any(words in text for words in _OFFLINE):
        return IndexUnreachableError(
            "the package index cannot be reached, so the SDK cannot be fetched: check the network and pip's "
            "index settings, or set TT_METAL_HOME to a tt-metal tree"
        )
    if match := re.search(r"from versions: ([^)]*)\)", text):
        known = [item.strip() for item in match.group(1).split(",") if item.strip() not in ("", "none")]
        offer = f"it offers {', '.join(known[-8:])}" if known else "it offers none for this platform"
        return UnknownVersionError(f"the package index has no wheel of {PACKAGE} {version}: {offer}")
    return DownloadError(f"pip could not fetch {PACKAGE} {version}: {_last_line(text)}")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["pip said nothing"])[-1]
