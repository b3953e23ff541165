"""Builds the emulator's library once into the user's cache, keyed by its sources and the compiler."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.sdk.locations import cache_root

SOURCES = Path(__file__).parent
# Written last: a prefix without it is what an interrupted build left.
_STAMP = "complete"
_SOURCE_SUFFIXES = {".cpp", ".hpp", ".h", ".txt", ".in", ".cmake"}
_LOG_LINES = 40
# What a sanitized build installs and no other one has.
_SANITIZER_OPTIONS = Path("lib", "sanitizer_options.o")

SANITIZE = "TILESMITH_SANITIZE"
"""Environment variable: 1 chooses the build with AddressSanitizer and UBSan wherever nothing else is said."""

Announce = Callable[[str], None]


class EmulatorBuildError(TilesmithError):
    """The emulator cannot be built here; the message ends with what the compiler said."""


def compiler() -> str:
    """The C++ compiler of the library, the host programs and the kernels: `$CXX`, else g++."""
    return os.environ.get("CXX") or "g++"


def emulator_prefix(announce: Announce | None = None, *, sanitize: bool | None = None) -> Path:
    """The install prefix of the emulated TT-Metalium (a CMAKE_PREFIX_PATH), built first if need be.

    Several processes may call this at once: one builds, the others wait. `announce` is told before a build
    starts, which takes one to two minutes on two cores.

    Args:
        sanitize: a build in which a bug of the emulator itself (not of a kernel) ends the run with a report;
            by default what `$TILESMITH_SANITIZE` says.

    Raises:
        EmulatorBuildError: a tool is missing, or the sources do not build with this compiler.
    """
    sanitize = _wanted(sanitize)
    prefix = _prefix(sanitize)
    if not (prefix / _STAMP).is_file():
        _build_alone(prefix, announce, sanitize)
    return prefix


def built_prefix() -> Path | None:
    """The install prefix if the emulator is built; None when `emulator_prefix` would build it.

    Raises:
        EmulatorBuildError: there is no compiler.
    """
    prefix = _prefix(_wanted(None))
    return prefix if (prefix / _STAMP).is_file() else None


def is_sanitized(prefix: Path) -> bool:
    """Whether the emulator installed in `prefix` is built with sanitizers."""
    return (prefix / _SANITIZER_OPTIONS).is_file()


def _wanted(sanitize: bool | None) -> bool:
    return os.environ.get(SANITIZE) == "1" if sanitize is None else sanitize


def _prefix(sanitize: bool) -> Path:
    return cache_root() / "emulator" / _key(compiler(), sanitize)


@cache
def _key(program: str, sanitize: bool) -> str:
    """Names a build by everything that it depends on."""
    sources = (path for path in sorted(SOURCES.rglob("*")) if path.suffix in _SOURCE_SUFFIXES)
    contents = (f"{path.relative_to(SOURCES)}\0{path.read_text()}" for path in sources)
    key = _digest(_output_of([program, "--version"]), *contents)
    return f"{key}-sanitized" if sanitize else key


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _build_alone(prefix: Path, announce: Announce | None, sanitize: bool) -> None:
    from filelock import FileLock

    kind = "-sanitized" if sanitize else ""
    build = prefix.parent / f"build-{_digest(str(SOURCES), compiler())}{kind}"
    prefix.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(build.with_suffix(".lock")):
        if (prefix / _STAMP).is_file():
            return
        if announce is not None:
            minutes = "with sanitizers, some minutes" if sanitize else "one to two minutes"
            announce(f"Building the emulator (once, {minutes})")
        shutil.rmtree(prefix, ignore_errors=True)
        _compile_and_install(build, prefix, sanitize)
        (prefix / _STAMP).touch()


def _compile_and_install(build: Path, prefix: Path, sanitize: bool) -> None:
    """The build folder is kept, one a source folder: a changed source costs its own compilation only."""
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    settings = [
        f"-DCMAKE_INSTALL_PREFIX={prefix}",
        f"-DCMAKE_CXX_COMPILER={compiler()}",
        "-DCMAKE_BUILD_TYPE=Release",
        f"-DTILESMITH_SANITIZE={'ON' if sanitize else 'OFF'}",
    ]
    _output_of(["cmake", "-S", str(SOURCES), "-B", str(build), *generator, *settings])
    _output_of(["cmake", "--build", str(build), "--parallel", str(os.cpu_count() or 1)])
    _output_of(["cmake", "--install", str(build)])


def _output_of(command: Sequence[str]) -> str:
    """What our own command printed; these sources are ours and trusted, so no sandbox is around them."""
    try:
        done = subprocess.run(
            command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except FileNotFoundError as error:
        raise EmulatorBuildError(
            f"{command[0]} is needed to build the emulator: install it (apt install g++ cmake)"
        ) from error
    if done.returncode != 0:
        log = "\n".join(done.stdout.splitlines()[-_LOG_LINES:])
        raise EmulatorBuildError(f"the emulator does not build with `{' '.join(command)}`:\n{log}")
    return done.stdout
