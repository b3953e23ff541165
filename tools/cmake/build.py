"""Configure and build, reusing the build folder."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tilesmith.tools.cmake.messages import diagnostics_of
from tilesmith.tools.cmake.prepared import prepared
from tilesmith.tools.cmake.targets import ask_for_targets, executables
from tilesmith.tools.cmake.toolchain import generator, require_tools, tool_folders
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.sandbox import GIB, Limits, SandboxResult, Signal, run

_LIMITS = Limits(wall_seconds=180, cpu_seconds=150, memory_bytes=6 * GIB, file_bytes=2 * GIB, processes=128)
_JOBS = 2
_STAMP = "tilesmith-configured"
# No optimisation: the host program only prepares data. Line tables let the linker name lines.
_FLAGS = "-g1 -fmax-errors=40 -fdiagnostics-color=never"
# Plain quotes and English in every message.
_ENVIRONMENT = {"LC_ALL": "C", "CLICOLOR": "0"}


@dataclass(frozen=True)
class BuildResult:
    """Outcome of one build."""

    executable: Path | None
    """The program; None when the build failed."""
    diagnostics: tuple[Diagnostic, ...]
    log: str
    seconds: float

    @property
    def ok(self) -> bool:
        """There is a program to run."""
        return self.executable is not None


def build(
    project_dir: Path,
    build_dir: Path,
    prefix: Path,
    *,
    readable: Sequence[Path] = (),
    limits: Limits = _LIMITS,
    cancel: Signal | None = None,
) -> BuildResult:
    """Build the host program in `project_dir`.

    Args:
        build_dir: made when it does not exist; given again, only what changed is built.
        prefix: where CMake finds `TT-MetaliumConfig.cmake`: the emulator's or a real installation.
        readable: what the build reads besides, such as the checkout that a real installation points into.

    Raises:
        CMakeMissingError: a build tool is not installed.
        SandboxError: `project_dir` or `prefix` does not exist.
    """
    require_tools()
    start = time.monotonic()
    build_dir.mkdir(parents=True, exist_ok=True)
    ready = prepared(prefix)
    folders = [project_dir, prefix, *ready.folders, *readable, *tool_folders()]

    def sandboxed(command: Sequence[str]) -> SandboxResult:
        return run(
            command,
            cwd=build_dir,
            writable=[build_dir],
            readable=folders,
            limits=limits,
            env=_ENVIRONMENT,
            cancel=cancel,
        )

    log = ""
    steps = [["cmake", "--build", str(build_dir), "--parallel", str(_JOBS)]]
    configure = _configure_command(project_dir, build_dir, prefix, ready.cmake_arguments)
    if not _is_configured(build_dir, configure):
        ask_for_targets(build_dir)
        steps.insert(0, configure)
    for step in steps:
        result = sandboxed(step)
        log += result.stdout + result.stderr
        if not result.ok:
            faults = _faults(result, log, project_dir)
            return BuildResult(None, tuple(faults), log, time.monotonic() - start)
        if step is configure:
            (build_dir / _STAMP).write_text(_digest(configure))
    return _finished(build_dir, log, time.monotonic() - start)


def _configure_command(project_dir: Path, build_dir: Path, prefix: Path, extra: Sequence[str]) -> list[str]:
    return [
        "cmake",
        *("-S", str(project_dir), "-B", str(build_dir), "-G", generator()),
        f"-DCMAKE_PREFIX_PATH={prefix}",
        "-DCMAKE_BUILD_TYPE=None",
        f"-DCMAKE_CXX_FLAGS={_FLAGS}",
        *extra,
    ]


def _digest(configure: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(configure).encode()).hexdigest()


def _is_configured(build_dir: Path, configure: Sequence[str]) -> bool:
    """Only a configure that succeeded leaves the stamp; CMake itself sees changes of CMakeLists.txt."""
    stamp = build_dir / _STAMP
    return stamp.is_file() and stamp.read_text() == _digest(configure)


def _faults(result: SandboxResult, log: str, project_dir: Path) -> list[Diagnostic]:
    if result.limit is None:
        return diagnostics_of(log, project_dir)
    return [
        Diagnostic(
            stage=Stage.CMAKE,
            check="build_limit",
            message=f"the build was ended after {result.seconds:.0f} s by its limit of {result.limit}",
            evidence=tuple(log.splitlines()[-5:]),
            hint="look for templates or constant expressions that never end",
        )
    ]


def _finished(build_dir: Path, log: str, seconds: float) -> BuildResult:
    programs = executables(build_dir)
    if programs:
        return BuildResult(programs[0], (), log, seconds)
    missing = Diagnostic(
        stage=Stage.CMAKE,
        check="no_executable",
        message="CMakeLists.txt builds no executable",
        file="CMakeLists.txt",
        hint="add `add_executable(<name> <host>.cpp)`",
    )
    return BuildResult(None, (missing,), log, seconds)
