"""What the tools of the server do. Each function tells what it is at through its last argument."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilesmith.agent.context import Context
from tilesmith.agent.sdk_choice import fetch_sdk
from tilesmith.agent.spec import Arch
from tilesmith.agent.state import Request
from tilesmith.tools.kernel_check import KernelRole
from tilesmith.tools.langchain_tools import CircularBuffer, ToolBox
from tilesmith.tools.sdk import Sdk, cache_root

if TYPE_CHECKING:
    from langgraph.types import StreamPart

Tell = Callable[[str], None]


def request(
    operation: str, expression: str, parameters: Mapping[str, float], core_mode: str, arch: Arch
) -> Request:
    """What is asked for, in the graph's terms."""
    return Request.model_validate(
        {
            "operation": operation or None,
            "expression": expression or None,
            "params": dict(parameters),
            "core_mode": core_mode,
            "arch": arch,
        }
    )


def generate(asked: Request, settings: Mapping[str, object], tell: Tell) -> dict[str, Any]:
    """The whole graph."""
    from tilesmith.agent.cli.follow import follow
    from tilesmith.agent.cli.outcome import as_json

    def show(part: "StreamPart[Any, Any]") -> None:
        if part["type"] == "custom" and "message" in part["data"]:
            tell(f"{part['data']['node']}: {part['data']['message']}")

    return as_json(follow(asked, Context.model_validate(settings), ["custom"], show))


def verify(project: Path, asked: Request, level: str, tell: Tell) -> dict[str, Any]:
    """All rungs of one project."""
    from tilesmith.agent.cli.verify_view import as_json
    from tilesmith.agent.level import Level
    from tilesmith.agent.spec import CoreMode, Target
    from tilesmith.agent.spec.resolve import named_request, resolve
    from tilesmith.agent.verify_project import how_to_verify, verify_project

    spec = resolve(named_request(asked.operation, asked.expression, parameters=asked.params))
    target = Target(core_mode=CoreMode.MULTI, arch=asked.arch)
    how = how_to_verify(Level(level), announce=tell)
    tell(f"verifies {project} as {spec.name}")
    return as_json(project, spec, target, how, verify_project(project, spec, target, how))


def check(
    source: str,
    role: KernelRole,
    compile_args: Sequence[int],
    defines: Mapping[str, str],
    circular_buffers: Sequence[CircularBuffer],
    arch: Arch,
    tell: Tell,
) -> dict[str, Any]:
    """The kernel check of one kernel."""
    tell("compiles the kernel")
    box = _box(arch)
    return _answer(
        box.check_kernel(
            source,
            role,
            compile_args=compile_args,
            defines=dict(defines),
            circular_buffers=circular_buffers,
        )
    )


def emulate(folder: Path, arch: Arch, schedule_seed: int, tell: Tell) -> dict[str, Any]:
    """One program that a program.json describes."""
    from tilesmith.tools.emulator.build import emulator_prefix
    from tilesmith.tools.replay import emulate as run
    from tilesmith.tools.replay import load_program
    from tilesmith.tools.runner import RunOptions

    program = load_program(folder)
    prefix = emulator_prefix(tell)
    tell(f"runs {program.name}")
    return run(program, arch, prefix, options=RunOptions(schedule_seed=schedule_seed)).as_json()


def lookup(name: str, most: int, tell: Tell) -> dict[str, Any]:
    """Entries of the API index."""
    tell("reads the API index")
    return _answer(_box(Arch.WORMHOLE_B0).lookup_api(name, most))


def search(query: str, most: int, tell: Tell) -> dict[str, Any]:
    """Chunks of the SDK's sources."""
    from tilesmith.knowledge.opening import ready_index

    index = ready_index(_sdk(), _Phases(tell))
    return {"results": [hit.row() for hit in index.search(query, most)]}


class _Phases:
    """Tells of an index that is built first."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._phase = ""

    def __call__(self, phase: str, _done: int, _total: int) -> None:
        if phase != self._phase:
            self._phase = phase
            self._tell(f"index: {phase}")


def _box(arch: Arch) -> ToolBox:
    """Tools that need no emulator: it is not built for them."""
    return ToolBox(_sdk(), cache_root() / "emulator", cache_root() / "mcp", arch)


def _sdk() -> Sdk:
    return fetch_sdk(Context())


def _answer(text: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text)
    return answer
