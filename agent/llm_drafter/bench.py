"""The tools that a model may call while it drafts: the SDK's API and sources, and trials of its own files.

Whatever it tries is built and run in the sandbox, and it never sees the golden: a program that it runs
compares itself with what the model wrote down.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from tilesmith.agent.drafter import DraftRequest
from tilesmith.agent.rungs import kernel_rung
from tilesmith.agent.workspace import Workspace
from tilesmith.errors import TilesmithError
from tilesmith.tools.cmake import BuildResult, build
from tilesmith.tools.contract import kernel_jobs
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.langchain_tools import NoSdkError, ToolBox, langchain_tools
from tilesmith.tools.project import KERNEL_FOLDERS, Project
from tilesmith.tools.runner import RunOptions
from tilesmith.tools.sandbox import Signal
from tilesmith.tools.sdk import Sdk

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

_LOOK_UPS = ("lookup_api", "search_sources", "read_source")
_OUTPUT_CHARACTERS = 2000
_MOST_FAULTS = 6


class NotAKernelError(TilesmithError):
    """A path at which no kernel may lie."""


class TriedFile(BaseModel):
    """A file to try."""

    path: str = Field(description="Its path in the project, such as kernels/compute/add.cpp.")
    text: str = Field(description="Its whole text.")


class CheckKernelArguments(BaseModel):
    """Arguments of `check_kernel`."""

    path: str = Field(description="The kernel's path, such as kernels/compute/add.cpp; it tells its role.")
    source: str = Field(description="The complete C++ source of the kernel.")


class TrialArguments(BaseModel):
    """Arguments of `cmake_build`."""

    files: list[TriedFile] = Field(
        default=[], description="Files that are new or changed, whole; the others are as they were given."
    )


class RunArguments(TrialArguments):
    """Arguments of `run_program`."""

    arguments: list[str] = Field(
        default=[],
        description="Command line of the host program, such as ['--shape', '64,96', '--seed', '3'].",
    )


@dataclass(frozen=True)
class Bench:
    """Where a model tries its files: those of `project` with its own in their place."""

    request: DraftRequest
    project: Project
    sdk: Sdk | None
    workspace: Workspace
    """A folder of the bench's own."""
    cancel: Signal | None = None
    """Ends what is under way."""

    def tools(self) -> "list[BaseTool]":
        """Look-ups and `check_kernel` with an SDK, builds and runs with a host program."""
        from langchain_core.tools import StructuredTool

        described: list[tuple[Callable[..., str], type[BaseModel]]] = []
        found: list[BaseTool] = []
        if self.sdk is not None:
            box = ToolBox(self.sdk, Path(), self.workspace.root, self.request.target.arch)
            found = [tool for tool in langchain_tools(box) if tool.name in _LOOK_UPS]
            described.append((self.check_kernel, CheckKernelArguments))
        if self.project.kernels and "CMakeLists.txt" in self.project.files:
            described += [(self.cmake_build, TrialArguments), (self.run_program, RunArguments)]
        return found + [
            StructuredTool.from_function(func=function, name=function.__name__, args_schema=schema)
            for function, schema in described
        ]

    def check_kernel(self, path: str, source: str) -> str:
        """Compile one kernel of the project against the SDK's headers; errors name what there is instead."""
        if not path.startswith(KERNEL_FOLDERS):
            raise NotAKernelError(
                f"{path} is no kernel's path: kernels lie in {' and '.join(KERNEL_FOLDERS)}"
            )
        if self.sdk is None:
            raise NoSdkError("this needs the tt-metal headers: run `tilesmith sdk install`")
        tried = self.project.with_files({path: source})
        jobs = [job for job in kernel_jobs(tried) if job.path == path]
        checked = kernel_rung(self.sdk, jobs, self.request.target.arch, self.cancel)
        return _answer(checked.findings, status=checked.rung.outcome.value, reason=checked.rung.reason)

    def cmake_build(self, files: Sequence[TriedFile] = ()) -> str:
        """Build the host program of the project with CMake; errors come with file, line and excerpt."""
        built = self._build(files)
        return _answer(built.diagnostics, built=built.ok)

    def run_program(self, files: Sequence[TriedFile] = (), arguments: Sequence[str] = ()) -> str:
        """Build the project and run it on the emulator; hangs and misuse are named with kernel and line."""
        built = self._build(files)
        if built.executable is None:
            return _answer(built.diagnostics, built=False)
        runner = self.workspace.runner(self.request.target.arch, cancel=self.cancel)
        result = runner.run_alone(built.executable, RunOptions(arguments=tuple(arguments)))
        return _answer(
            result.diagnostics,
            status=str(result.status),
            unsupported=result.reason,
            stdout=result.stdout[-_OUTPUT_CHARACTERS:],
            stderr=result.stderr[-_OUTPUT_CHARACTERS:],
        )

    def _build(self, files: Sequence[TriedFile]) -> BuildResult:
        # A model's own CMakeLists.txt is never built: the scaffold's is what the project has in the end.
        own = {file.path: file.text for file in files if file.path.endswith((".cpp", ".cc", ".hpp", ".h"))}
        self.workspace.hold(self.project.with_files(own))
        runner = self.workspace.runner(self.request.target.arch, cancel=self.cancel)
        return build(self.workspace.source, self.workspace.build, runner.prefix, cancel=self.cancel)


def _answer(diagnostics: Sequence[Diagnostic], **fields: str | bool) -> str:
    faults = [d.model_dump(exclude_defaults=True) for d in diagnostics[:_MOST_FAULTS]]
    told = {name: value for name, value in fields.items() if value != ""}
    if len(diagnostics) > _MOST_FAULTS:
        told["left_out"] = f"{len(diagnostics) - _MOST_FAULTS} further faults"
    return json.dumps(told | {"faults": faults})
