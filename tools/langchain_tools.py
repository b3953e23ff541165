"""Compiler, CMake, emulator and API look-up as LangChain tools, for any agent that takes such tools."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from tilesmith.agent.spec import Arch
from tilesmith.errors import TilesmithError
from tilesmith.tools.cmake import BuildResult, build
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.kernel_check import CbConfig, KernelJob, KernelRole, check_kernels
from tilesmith.tools.runner import EmulatorRunner, RunOptions
from tilesmith.tools.sdk import Sdk

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

    from tilesmith.knowledge.api_function import ApiFunction

_OUTPUT_CHARACTERS = 4000


class CircularBuffer(BaseModel):
    """A circular buffer as the host creates it."""

    index: int = Field(ge=0, le=31, description="Number n of c_n.")
    format: str = Field(
        default="Float16_b", description="Name in tt::DataFormat, such as Float16_b or Float32."
    )
    page_size: int = Field(default=2048, gt=0, description="Bytes of one page, usually of one tile.")


class CheckKernelArguments(BaseModel):
    """Arguments of `check_kernel`."""

    source: str = Field(description="The complete C++ source of the kernel.")
    role: KernelRole = Field(description="Where it runs: 'reader' or 'writer' (data movement), or 'compute'.")
    path: str = Field(default="kernel.cpp", description="What diagnostics call the file.")
    compile_args: list[int] = Field(
        default=[],
        description="Compile-time arguments in order; a TensorAccessorArgs of an interleaved DRAM tensor "
        "takes two: 2 and the page size in bytes.",
    )
    defines: dict[str, str] = Field(default={}, description="Preprocessor definitions that the host passes.")
    circular_buffers: list[CircularBuffer] = Field(default=[], description="Circular buffers on its cores.")


class CmakeBuildArguments(BaseModel):
    """Arguments of `cmake_build`."""

    project_dir: str = Field(description="Folder of the project: CMakeLists.txt and the host's sources.")


class RunProgramArguments(BaseModel):
    """Arguments of `run_program`."""

    project_dir: str = Field(description="Folder of the project; it is built first if need be.")
    arguments: list[str] = Field(
        default=[],
        description="Command line of the host program, such as ['--shape', '64,96', '--seed', '3'].",
    )
    wall_seconds: float = Field(default=60, gt=0, le=600, description="Seconds after which it is ended.")


class LookupApiArguments(BaseModel):
    """Arguments of `lookup_api`."""

    name: str = Field(description="Name of a device function, such as 'add_tiles', or words of what it does.")
    most: int = Field(default=5, ge=1, le=20, description="Most entries to return.")


class SearchSourcesArguments(BaseModel):
    """Arguments of `search_sources`."""

    query: str = Field(description="An operation, an error message, a name; a few words.")
    most: int = Field(default=5, ge=1, le=20, description="Most places to return.")


class ReadSourceArguments(BaseModel):
    """Arguments of `read_source`."""

    path: str = Field(description="Path in the SDK, as `search_sources` and `lookup_api` give it.")
    line: int = Field(default=1, ge=1, description="First line to read.")
    lines: int = Field(default=80, ge=1, le=400, description="Most lines to read.")


class NoSdkError(TilesmithError):
    """A tool needs the SDK's headers."""


