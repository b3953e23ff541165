"""The macros with which tt-metal compiles a kernel."""

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check.job import KernelJob, KernelRole

_ALL = {
    "TENSIX_FIRMWARE": "1",
    "LOCAL_MEM_EN": "0",
    "KERNEL_BUILD": "1",
    "ROUTING_FW_ENABLED": "1",
    "PROGRAMMABLE_CORE_TYPE": "0",
    "NOC_MODE": "0",
    "DISPATCH_MESSAGE_ADDR": "0xFFB70438",
    "PCIE_NOC_X": "0",
    "PCIE_NOC_Y": "3",
}
# Banks of an unharvested chip; a count that is no power of two needs a division, which has its own macro.
_ARCH = {
    Arch.WORMHOLE_B0: {
        "ARCH_WORMHOLE": "1",
        "NUM_DRAM_BANKS": "12",
        "IS_NOT_POW2_NUM_DRAM_BANKS": "1",
        "NUM_L1_BANKS": "72",
        "IS_NOT_POW2_NUM_L1_BANKS": "1",
    },
    Arch.BLACKHOLE: {
        "ARCH_BLACKHOLE": "1",
        "NUM_DRAM_BANKS": "8",
        "LOG_BASE_2_OF_NUM_DRAM_BANKS": "3",
        "NUM_L1_BANKS": "130",
        "IS_NOT_POW2_NUM_L1_BANKS": "1",
    },
}
_ROLE = {
    KernelRole.WRITER: {"COMPILE_FOR_BRISC": "1", "PROCESSOR_INDEX": "0", "NOC_INDEX": "1"},
    KernelRole.READER: {"COMPILE_FOR_NCRISC": "1", "PROCESSOR_INDEX": "1", "NOC_INDEX": "0"},
    KernelRole.COMPUTE: {"COMPILE_FOR_TRISC": "1", "PROCESSOR_INDEX": "3", "NOC_INDEX": "0"},
}


def kernel_defines(job: KernelJob, arch: Arch) -> dict[str, str]:
    """Macros by name: those of the chip, of the role, and of the host program."""
    defines = _ALL | _ARCH[arch] | _ROLE[job.role]
    if job.role is not KernelRole.COMPUTE:
        defines["ENABLE_FP32_DEST_ACC"] = "1" if job.fp32_dest_acc else "0"
    if job.compile_args:
        defines["KERNEL_COMPILE_TIME_ARGS"] = ",".join(f"{value}u" for value in job.compile_args)
    if job.named_args:
        pairs = (f'{{"{name}",{value}u}}' for name, value in sorted(job.named_args.items()))
        defines["KERNEL_COMPILE_TIME_ARG_MAP"] = ",".join(pairs)
    return defines | dict(sorted(job.defines.items()))
