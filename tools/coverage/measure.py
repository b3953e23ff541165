"""Which public functions of an SDK the emulator has, and which of them it only refuses politely."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tilesmith.knowledge.api_function import ApiFunction, Area
from tilesmith.knowledge.api_index import api_index
from tilesmith.knowledge.declarations import cpp_parser, definitions
from tilesmith.tools.coverage.probe import DECLARATIONS, OBJECTS, calls_of
from tilesmith.tools.coverage.running import COMPILE_ARGS, DEFINES, Call, refusing_calls
from tilesmith.tools.coverage.signature import read_signature
from tilesmith.tools.emulator.build import compiler
from tilesmith.tools.sdk import Sdk

# As kernels are compiled, see tools/emulator/CMakeLists.txt; the calls are judged, not run.
_FLAGS = (
    "-std=c++17",
    "-fsyntax-only",
    "-w",
    "-fpermissive",
    "-fno-exceptions",
    "-fno-rtti",
    "-fmax-errors=0",
)
# The object API has semaphores and accessors in headers beside api/dataflow; up to 0.65 there was no api/.
_PUBLIC = re.compile(
    r"/api/(?:(?P<compute>compute/)|dataflow/|tensor/|semaphore\.h)(?!experimental/|sentinel/|debug/)"
    r"|/include/(?P<older>compute_kernel_api(?:\.h|/))(?!experimental/|sentinel/|debug/)"
    r"|/hw/inc/(?:accessor/tensor_accessor|accessor/page|accessor/shard_page|dataflow_api)"
)
_ERROR = re.compile(
    r"^(?P<file>[^:\n]+):(?P<line>\d+):(?:\d+:)? (?:fatal )?error: (?P<text>.*)$", re.MULTILINE
)
_REQUIRED_FROM = re.compile(r"^(?P<file>[^:\n]+):(?P<line>\d+):(?:\d+:)?\s+required from here", re.MULTILINE)
_REFUSAL = re.compile(r"^\s*\{\s*(?:\(void\)[^;]*;\s*)*(?:tilesmith::device::)?(?:lacks|unsupported)\(")
_EXPERIMENTAL = re.compile(r"^namespace experimental \{(?=.*?^class )", re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(r"_binding_token\.h|_impl\.h|buf_rw_note\.h")
_INNER = ("noc_traits_t", "binding_details", "semaphore_detail", "PushIssue", "IteratorPageNocTraits")
# Deduction guides of these read like functions.
_CLASSES = ("TensorAccessor",)


class State(StrEnum):
    """What the emulator makes of a function."""

    SUPPORTED = "supported"
    """A call of it compiles, and runs without the emulator saying that it lacks something."""
    REFUSED = "checked, but unsupported"
    """A call of it compiles; when it runs, the report says that the emulator lacks it."""
    MISSING = "missing"
    """A call of it does not compile."""


@dataclass(frozen=True)
class Function:
    """A public function or method of the SDK's device API."""

    name: str
    """With its class, for a method."""
    header: str
    area: str
    """`compute` or `dataflow`."""
    state: State
    why: str = ""
    """What the compiler said of a call when it is MISSING, or the emulator when it refused one."""
    ran: bool = False
    """A call of it was run on the emulator, not only compiled."""


@dataclass(frozen=True)
class Coverage:
    """All functions of one SDK."""

    sdk: str
    functions: tuple[Function, ...]

    def share(self, area: str, *states: State) -> float:
        """Part of the functions of `area` in one of `states`, from 0 to 1."""
        found = [function for function in self.functions if function.area == area]
        return sum(function.state in states for function in found) / len(found) if found else 0.0


def measure(sdk: Sdk, prefix: Path) -> Coverage:
    """Compile a call of every public function of `sdk` against the emulator in `prefix`, and run it there."""
    public = [
        (function, "compute" if match["compute"] or match["older"] else "dataflow")
        for function in _public(sdk)
        if (match := _PUBLIC.search(function.path))
    ]
    found = []
    for area in ("compute", "dataflow"):
        found += _judged([function for function, where in public if where == area], prefix, area)
    return Coverage(sdk.version, tuple(found))


def _judged(functions: Sequence[ApiFunction], prefix: Path, area: str) -> list[Function]:
    device = prefix / "device"
    static = _refusals(device)
    calls, problems = _calls(functions)
    problems |= _problems(calls, device, area)
    tried = [
        call
        for call in calls
        if call.function not in problems
        and (functions[call.function].owner, functions[call.function].name) not in static
    ]
    refused, ran = refusing_calls(tried, area, prefix)
    found = []
    for number, function in enumerate(functions):
        name = f"{_class_of(function)}::{function.name}" if function.owner else function.name
        why = problems.get(number, "") or refused.get(number, "")
        refuses = (function.owner, function.name) in static or number in refused
        state = State.MISSING if number in problems else State.REFUSED if refuses else State.SUPPORTED
        found.append(Function(name, function.header, area, state, why, number in ran))
    return found


