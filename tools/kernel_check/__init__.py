"""The kernel check: every kernel compiled against the user's SDK, and what is wrong said in its words."""

from tilesmith.tools.kernel_check.check import check_kernels
from tilesmith.tools.kernel_check.classify import Check
from tilesmith.tools.kernel_check.compiler import (
    Compiler,
    CompilerKind,
    NoCompilerError,
    choose_compiler,
    host_compiler,
)
from tilesmith.tools.kernel_check.descriptors import UnknownSettingError
from tilesmith.tools.kernel_check.job import CbConfig, KernelJob, KernelRole
from tilesmith.tools.kernel_check.result import CheckStatus, KernelCheck

__all__ = [
    "CbConfig",
    "Check",
    "CheckStatus",
    "Compiler",
    "CompilerKind",
    "KernelCheck",
    "KernelJob",
    "KernelRole",
    "NoCompilerError",
    "UnknownSettingError",
    "check_kernels",
    "choose_compiler",
    "host_compiler",
]
