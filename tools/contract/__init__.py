"""The contract between a host program and its kernels, read from their sources without running anything."""

from tilesmith.tools.contract.check import check_contract
from tilesmith.tools.contract.host import HostInterface, host_interface
from tilesmith.tools.contract.jobs import kernel_jobs
from tilesmith.tools.contract.kernel import KernelInterface, kernel_interface

__all__ = [
    "HostInterface",
    "KernelInterface",
    "check_contract",
    "host_interface",
    "kernel_interface",
    "kernel_jobs",
]