def _class_of(function: ApiFunction) -> str:
    """Its class without template arguments: a specialisation has the methods of its template."""
    return function.owner.split("<")[0]


def _public(sdk: Sdk) -> list[ApiFunction]:
    """One of each set of equal declarations that a kernel may call by its name.

    Left out are constructors, halves of other functions (`..._impl`), how a type takes part in transfers
    (`noc_traits_t`), what only generated code uses (binding tokens, notes of what is read and written), and
    headers whose classes are in the namespace `experimental`.
    """
    found: dict[tuple[str, str, str], ApiFunction] = {}
    for function in api_index(sdk).functions:
        constructor = function.name == _class_of(function) or function.name in _CLASSES
        callable_ = function.kind in ("function", "method") and not constructor
        inner = function.name.endswith("_impl") or function.owner.startswith(_INNER)
        inner |= "typename... Tokens" in function.signature
        inner |= _GENERATED.search(function.path) is not None or function.area in (Area.HOST, Area.SHARED)
        if callable_ and not inner and not _is_experimental(sdk.root / function.path):
            found.setdefault((function.path, _class_of(function), function.signature), function)
    return list(found.values())


@cache
def _is_experimental(header: Path) -> bool:
    return _EXPERIMENTAL.search(header.read_text(errors="replace")) is not None


def _refusals(device: Path) -> set[tuple[str, str]]:
    """Functions of the emulator that do nothing but refuse, by class and name; all overloads must."""
    parser = cpp_parser()
    states: dict[tuple[str, str], bool] = {}
    for header in sorted(device.rglob("*.h")):
        for owner, name, body in definitions(header.read_text(), parser):
            refuses = _REFUSAL.match(body) is not None
            states[owner, name] = states.get((owner, name), True) and refuses
    return {key for key, refuses in states.items() if refuses}


def _calls(functions: Sequence[ApiFunction]) -> tuple[list[Call], dict[int, str]]:
    """Calls of all functions, which are known by their place; and why some cannot be called."""
    parser = cpp_parser()
    calls: list[Call] = []
    problems: dict[int, str] = {}
    for number, function in enumerate(functions):
        signature = read_signature(function.signature, parser)
        if signature is None:
            problems[number] = "its declaration could not be read"
            continue
        calls += [Call(number, text) for text in calls_of(function.name, _class_of(function), signature)]
    return calls, problems


def _problems(calls: Sequence[Call], device: Path, area: str) -> dict[int, str]:
    """What the compiler says of calls, by function; those that compile are left out."""
    lines = [f"#define KERNEL_COMPILE_TIME_ARGS {', '.join(map(str, COMPILE_ARGS))}"]
    lines += [f"#define {name} {value}" for name, value in DEFINES.items()]
    lines += [f'#include "{name}"' for name in ("tilesmith/kernel_constants.h", "tilesmith/after_defines.h")]
    lines += [*DECLARATIONS, "void kernel_main() {", *OBJECTS]
    owners: dict[int, int] = {}
    for call in calls:
        lines.append(f"    {call.text}")
        owners[len(lines)] = call.function
    lines.append("}")
    problems: dict[int, str] = {}
    for line, message in _errors("\n".join(lines) + "\n", device, area):
        if line in owners:
            problems.setdefault(owners[line], message)
    return problems


def _errors(source: str, device: Path, area: str) -> Iterable[tuple[int, str]]:
    """Lines of `source` that do not compile, with the first message of each."""
    role = "TILESMITH_COMPUTE_KERNEL" if area == "compute" else "TILESMITH_DATA_MOVEMENT_KERNEL"
    with tempfile.TemporaryDirectory(prefix="tilesmith-coverage-") as folder:
        path = Path(folder) / "probe.cpp"
        path.write_text(source)
        command = [
            compiler(),
            *_FLAGS,
            f"-D{role}",
            "-isystem",
            str(device),
            "-include",
            str(device / "prelude.h"),
        ]
        done = subprocess.run(
            [*command, str(path)],
            capture_output=True,
            text=True,
            check=False,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        )
        blocks = re.split(
            r"(?=^[^\s:][^:\n]*: In (?:instantiation|function|substitution))", done.stderr, flags=re.MULTILINE
        )
        for block in blocks:
            here = _REQUIRED_FROM.search(block)
            for error in _ERROR.finditer(block):
                place = error if error["file"] == str(path) else here
                if place is not None and place["file"] == str(path):
                    yield int(place["line"]), error["text"]
