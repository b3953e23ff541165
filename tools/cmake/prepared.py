"""What builds against the emulator need not compile again: the standard library and our own input and output.

See `tools/emulator/cmake/Prepared.cmake`, which takes what is prepared here. A project whose copy of our
sources was edited is compiled whole.
"""

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.emulator.build import compiler
from tilesmith.tools.project import IO_HEADER, IO_SOURCE
from tilesmith.tools.sdk.locations import cache_root

_PRECOMPILED = "include/tilesmith/standard_library.hpp"
_SCRIPT = "lib/cmake/TT-Metalium/Prepared.cmake"
# As the precompiled header was: see tools/emulator/CMakeLists.txt.
_COMPILE = ("-std=c++20", "-g1", "-c")


class PreparationError(TilesmithError):
    """Our own source does not compile on this machine; the message ends with what the compiler said."""


@dataclass(frozen=True)
class Prepared:
    """What a build may use."""

    cmake_arguments: tuple[str, ...]
    folders: tuple[Path, ...]
    """What the build must be able to read for it."""


NOTHING = Prepared((), ())


def prepared(prefix: Path) -> Prepared:
    """What is prepared for builds against `prefix`; nothing unless it is the emulator's.

    Raises:
        PreparationError: our own source does not compile.
    """
    header = prefix / _PRECOMPILED
    if not header.with_name(f"{header.name}.gch").is_file():
        return NOTHING
    ours = {name: _ours(name) for name in (IO_SOURCE, IO_HEADER)}
    key = _digest("\0".join([prefix.name, *_COMPILE, *ours.values()]))
    program = cache_root() / "host_objects" / key[:16] / "tilesmith_io.o"
    if not program.is_file():
        _compile(ours, program, header)
    return Prepared(
        (
            f"-DCMAKE_PROJECT_INCLUDE={prefix / _SCRIPT}",
            f"-DTILESMITH_PRECOMPILED={header}",
            f"-DTILESMITH_SOURCE={IO_SOURCE}",
            f"-DTILESMITH_OBJECT={program}",
            f"-DTILESMITH_DIGESTS={';'.join(f'{name}={_digest(text)}' for name, text in ours.items())}",
        ),
        (program.parent,),
    )


def _ours(name: str) -> str:
    return files("tilesmith.agent.scaffold").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _compile(sources: dict[str, str], program: Path, header: Path) -> None:
    """Our own source needs no sandbox. Several processes may do this at once: each renames a whole file."""
    program.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=program.parent) as folder:
        for name, text in sources.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        made = Path(folder) / program.name
        command = [compiler(), *_COMPILE, "-include", str(header), IO_SOURCE, "-o", str(made)]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise PreparationError(f"{IO_SOURCE} does not compile with {compiler()}: {done.stderr.strip()}")
        made.rename(program)
