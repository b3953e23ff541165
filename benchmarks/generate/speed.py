"""How long generating takes, part by part: `python benchmarks/generate/speed.py [--operation NAME]`.

Prints a table of wall-clock seconds over several rounds: one kernel's check, cold and cached; the host build
and the runs of a new project; a whole generation in a warm process and as a command. The SDK and the emulator
must be there (a first generation fetches and builds them); everything else is done anew each round.
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tilesmith.agent.context import Context
from tilesmith.agent.sdk_choice import present_sdk
from tilesmith.agent.spec import Arch, CoreMode
from tilesmith.agent.state import Request
from tilesmith.graph import graph
from tilesmith.tools.cmake import build
from tilesmith.tools.contract import kernel_jobs
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.kernel_check import check_kernels
from tilesmith.tools.project import Project

_TARGETS = {
    "kernel check, cold": 0.5,
    "kernel check, cached": 0.02,
    "host build": None,
    "runs": None,
    "host build and runs": 3.0,
    "generate": None,
    "generate, as a command": None,
}

Times = dict[str, list[float]]


def main(
    operation: Annotated[str, typer.Option(help="Of the catalogue.")] = "gelu",
    rounds: Annotated[int, typer.Option(min=1)] = 5,
) -> None:
    """Measure and print."""
    times: Times = defaultdict(list)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="tilesmith-benchmark-") as folder:
        for turn in range(rounds):
            project = _generation(operation, Path(folder) / f"warm{turn}", times)
            _host_build(project, Path(folder) / f"build{turn}", times)
            _kernel_checks(project, times)
            _command(operation, Path(folder) / f"cold{turn}", times)
    Console().print(_table(times), f"load before: {load:.2f}; after: {os.getloadavg()[0]:.2f}")


def _generation(operation: str, output: Path, times: Times) -> Project:
    request = Request(operation=operation, core_mode=CoreMode.MULTI)
    started = time.perf_counter()
    last = started
    for update in graph.stream(request, context=Context(output=str(output)), stream_mode="updates"):
        now = time.perf_counter()
        if "validate" in update:
            times["runs"].append(now - last)
        last = now
        if "finish" in update:
            times["generate"].append(now - started)
            if not update["finish"]["report"].verified:
                raise SystemExit(update["finish"]["report"].summary)
            return Project.model_validate(update["finish"]["project"])
    raise SystemExit("the graph ended without a report")


def _host_build(project: Project, folder: Path, times: Times) -> None:
    project.write(folder / "source")
    built = build(folder / "source", folder / "build", emulator_prefix())
    times["host build"].append(built.seconds)
    times["host build and runs"].append(built.seconds + times["runs"][-1])


def _kernel_checks(project: Project, times: Times) -> None:
    """Each kernel alone; a comment that no one has seen makes it new to the cache."""
    sdk = present_sdk(Context())
    if sdk is None:
        raise SystemExit("install the SDK first: tilesmith sdk install")
    for job in kernel_jobs(project):
        new = replace(job, source=f"{job.source}// {secrets.token_hex(8)}\n")
        for kind in ("cold", "cached"):
            started = time.perf_counter()
            check_kernels(sdk, [new], Arch.WORMHOLE_B0)
            times[f"kernel check, {kind}"].append(time.perf_counter() - started)


def _command(operation: str, output: Path, times: Times) -> None:
    words = ["generate", "--operation", operation, "--core-mode", "multi", "--output", str(output), "--json"]
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tilesmith.agent.cli", *words], check=True, capture_output=True, timeout=300
    )
    times["generate, as a command"].append(time.perf_counter() - started)


def _table(times: Times) -> Table:
    table = Table("part", "n", "min s", "median s", "max s", "target s", box=None, pad_edge=False)
    for part, target in _TARGETS.items():
        values = times[part]
        cells = (f"{value:.3f}" for value in (min(values), statistics.median(values), max(values)))
        table.add_row(part, str(len(values)), *cells, f"{target:g}" if target else "")
    return table


if __name__ == "__main__":
    typer.run(main)
