"""The MCP server: what other agents can ask of Tilesmith, with progress while it works."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import anyio.from_thread
import anyio.to_thread
from mcp.server.fastmcp import Context as Call
from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from pydantic import Field

from tilesmith.agent.cancellation import ending_with
from tilesmith.agent.mcp_server import work
from tilesmith.agent.spec import Arch
from tilesmith.errors import TilesmithError
from tilesmith.tools.kernel_check import KernelRole
from tilesmith.tools.langchain_tools import CircularBuffer

_INSTRUCTIONS = """Writes, checks, runs and verifies Tenstorrent TT-Metal kernels without hardware.

Ask generate_kernel for a whole verified project. Writing kernels yourself: look names up with lookup_api and
search_sources (the API differs from version to version), compile a kernel with check_kernel, and let
verify_project say whether a project computes what it should. Faults come back with file, line and remedy."""

_T = TypeVar("_T")

_Operation = Annotated[
    str, Field(description="Name in the catalogue, such as 'add' or 'softplus'; empty with an expression.")
]
_Expression = Annotated[str, Field(description="Elementwise formula, such as 'isat*(exp(v/vj)-1)'.")]
_Parameters = Annotated[
    dict[str, float] | None, Field(description="Scalar parameters by name; other names are tensors.")
]
_Chip = Annotated[Literal["wormhole_b0", "blackhole"], Field(description="Chip generation.")]


def mcp_server() -> FastMCP[None]:
    """A server with all tools; `run()` serves standard input and output."""
    server: FastMCP[None] = FastMCP("tilesmith", instructions=_INSTRUCTIONS, log_level="WARNING")
    for tool in (generate_kernel, verify_project, check_kernel, emulate, lookup_api, search_sources):
        server.tool()(tool)
    return server


async def generate_kernel(
    call: Call[Any, Any, Any],
    operation: _Operation = "",
    expression: _Expression = "",
    parameters: _Parameters = None,
    core_mode: Annotated[
        Literal["single", "multi"], Field(description="One Tensix core, or the whole grid.")
    ] = "single",
    arch: _Chip = "wormhole_b0",
    output: Annotated[
        str, Field(description="Folder of the project; generated/<operation>_<core_mode>_core if empty.")
    ] = "",
    model: Annotated[
        str,
        Field(
            description="'template' (no model), 'openai:NAME', 'groq:NAME', 'PROVIDER:NAME' (LangChain) or "
            "'replay:DIR'; the server's if empty."
        ),
    ] = "",
    max_iterations: Annotated[int, Field(ge=1, le=50, description="First draft and repairs together.")] = 3,
    samples: Annotated[
        int, Field(ge=1, le=16, description="Drafts side by side; the first to verify wins.")
    ] = 1,
    max_seconds: Annotated[
        float | None, Field(gt=0, description="Seconds after which no model is called; null: no limit.")
    ] = None,
    max_cost: Annotated[
        float | None, Field(gt=0, description="USD after which no model is called; null: no limit.")
    ] = None,
) -> dict[str, Any]:
    """Write the kernels and the host program of an operation; build, run and verify them.

    The answer says whether the project is verified, where it lies, and what is wrong with it if not.
    """
    request = work.request(operation, expression, parameters or {}, core_mode, Arch(arch))
    settings = {
        "output": output,
        "max_iterations": max_iterations,
        "samples": samples,
        "max_seconds": max_seconds,
        "max_cost": max_cost,
        **({"model": model} if model else {}),
    }
    return await _done(call, partial(work.generate, request, settings))


async def verify_project(
    call: Call[Any, Any, Any],
    project: Annotated[str, Field(description="Folder with CMakeLists.txt, host program and kernels.")],
    operation: _Operation = "",
    expression: _Expression = "",
    parameters: _Parameters = None,
    arch: _Chip = "wormhole_b0",
    level: Annotated[
        Literal["quick", "standard", "exhaustive"],
        Field(description="How much is tried; 'standard' is what verified means."),
    ] = "standard",
) -> dict[str, Any]:
    """Check, build and run a project on the emulator and compare it with a golden that it never sees.

    Its host program takes `--inputs DIR --outputs DIR`, as one that uses tilesmith_io.hpp does.
    """
    wanted = work.request(operation, expression, parameters or {}, "multi", Arch(arch))
    return await _done(call, partial(work.verify, Path(project), wanted, level))


async def check_kernel(
    call: Call[Any, Any, Any],
    source: Annotated[str, Field(description="The complete C++ source of the kernel.")],
    role: Annotated[KernelRole, Field(description="'reader' or 'writer' (data movement), or 'compute'.")],
    compile_args: Annotated[
        list[int] | None,
        Field(description="Compile-time arguments; a TensorAccessorArgs in DRAM takes 2 and the page size."),
    ] = None,
    defines: Annotated[dict[str, str] | None, Field(description="Preprocessor definitions.")] = None,
    circular_buffers: Annotated[
        list[CircularBuffer] | None, Field(description="Circular buffers on the kernel's cores.")
    ] = None,
    arch: _Chip = "wormhole_b0",
) -> dict[str, Any]:
    """Compile one device kernel against the SDK's own headers, in a second; errors name what there is."""
    return await _done(
        call,
        partial(
            work.check, source, role, compile_args or [], defines or {}, circular_buffers or [], Arch(arch)
        ),
    )


async def emulate(
    call: Call[Any, Any, Any],
    folder: Annotated[str, Field(description="Folder of a program.json with its kernels and inputs.")],
    arch: _Chip = "wormhole_b0",
    schedule_seed: Annotated[int, Field(ge=0, description="Order of the kernels; 0 is the natural one.")] = 0,
) -> dict[str, Any]:
    """Run a program that a program.json describes on the emulator; findings name core, kernel and line."""
    return await _done(call, partial(work.emulate, Path(folder), Arch(arch), schedule_seed))


async def lookup_api(
    call: Call[Any, Any, Any],
    name: Annotated[str, Field(description="Name of a device function, old or approximate ones too.")],
    most: Annotated[int, Field(ge=1, le=20, description="Most entries.")] = 5,
) -> dict[str, Any]:
    """Signature, header and documentation of device functions, as the installed SDK declares them."""
    return await _done(call, partial(work.lookup, name, most))


async def search_sources(
    call: Call[Any, Any, Any],
    query: Annotated[str, Field(description="An operation, an error message, a name.")],
    most: Annotated[int, Field(ge=1, le=50, description="Most results.")] = 8,
) -> dict[str, Any]:
    """Search the SDK's functions, kernels and documents, best first."""
    return await _done(call, partial(work.search, query, most))


async def _done(call: Call[Any, Any, Any], task: Callable[[work.Tell], _T]) -> _T:
    """The answer of `task`, which runs in a thread; what it tells becomes progress notifications.

    A call that its client cancels ends what it has under way.
    """
    steps, ended = 0, threading.Event()

    def tell(message: str) -> None:
        nonlocal steps
        steps += 1
        anyio.from_thread.run(partial(call.report_progress, steps, message=message))

    def run() -> _T:
        with ending_with(ended):
            return task(tell)

    try:
        return await anyio.to_thread.run_sync(run, abandon_on_cancel=True)
    except TilesmithError as error:
        raise ToolError(str(error)) from error
    finally:
        ended.set()
