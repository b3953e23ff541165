"""The machine itself: interpreter, room, compilers, and what keeps generated code in its place."""

import os
import shutil
import sys
from pathlib import Path

from tilesmith.agent.doctor.finding import Finding, State
from tilesmith.tools.sdk import cache_root

_GIB = 1024**3
# The wheel unpacked, the emulator, an index and the caches of some kernels.
_DISK = 3 * _GIB
# A program on 64 cores, with the compilers of its kernels beside it.
_MEMORY = 4 * _GIB
_OLDEST_GCC = 12


def python() -> Finding:
    """The interpreter."""
    return Finding("Python", State.OK, f"{sys.version.split()[0]} in {sys.prefix}")


def space() -> Finding:
    """Room for the SDK, the emulator and caches."""
    root = cache_root()
    there = next(path for path in (root, *root.parents) if path.is_dir())
    free = shutil.disk_usage(there).free
    found = f"{free / _GIB:.1f} GiB free in {root}"
    if not os.access(there, os.W_OK):
        return Finding(
            "cache", State.BROKEN, f"{there} cannot be written", "set XDG_CACHE_HOME to a folder of yours"
        )
    if free < _DISK:
        return Finding(
            "cache", State.BROKEN, found, "free some space, or set XDG_CACHE_HOME to a larger disk"
        )
    return Finding("cache", State.OK, found)


def memory() -> Finding:
    """Cores and memory."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    found = f"{os.cpu_count()} cores, {total / _GIB:.1f} GiB"
    if total < _MEMORY:
        return Finding("machine", State.ADVICE, found, "programs on many cores may want 4 GiB")
    return Finding("machine", State.OK, found)


def host_compiler() -> Finding:
    """The C++20 compiler of the emulator and the host programs."""
    from tilesmith.tools.emulator.build import compiler
    from tilesmith.tools.kernel_check import CompilerKind, NoCompilerError
    from tilesmith.tools.kernel_check import host_compiler as describe

    program = shutil.which(compiler())
    if program is None:
        return Finding(
            "C++ compiler", State.BROKEN, f"no {compiler()}", "install g++ 12 or newer (apt install g++)"
        )
    kind = CompilerKind.CLANG if "clang" in Path(program).name else CompilerKind.GCC
    try:
        found = describe(kind, Path(program))
    except NoCompilerError as error:
        return Finding("C++ compiler", State.BROKEN, program, str(error))
    said = f"{Path(program).name} {found.version}"
    if kind is CompilerKind.GCC and int(found.version.split(".")[0]) < _OLDEST_GCC:
        return Finding("C++ compiler", State.BROKEN, said, "install g++ 12 or newer, and name it in CXX")
    return Finding("C++ compiler", State.OK, said)


def cmake() -> Finding:
    """CMake and the program that it drives."""
    from tilesmith.tools.cmake.toolchain import CMakeMissingError, generator, require_tools

    try:
        require_tools()
    except CMakeMissingError as error:
        return Finding("CMake", State.BROKEN, "incomplete", str(error))
    return Finding("CMake", State.OK, f"{shutil.which('cmake')}, {generator()}")


def sandbox() -> Finding:
    """What keeps generated code from the user's files."""
    from tilesmith.tools.sandbox import available_isolation

    offer = available_isolation()
    if offer.warning:
        return Finding("sandbox", State.ADVICE, "resource limits only", offer.warning)
    return Finding("sandbox", State.OK, f"bubblewrap ({offer.program}): no network, read-only root")
