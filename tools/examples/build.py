"""One CMake build of all examples of a checkout, with its own CMakeLists.txt files, against the emulator."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.cmake.targets import ask_for_targets, executable_names, target_sources
from tilesmith.tools.cmake.toolchain import generator, require_tools, tool_folders
from tilesmith.tools.sandbox import GIB, Limits, SandboxResult, run
from tilesmith.tools.sdk import cache_root

FOLDER = "tt_metal/programming_examples"
_LIMITS = Limits(wall_seconds=540, cpu_seconds=180, memory_bytes=8 * GIB, file_bytes=4 * GIB, processes=256)
# Targets that the checkout makes elsewhere, and its examples link. `cmake` leads to the checkout's own.
_LISTS = """cmake_minimum_required(VERSION 3.22)
project(examples LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
find_package(TT-Metalium REQUIRED)
if(NOT TARGET TT::STL)
    add_library(TT::STL INTERFACE IMPORTED GLOBAL)
endif()
if(NOT TARGET tt_metal)
    add_library(tt_metal INTERFACE)
    target_link_libraries(tt_metal INTERFACE TT::Metalium)
endif()
add_subdirectory("{examples}" examples)
"""
# A program that no CMakeLists.txt of the checkout's examples builds.
_LEFT_OUT = """add_executable({name} "{file}")
target_include_directories({name} PRIVATE {folders})
target_link_libraries({name} PRIVATE TT::Metalium pthread)
target_compile_definitions({name} PRIVATE OVERRIDE_KERNEL_PREFIX="{prefix}/")
set_target_properties({name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${{PROJECT_BINARY_DIR}}/programming_examples")
"""
_MAIN = re.compile(r"^int main\(", re.MULTILINE)
_FAILED = re.compile(r"^FAILED: (?P<object>\S+)|\[(?P<make>[^\]]+\.o)\] Error", re.MULTILINE)
_TARGET = re.compile(r"CMakeFiles/(?P<target>[^/]+)\.dir/")
_ERROR = re.compile(
    r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):\d+: (?:fatal )?error: (?P<text>.*)$", re.MULTILINE
)


class ExamplesError(TilesmithError):
    """The checkout's examples cannot be built at all."""


@dataclass(frozen=True)
class BuiltExamples:
    """What a build made."""

    executables: dict[str, Path]
    """By the name of the target."""
    failures: dict[str, str]
    """Targets that do not build, with the first error of each."""
    seconds: float


def built_examples(checkout: Path, prefix: Path, names: Sequence[str] = ()) -> BuiltExamples:
    """Build the examples of `checkout` against the emulator in `prefix`; nothing is written to the checkout.

    Args:
        names: only those whose name contains one of these; all by default.

    Raises:
        ExamplesError: it has no examples, none of these names, or CMake cannot configure them.
    """
    require_tools()
    examples = checkout / FOLDER
    if not (examples / "CMakeLists.txt").is_file():
        raise ExamplesError(
            f"{checkout} has no {FOLDER}/CMakeLists.txt: name a tt-metal checkout with TT_METAL_HOME"
        )
    folder = (
        cache_root()
        / "examples"
        / hashlib.sha256(f"{checkout.resolve()}\0{prefix}".encode()).hexdigest()[:16]
    )
    source, build = folder / "source", folder / "build"
    source.mkdir(parents=True, exist_ok=True)
    build.mkdir(exist_ok=True)
    ask_for_targets(build)
    lists = _LISTS.format(examples=examples.resolve())
    helpers = source / "cmake"
    if not helpers.is_symlink():
        helpers.symlink_to(checkout.resolve() / "cmake")
    readable = [source, checkout.resolve(), prefix, *tool_folders()]
    configure = ["cmake", "-S", str(source), "-B", str(build), *_settings(prefix)]
    seconds = 0.0
    for left_out in (False, True):
        more = _left_out(examples.resolve(), target_sources(build, source)) if left_out else ""
        (source / "CMakeLists.txt").write_text(lists + more)
        configured = _sandboxed(configure, build, readable)
        if not configured.ok:
            said = configured.stderr.strip().splitlines()
            raise ExamplesError(f"CMake cannot configure the examples of {checkout}: {' '.join(said[:4])}")
        seconds += configured.seconds
    wanted = _wanted(executable_names(build), names)
    keep_going = ["--", "-k", "0"] if generator() == "Ninja" else ["--", "-k"]
    command = ["cmake", "--build", str(build), "--parallel", "2", "--target", *wanted]
    made = _sandboxed([*command, *keep_going], build, readable)
    failures = _failures(made.stdout + made.stderr)
    programs = build / "programming_examples"
    found = {
        path.name: path for path in sorted(programs.rglob("*")) if path.name in wanted and path.is_file()
    }
    executables = {name: path for name, path in found.items() if name not in failures}
    return BuiltExamples(executables, failures, seconds + made.seconds)


def _left_out(examples: Path, known: set[Path]) -> str:
    """CMake's lines for the programs below `examples` that are not among `known` sources."""
    lines = []
    for file in sorted(examples.rglob("*.cpp")):
        if file in known or "kernels" in file.parts or not _MAIN.search(file.read_text(errors="replace")):
            continue
        folders = [folder for folder in file.parents if folder.is_relative_to(examples)]
        lines.append(
            _LEFT_OUT.format(
                name=file.stem,
                file=file,
                folders=" ".join(f'"{folder}"' for folder in folders),
                prefix=FOLDER,
            )
        )
    return "".join(lines)


def _wanted(known: Sequence[str], names: Sequence[str]) -> list[str]:
    wanted = [target for target in known if not names or any(name in target for name in names)]
    if not wanted:
        raise ExamplesError(f"no example is called {' or '.join(names)}: there are {', '.join(known)}")
    return wanted


def _settings(prefix: Path) -> list[str]:
    flags = "-g1 -fmax-errors=5 -fdiagnostics-color=never"
    return [
        *("-G", generator(), f"-DCMAKE_PREFIX_PATH={prefix}"),
        *("-DCMAKE_BUILD_TYPE=None", f"-DCMAKE_CXX_FLAGS={flags}"),
    ]


def _sandboxed(command: list[str], build: Path, readable: list[Path]) -> SandboxResult:
    env = {"LC_ALL": "C", "CLICOLOR": "0"}
    return run(command, cwd=build, writable=[build], readable=readable, limits=_LIMITS, env=env)


def _failures(log: str) -> dict[str, str]:
    """The targets whose objects failed; each with the first error that follows in the log."""
    found: dict[str, str] = {}
    for failed in _FAILED.finditer(log):
        target = _TARGET.search(failed["object"] or failed["make"])
        if target is None:
            continue
        error = _ERROR.search(log, failed.end())
        found.setdefault(target["target"], error["text"] if error else "it does not build")
    return found
