"""What is asked of a model: operations by level and split, on one core and on all, or on all alone."""

import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from tilesmith.agent.spec import Arch, CoreMode
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.expression import calls, moves_only, parse
from tilesmith.agent.spec.model import ExpressionReference, OperationSpec
from tilesmith.agent.spec.packaged import PACKAGED, located
from tilesmith.agent.spec.resolve import named_request, resolve
from tilesmith.agent.spec.shapes import dimensions
from tilesmith.agent.spec.tolerances import CHAIN, family_of
from tilesmith.agent.state import Request
from tilesmith.errors import TilesmithError

_OF_CORES = "L5"
PROJECTS, _SPEC = "projects", "spec.py"
"""Folder of the operations that no single pattern serves, each with a right project, and their specs."""
SUITES = ("core", "dev", "test")
Split = Literal["dev", "test"]


class UnknownSuiteError(TilesmithError):
    """A suite that there is not."""


class Task(BaseModel):
    """One thing to generate and verify."""

    model_config = ConfigDict(frozen=True)

    id: str
    """Names it in results and folders, such as `add-multi`."""
    level: str
    """`L0` data movement, `L1` one operation, `L2` a fused chain ... `L5` cores that work together."""
    split: Split
    request: Request


def suite(name: str, arch: Arch = Arch.WORMHOLE_B0) -> tuple[Task, ...]:
    """The tasks of `core` (all), or of one split.

    Raises:
        UnknownSuiteError: `name` is none of `SUITES`.
    """
    if name not in SUITES:
        raise UnknownSuiteError(f"there is no suite {name!r}: choose one of {', '.join(SUITES)}")
    return tuple(task for task in _all(arch) if name in ("core", task.split))


def spec_of(task: Task) -> OperationSpec:
    """What `task` asks for.

    Raises:
        TilesmithError: see `resolve`.
    """
    asked = task.request
    return resolve(
        named_request(
            asked.operation,
            asked.expression,
            located(asked.spec_file),
            asked.params,
            asked.ranges,
            located(asked.kernelbench),
        )
    )


def problem_tasks(files: Sequence[Path], arch: Arch = Arch.WORMHOLE_B0) -> tuple[Task, ...]:
    """Problem files of KernelBench, on one core and on all; their folder's name stands for the level."""
    return tuple(
        task
        for file in files
        for task in _both_modes(
            file.stem, file.resolve().parent.name, "test", {"kernelbench": str(file.resolve()), "arch": arch}
        )
    )


def _all(arch: Arch) -> Iterator[Task]:
    for spec in CATALOGUE.values():
        yield from _both_modes(spec.name, _level(spec), "dev", {"operation": spec.name, "arch": arch})
    text = files("tilesmith.evals").joinpath("tasks.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    for entry in tables["project"]:
        request = {"spec_file": f"{PACKAGED}evals/{PROJECTS}/{entry['name']}/{_SPEC}", "arch": arch}
        modes = (CoreMode.MULTI,) if entry["level"] == _OF_CORES else tuple(CoreMode)
        yield from _in_modes(modes, entry["name"], entry["level"], entry["split"], request)
    for entry in tables["task"]:
        request = {
            "operation": entry["name"],
            "expression": entry["expression"],
            "params": entry.get("params", {}),
            "ranges": entry.get("ranges", {}),
            "arch": arch,
        }
        yield from _both_modes(entry["name"], entry["level"], entry["split"], request)


def _both_modes(name: str, level: str, split: Split, request: dict[str, Any]) -> Iterator[Task]:
    return _in_modes(tuple(CoreMode), name, level, split, request)


def _in_modes(
    modes: Sequence[CoreMode], name: str, level: str, split: Split, request: dict[str, Any]
) -> Iterator[Task]:
    for mode in modes:
        asked = Request.model_validate({**request, "core_mode": mode})
        yield Task(id=f"{name}-{mode}", level=level, split=split, request=asked)


def _level(spec: OperationSpec) -> str:
    """Of an operation of the catalogue."""
    if not isinstance(spec.reference, ExpressionReference):
        return "L3"
    expression = parse(spec.reference.text)
    if moves_only(expression):
        return "L0"
    if any(call.function == "matmul" for call in calls(expression)):
        return "L4"
    if dimensions(spec):
        return "L3"
    return "L2" if family_of(expression) is CHAIN else "L1"