@dataclass(frozen=True)
class ToolBox:
    """What the tools work with. Their answers are JSON; faults of the code are answers, not exceptions."""

    sdk: Sdk | None
    """Headers for kernel check and look-up; None: those two raise NoSdkError."""
    prefix: Path
    """Where CMake finds TT-Metalium: the emulator's installation."""
    work: Path
    """Build folders go here."""
    arch: Arch = Arch.WORMHOLE_B0

    def check_kernel(
        self,
        source: str,
        role: KernelRole,
        path: str = "kernel.cpp",
        compile_args: Sequence[int] = (),
        defines: dict[str, str] | None = None,
        circular_buffers: Sequence[CircularBuffer] = (),
    ) -> str:
        """Compile one device kernel against the SDK's headers and report its errors with the right names."""
        buffers = tuple(CbConfig(cb.index, cb.format, cb.page_size) for cb in circular_buffers)
        job = KernelJob(path, source, role, tuple(compile_args), defines=dict(defines or {}), cbs=buffers)
        (result,) = check_kernels(self._sdk(), [job], self.arch)
        return _answer(result.diagnostics, status=result.status, reason=result.reason)

    def cmake_build(self, project_dir: str) -> str:
        """Build a project's host program with CMake; errors come with file, line and excerpt."""
        result = self._build(Path(project_dir))
        executable = str(result.executable) if result.executable else ""
        return _answer(result.diagnostics, ok=result.ok, executable=executable)

    def run_program(self, project_dir: str, arguments: Sequence[str] = (), wall_seconds: float = 60) -> str:
        """Build a project and run it on the emulator; hangs and misuse are reported with kernel and line."""
        folder = Path(project_dir)
        built = self._build(folder)
        if built.executable is None:
            return _answer(built.diagnostics, status="not_built")
        defaults = RunOptions()
        options = RunOptions(
            arguments=tuple(arguments),
            limits=replace(defaults.limits, wall_seconds=wall_seconds),
        )
        runner = EmulatorRunner(folder, self.prefix, self._folder(folder) / "kernels", self.arch)
        result = runner.run_alone(built.executable, options)
        return _answer(
            result.diagnostics,
            status=result.status,
            unsupported=result.reason,
            stdout=result.stdout[-_OUTPUT_CHARACTERS:],
            stderr=result.stderr[-_OUTPUT_CHARACTERS:],
        )

    def lookup_api(self, name: str, most: int = 5) -> str:
        """Signature, header and documentation of device or host functions, as the SDK declares them."""
        from tilesmith.knowledge.api_index import api_index

        index = api_index(self._sdk())
        matches = (*index.find(name, most), *index.search(name, most))
        found: dict[str, ApiFunction] = {match.function.signature: match.function for match in matches}
        entries = [function.entry().model_dump() for function in list(found.values())[:most]]
        return json.dumps({"exact": bool(index.lookup(name)), "entries": entries})

    def search_sources(self, query: str, most: int = 5) -> str:
        """Places in the SDK's functions, kernels and documents that are nearest to a query, best first."""
        from tilesmith.knowledge.opening import ready_index

        index = ready_index(self._sdk())
        return json.dumps({"results": [hit.row() for hit in index.search(query, most)]})

    def read_source(self, path: str, line: int = 1, lines: int = 80) -> str:
        """Lines of a file of the SDK, numbered."""
        from tilesmith.knowledge.reading import numbered_lines

        return numbered_lines(self._sdk().root, path, line, lines)

    def _sdk(self) -> Sdk:
        if self.sdk is None:
            raise NoSdkError("this needs the tt-metal headers: run `tilesmith sdk install`")
        return self.sdk

    def _folder(self, project_dir: Path) -> Path:
        return self.work / hashlib.sha256(str(project_dir.resolve()).encode()).hexdigest()[:16]

    def _build(self, project_dir: Path) -> BuildResult:
        return build(project_dir, self._folder(project_dir) / "build", self.prefix)


def langchain_tools(box: ToolBox) -> "list[BaseTool]":
    """All tools of `box`."""
    from langchain_core.tools import StructuredTool

    described = (
        (box.check_kernel, CheckKernelArguments),
        (box.cmake_build, CmakeBuildArguments),
        (box.run_program, RunProgramArguments),
        (box.lookup_api, LookupApiArguments),
        (box.search_sources, SearchSourcesArguments),
        (box.read_source, ReadSourceArguments),
    )
    return [
        StructuredTool.from_function(func=function, name=function.__name__, args_schema=schema)
        for function, schema in described
    ]


def _answer(diagnostics: Sequence[Diagnostic], **fields: Any) -> str:  # noqa: ANN401 - values of any JSON type
    faults = [diagnostic.model_dump(exclude_defaults=True) for diagnostic in diagnostics]
    return json.dumps(
        {**{name: value for name, value in fields.items() if value != ""}, "diagnostics": faults}
    )
