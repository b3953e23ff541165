"""No false alarms: kernels that ran correctly on a simulator of the chip pass, each with its real arguments.

The programs lie beside the project, in `../shared/ttsim-vectors`; without them these tests are skipped.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check import CbConfig, CheckStatus, KernelJob, KernelRole, check_kernels
from tilesmith.tools.sdk import Sdk

VECTORS = Path(__file__).parents[4] / "shared/ttsim-vectors"
FORMATS = {
    "bfloat16": "Float16_b",
    "float32": "Float32",
    "int32": "Int32",
    "uint32": "UInt32",
    "uint16": "UInt16",
    "bfloat8_b": "Bfp8_b",
}
ROLES = {"riscv_0": KernelRole.WRITER, "riscv_1": KernelRole.READER}
pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="the reference programs are not there")


def jobs_of(folder: Path) -> list[KernelJob]:
    """The kernels of the program in `folder`, as its host creates them."""
    program = json.loads((folder / "program.json").read_text())
    cbs = tuple(
        CbConfig(cb["index"], FORMATS[cb["dtype"]], cb["page_size"]) for cb in program["circular_buffers"]
    )
    buffers = {buffer["name"]: buffer for buffer in program["buffers"]}
    return [
        KernelJob(
            path=f"kernels/{kernel['source']}",
            source=(folder / kernel["source"]).read_text(),
            role=ROLES[kernel["processor"]] if "processor" in kernel else KernelRole.COMPUTE,
            compile_args=tuple(word for arg in kernel["compile_args"] for word in words(arg, buffers)),
            named_args=kernel["named_compile_args"],
            defines=kernel["defines"],
            cbs=cbs,
            fp32_dest_acc=kernel.get("fp32_dest_acc_en", False),
            math_approx=kernel.get("math_approx_mode", False),
            dst_full_sync=kernel.get("dst_full_sync_en", False),
            math_fidelity=kernel.get("math_fidelity", "HiFi4"),
        )
        for kernel in program["kernels"]
    ]


def words(argument: Any, buffers: dict[str, Any]) -> list[int]:
    """The words of one entry of `compile_args`: an accessor is a flag word and the page size."""
    if not isinstance(argument, dict):
        return [argument]
    if "accessor" in argument:
        buffer = buffers[argument["accessor"]]
        return [2 if buffer["memory"] == "dram_interleaved" else 0, buffer["page_size"]]
    return [0x1000]


def alarms(sdk: Sdk, jobs: list[KernelJob], arch: Arch) -> list[str]:
    return [
        f"{result.path}: {result.status} {result.reason} {[d.message for d in result.diagnostics]}"
        for result in check_kernels(sdk, jobs, arch)
        if result.status is not CheckStatus.PASSED
    ]


@pytest.mark.parametrize("arch", Arch)
@pytest.mark.parametrize("name", ["add_multicore_4", "sfpu_tanhshrink", "multicast_grid_2x2", "matmul_2x4x3"])
def test_programs_of_each_kind_pass(sdk: Sdk, name: str, arch: Arch) -> None:
    assert alarms(sdk, jobs_of(VECTORS / name), arch) == []


@pytest.mark.slow
@pytest.mark.parametrize("arch", Arch)
def test_every_kernel_of_every_program_passes(sdk: Sdk, arch: Arch) -> None:
    folders = sorted(path.parent for path in VECTORS.glob("*/program.json"))
    assert len(folders) > 200
    assert alarms(sdk, [job for folder in folders for job in jobs_of(folder)], arch) == []


@pytest.mark.parametrize(
    ("name", "check", "hint"),
    [("unknown_function", "unknown_name", "add_tiles"), ("old_main_macro", "old_entry_point", "kernel_main")],
)
def test_programs_with_a_fault_of_this_kind_fail(sdk: Sdk, name: str, check: str, hint: str) -> None:
    results = check_kernels(sdk, jobs_of(VECTORS / "broken" / name), Arch.WORMHOLE_B0)
    found = [diagnostic for result in results for diagnostic in result.diagnostics]
    assert [diagnostic.check for diagnostic in found] == [check]
    assert hint in found[0].hint
