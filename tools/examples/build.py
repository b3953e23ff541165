"""One CMake build of all examples of a checkout, with its own CMakeLists.txt files, against the emulator."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tilesmith.errors import TilesmithError
from tilesmith.tools.cmake.targets import ask_for_targets, executable_names, target_sources
from tilesmith.tools.cmake.toolchain import generator, require_tools, tool_folders
from tilesmith.tools.examples.moved import link_moved_kernels
from tilesmith.tools.sandbox import GIB, Limits, SandboxResult, run
from tilesmith.tools.sdk import cache_root

FOLDER = "tt_metal/programming_examples"
_LIMITS = Limits(wall_seconds=1800, cpu_seconds=180, memory_bytes=8 * GIB, file_bytes=4 * GIB, processes=256)
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
    moved: Path
    """Links to kernels that are no longer where an example names them."""
    seconds: float


def built_examples(checkout: Path, prefix: Path, names: Sequence[str] = ()) -> BuiltExamples:
    """Build the examples of `checkout` against the emulator in `prefix`; nothing is written to the checkout.

    Args:
        names: only those whose name contains one of these; all by default.

    Raises:
        ExamplesError: it has no examples, none of these names, or CMake cannot configure them.
    """
    require_tools()
    tree = _tree(checkout, prefix)
    configured = _configure(tree)
    wanted = _wanted(executable_names(tree.build), names)
    keep_going = ["--", "-k", "0"] if generator() == "Ninja" else ["--", "-k"]
    command = ["cmake", "--build", str(tree.build), "--parallel", "2", "--target", *wanted]
    made = tree.sandboxed([*command, *keep_going])
    failures = _failures(made.stdout + made.stderr)
    link_moved_kernels(tree.checkout, tree.examples, tree.moved)
    executables = _executables(tree, wanted, failures)
    return BuiltExamples(executables, failures, tree.moved, configured + made.seconds)


@dataclass(frozen=True)
class _Tree:
    """Where a checkout is built."""

    checkout: Path
    source: Path
    """Of the CMakeLists.txt that takes the checkout's examples in."""
    build: Path
    moved: Path
    prefix: Path

    @property
    def examples(self) -> Path:
        return self.checkout / FOLDER

    def sandboxed(self, command: list[str]) -> SandboxResult:
        readable = [self.source, self.checkout, self.prefix, *tool_folders()]
        env = {"LC_ALL": "C", "CLICOLOR": "0"}
        return run(command, cwd=self.build, writable=[self.build], readable=readable, limits=_LIMITS, env=env)


def _tree(checkout: Path, prefix: Path) -> _Tree:
    checkout = checkout.resolve()
    if not (checkout / FOLDER / "CMakeLists.txt").is_file():
        raise ExamplesError(
            f"{checkout} has no {FOLDER}/CMakeLists.txt: name a tt-metal checkout with TT_METAL_HOME"
        )
    key = hashlib.sha256(f"{checkout}\0{prefix}".encode()).hexdigest()[:16]
    folder = cache_root() / "examples" / key
    tree = _Tree(checkout, folder / "source", folder / "build", folder / "moved", prefix)
    tree.source.mkdir(parents=True, exist_ok=True)
    tree.build.mkdir(exist_ok=True)
    tree.moved.mkdir(exist_ok=True)
    if not (tree.source / "cmake").is_symlink():
        (tree.source / "cmake").symlink_to(checkout / "cmake")
    return tree


def _configure(tree: _Tree) -> float:
    """Configure twice: what the checkout leaves out is known after the first time. Gives the seconds."""
    ask_for_targets(tree.build)
    lists = _LISTS.format(examples=tree.examples)
    seconds = _configure_with(tree, lists)
    left_out = _left_out(tree.examples, target_sources(tree.build, tree.source))
    return seconds + _configure_with(tree, lists + left_out)


def _configure_with(tree: _Tree, lists: str) -> float:
    (tree.source / "CMakeLists.txt").write_text(lists)
    configured = tree.sandboxed(
        ["cmake", "-S", str(tree.source), "-B", str(tree.build), *_settings(tree.prefix)]
    )
    if not configured.ok:
        said = " ".join(configured.stderr.strip().splitlines()[:4])
        raise ExamplesError(f"CMake cannot configure the examples of {tree.checkout}: {said}")
    return configured.seconds


def _executables(tree: _Tree, wanted: Sequence[str], failures: Mapping[str, str]) -> dict[str, Path]:
    """What was built of `wanted`, by name; an older build of what failed now does not count."""
    files = (path for path in sorted((tree.build / "programming_examples").rglob("*")) if path.is_file())
    return {path.name: path for path in files if path.name in wanted and path.name not in failures}


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
    # Several examples multiply large matrices on the host to check the device: unoptimised, that is minutes.
    flags = "-O1 -g1 -fmax-errors=5 -fdiagnostics-color=never"
    return [
        *("-G", generator(), f"-DCMAKE_PREFIX_PATH={prefix}"),
        *("-DCMAKE_BUILD_TYPE=None", f"-DCMAKE_CXX_FLAGS={flags}"),
    ]


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
