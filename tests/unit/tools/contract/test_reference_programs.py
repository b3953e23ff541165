"""No false alarm on programs that were measured to be right.

The reference programs are described by JSON; the host program that creates each is written here.
They are looked for beside the repository, in ../shared/ttsim-vectors.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tilesmith.tools.contract import check_contract
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import Project

_VECTORS = Path(__file__).parents[4].parent / "shared" / "ttsim-vectors"

pytestmark = pytest.mark.skipif(
    not _VECTORS.is_dir(), reason=f"there are no reference programs in {_VECTORS}"
)


def _programs(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/program.json"))


def _host(program: Mapping[str, Any]) -> str:
    lines = ["int main() {"]
    for cb in program["circular_buffers"]:
        index, size = cb["index"], cb["page_size"]
        lines.append(
            f"    CreateCircularBuffer(program, cores, CircularBufferConfig({size * cb['num_pages']}, "
            f"{{{{{index}, tt::DataFormat::Float16_b}}}}).set_page_size({index}, {size}));"
        )
    for number, kernel in enumerate(program["kernels"]):
        lines += _kernel(number, kernel)
    return "\n".join([*lines, "}", ""])


def _kernel(number: int, kernel: Mapping[str, Any]) -> list[str]:
    lines = [f"    std::vector<uint32_t> args_{number};"]
    for word in kernel["compile_args"]:
        if isinstance(word, Mapping) and "accessor" in word:
            lines.append(f"    TensorAccessorArgs(*{word['accessor']}).append_to(args_{number});")
        else:
            lines.append(f"    args_{number}.push_back({'address' if isinstance(word, Mapping) else word});")
    config = "ComputeConfig" if kernel["kind"] == "compute" else "DataMovementConfig"
    lines.append(
        f'    auto kernel_{number} = CreateKernel(program, "kernels/{kernel["source"]}", cores, '
        f"{config}{{.compile_args = args_{number}}});"
    )
    for words in kernel["runtime_args"].values():
        values = ", ".join("address" if isinstance(word, Mapping) else str(word) for word in words)
        lines.append(f"    SetRuntimeArgs(program, kernel_{number}, core, {{{values}}});")
    common = ", ".join("address" for _ in kernel["common_runtime_args"])
    lines.append(f"    SetCommonRuntimeArgs(program, kernel_{number}, {{{common}}});")
    return lines


def _faults(folder: Path) -> list[Diagnostic]:
    program = json.loads((folder / "program.json").read_text())
    kernels = {f"kernels/{path.name}": path.read_text() for path in folder.glob("*.cpp")}
    return check_contract(Project(files={"host.cpp": _host(program), **kernels}))


@pytest.mark.parametrize("folder", _programs(_VECTORS), ids=lambda folder: folder.name)
def test_a_right_program_has_no_faults(folder: Path) -> None:
    assert [fault.message for fault in _faults(folder)] == []


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("accessor_offset_other_layout", "accessor_offset"),
        ("accessor_offset_same_layout", "accessor_offset"),
        ("missing_runtime_arg", "runtime_args_too_few"),
    ],
)
def test_a_planted_fault_between_files_is_found(name: str, check: str) -> None:
    assert check in {fault.check for fault in _faults(_VECTORS / "broken" / name)}
