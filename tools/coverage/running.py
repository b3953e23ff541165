"""Runs the calls on the emulator: what refuses only somewhere below its own body shows when it runs."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tilesmith.tools.coverage.probe import DECLARATIONS, OBJECTS
from tilesmith.tools.runner import EmulatorRunner, RunResult, RunStatus

_SOURCE = "calls.cpp"
# A tensor's accessor words: interleaved in DRAM, and one shard on one core.
COMPILE_ARGS = (2, 32, 1, 32, 1, 1, 1, 1, 257)
# What a host of 0.65 defines for a reduction.
DEFINES = {"REDUCE_OP": "PoolType::SUM", "REDUCE_DIM": "ReduceDim::REDUCE_ROW"}
_CALLS_A_KERNEL = 100
_CORE = [[0, 0], [0, 0]]


@dataclass(frozen=True)
class Call:
    """A statement that calls a function."""

    function: int
    """Identifies the function."""
    text: str


def refusing_calls(calls: Sequence[Call], area: str, prefix: Path) -> tuple[dict[int, str], set[int]]:
    """What the emulator says that it lacks when the calls are run one after the other.

    Args:
        area: `compute` or `dataflow`, the kind of kernel that makes the calls.

    Returns: the reason by function, and the functions of which at least one call was run.
    """
    refused: dict[int, str] = {}
    ran: set[int] = set()
    for at in range(0, len(calls), _CALLS_A_KERNEL):
        chunk = calls[at : at + _CALLS_A_KERNEL]
        with tempfile.TemporaryDirectory(prefix="tilesmith-coverage-") as name:
            folder = Path(name)
            lines = _write_kernel(folder / _SOURCE, chunk, area)
            runner = EmulatorRunner(folder, prefix, folder / "kernels")
            first = 0
            while first < len(chunk):
                _write_program(folder, area, first)
                ended = _run(runner, folder / "out", lines)
                if ended.call is None:  # nobody knows how far it came: what is left was not run
                    break
                ran |= {call.function for call in chunk[first : ended.call + 1]}
                if ended.reason:
                    refused.setdefault(chunk[ended.call].function, ended.reason)
                first = ended.call + 1
    return refused, ran


@dataclass(frozen=True)
class _Ended:
    call: int | None
    """Number of the last call that was made; None: not known."""
    reason: str = ""
    """What the emulator lacks, if that ended it."""


def _run(runner: EmulatorRunner, outputs: Path, lines: dict[int, int]) -> _Ended:
    outputs.mkdir(exist_ok=True)
    result = runner.replay(outputs)
    if result.report is not None and result.report.status == "ok":
        return _Ended(max(lines.values()))
    reason = result.reason if result.status is RunStatus.UNSUPPORTED else ""
    return _Ended(_last_call(result, lines), reason)


def _last_call(result: RunResult, lines: dict[int, int]) -> int | None:
    """Number of the last call that anything is said of: calls are made in order, so it ended the run."""
    report = result.report
    places = [*(report.findings if report else ()), *(report.stuck if report else ())]
    told = [place.line for place in places] + [each.line or 0 for each in result.diagnostics]
    return max((lines[line] for line in told if line in lines), default=None)


def _write_kernel(path: Path, calls: Sequence[Call], area: str) -> dict[int, int]:
    """Write a kernel that makes `calls` from a given one on; the number of the call by its line."""
    start = "compute_kernel_hw_startup(0, 0, 16); tile_regs_acquire();" if area == "compute" else ""
    text = [*DECLARATIONS, "void kernel_main() {", *OBJECTS]
    text += ["const uint32_t first = get_arg_val<uint32_t>(0);", start]
    source = "\n".join(text) + "\n"
    line = source.count("\n") + 1
    lines = {}
    for number, call in enumerate(calls):
        source += f"if (first <= {number}) {{ {call.text} }}\n"
        lines[line + number] = number
    path.write_text(source + "}\n")
    return lines


def _write_program(folder: Path, area: str, first: int) -> None:
    compute = {
        "kind": "compute",
        "math_fidelity": "HiFi4",
        "math_approx_mode": False,
        "fp32_dest_acc_en": False,
    }
    moves = {"kind": "data_movement", "processor": "riscv_1", "noc": 0}
    kernel = {
        "source": _SOURCE,
        "cores": _CORE,
        "compile_args": list(COMPILE_ARGS),
        "named_compile_args": {},
        "defines": DEFINES if area == "compute" else {},
        "runtime_args": {"0,0": [first]},
        "common_runtime_args": [],
        **(compute if area == "compute" else moves),
    }
    tensor = {"layout": "tile", "memory": "dram_interleaved", "page_size": 2048, "dtype": "bfloat16"}
    cb = {"cores": _CORE, "num_pages": 8, "page_size": 2048, "dtype": "bfloat16"}
    description = {
        "buffers": [{"name": "out0", "shape": [32, 32], "output": True, **tensor}],
        "circular_buffers": [{"index": index, **cb} for index in (0, 1, 16)],
        "semaphores": [{"id": 0, "cores": _CORE, "initial": 0}],
        "kernels": [kernel],
    }
    (folder / "program.json").write_text(json.dumps(description))
