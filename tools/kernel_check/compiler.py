"""Which compiler reads the kernels: SFPI when installed, else the host's g++ in 32-bit mode or clang."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.sdk import Sdk

_SYSTEM_SFPI = Path("/opt/tenstorrent/sfpi")
_CLANG_NAMES = (
    "clang++",
    *(f"clang++-{n}" for n in range(22, 15, -1)),
    *(f"clang-{n}" for n in range(22, 15, -1)),
)


class NoCompilerError(TilesmithError):
    """There is nothing to check kernels with."""


class CompilerKind(StrEnum):
    """Families of compilers that differ in flags and messages."""

    SFPI = "sfpi"
    """Tenstorrent's RISC-V GCC, the one that tt-metal uses at run time."""
    GCC = "gcc"
    CLANG = "clang"


_MODES = {CompilerKind.SFPI: "", CompilerKind.GCC: " -m32", CompilerKind.CLANG: " for riscv32"}


@dataclass(frozen=True)
class Compiler:
    """A compiler on this machine."""

    kind: CompilerKind
    path: Path
    version: str
    extra_includes: tuple[Path, ...] = ()
    """Folders of its C++ library that it does not search by itself in the mode used."""

    @property
    def label(self) -> str:
        """What reports call it."""
        return f"{self.path.name} {self.version}{_MODES[self.kind]}"

    @property
    def needs_overlay(self) -> bool:
        """GCC before 13 rejects `static_assert(false)` in templates that are never used."""
        return self.kind is CompilerKind.GCC and int(self.version.split(".")[0]) < 13


def choose_compiler(sdk: Sdk) -> Compiler:
    """The best compiler for kernels of `sdk`.

    Raises:
        NoCompilerError: none is installed.
    """
    for root in (sdk.root / "runtime/sfpi", _SYSTEM_SFPI):
        program = root / "compiler/bin/riscv-tt-elf-g++"
        if program.is_file():
            return described(CompilerKind.SFPI, program, (root / "include",))
    if gcc := shutil.which("g++"):
        return host_compiler(CompilerKind.GCC, Path(gcc))
    for name in _CLANG_NAMES:
        if clang := shutil.which(name):
            return host_compiler(CompilerKind.CLANG, Path(clang))
    raise NoCompilerError(
        "kernels cannot be checked without a C++ compiler: install g++ (12 or newer) or clang"
    )


@cache
def host_compiler(kind: CompilerKind, path: Path) -> Compiler:
    """The host's compiler, with the folders of its 64-bit library that 32-bit mode does not search."""
    return described(kind, path, tuple(_include_folders(path)))


@cache
def described(kind: CompilerKind, path: Path, extra_includes: tuple[Path, ...]) -> Compiler:
    """The compiler at `path` with its version.

    Raises:
        NoCompilerError: it does not start.
    """
    text = _output(path, "--version")
    match = re.search(r"\d+\.\d+\.\d+", text)
    if match is None:
        raise NoCompilerError(f"{path} does not tell its version: repair the installation of the compiler")
    return Compiler(kind, path, match.group(), extra_includes)


def _include_folders(path: Path) -> list[Path]:
    """What the compiler searches for C++ in its default (64-bit) mode, in order."""
    text = _output(path, "-E", "-v", "-x", "c++", "/dev/null")
    section = re.search(r"#include <\.\.\.> search starts here:\n(.*?)End of search list", text, re.DOTALL)
    lines = section.group(1).splitlines() if section else []
    return [Path(line.strip()).resolve() for line in lines]


def _output(path: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            [path, *arguments],
            env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise NoCompilerError(f"{path} does not start ({error}): install g++ or clang") from error
    return done.stdout + done.stderr
