"""The compiler's command line for one kernel."""

from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check.compiler import Compiler, CompilerKind
from tilesmith.tools.kernel_check.defines import kernel_defines
from tilesmith.tools.kernel_check.job import KernelJob, KernelRole
from tilesmith.tools.kernel_check.translation_unit import MAIN_FILE
from tilesmith.tools.sdk import Sdk
from tilesmith.tools.sdk.layout import include_folders

# What tt-metal's run-time compiler warns of, and so rejects (libtt_metal 0.81.1, jit_build of tt-metal).
_STRICTNESS = (
    "-Wall",
    "-Werror",
    "-Wno-deprecated-declarations",
    "-Wno-error=multistatement-macros",
    "-Wno-error=parentheses",
    "-Wno-error=unused-but-set-variable",
    "-Wno-unused-variable",
    "-Wno-unused-function",
    "-Wno-unknown-pragmas",
)
# Attributes and warnings that only the RISC-V compiler, or only the other host compiler, knows.
_HOST_GCC = ("-Wno-attributes", "-Wno-int-to-pointer-cast", "-Wno-array-bounds", "-Wno-stringop-overflow")
_HOST_CLANG = (
    "-Wsign-compare",
    "-Wno-unknown-warning-option",
    "-Wno-unknown-attributes",
    "-Wno-ignored-attributes",
    "-Wno-invalid-constexpr",
    "-Wno-unused-const-variable",
    "-Wno-missing-braces",
    "-Wno-unused-private-field",
    "-Wno-int-to-pointer-cast",
    "-Wno-c++20-designator",
)
# Every clang can read code for RISC-V.
_CLANG_TARGET = "--target=riscv32-unknown-elf"
_MESSAGES = {
    CompilerKind.GCC: ("-fno-diagnostics-show-caret", "-ftemplate-backtrace-limit=0", "-fmax-errors=40"),
    CompilerKind.SFPI: ("-fno-diagnostics-show-caret", "-ftemplate-backtrace-limit=0", "-fmax-errors=40"),
    CompilerKind.CLANG: (
        "-fno-caret-diagnostics",
        "-ftemplate-backtrace-limit=0",
        "-ferror-limit=40",
    ),
}
_CPU = {Arch.WORMHOLE_B0: "tt-wh", Arch.BLACKHOLE: "tt-bh"}
# The extensions of C++17 that tt-metal switches on in the RISC-V compiler.
_SFPI_LANGUAGE = ("-ftt-nttp", "-ftt-constinit", "-ftt-consteval")
_COMPUTE_PASSES = (("UNPACK", 0), ("MATH", 1), ("PACK", 2))


def commands(compiler: Compiler, sdk: Sdk, job: KernelJob, arch: Arch, folder: Path) -> list[list[str]]:
    """The runs that check `job`, whose files lie in `folder`: three for compute under SFPI, else one.

    The language is C++17, as on the device: host compilers then reject C++20, too.
    """
    common = [
        str(compiler.path),
        *("-x", "c++", "-fsyntax-only"),
        *_STRICTNESS,
        *_MESSAGES[compiler.kind],
        *_include_options(compiler, sdk, arch, folder),
        *(f"-D{name}={value}" for name, value in kernel_defines(job, arch).items()),
    ]
    if compiler.kind is CompilerKind.SFPI:
        return [[*common, *flags, MAIN_FILE] for flags in _sfpi_passes(job, arch)]
    return [[*common, *_host_flags(compiler), MAIN_FILE]]


def _host_flags(compiler: Compiler) -> list[str]:
    """GCC needs its 32-bit mode and the alignment of 64-bit integers that the device has."""
    language = ["-std=c++17", "-ffast-math", "-fno-exceptions", "-fno-rtti"]
    if compiler.kind is CompilerKind.GCC:
        return [*language, "-m32", "-malign-double", *_HOST_GCC]
    return [*language, _CLANG_TARGET, *_HOST_CLANG]


def _sfpi_passes(job: KernelJob, arch: Arch) -> list[list[str]]:
    language = ["-std=c++17", *_SFPI_LANGUAGE, "-ffast-math", "-fno-exceptions", "-fno-rtti"]
    if job.role is not KernelRole.COMPUTE:
        return [[*language, "-O2", f"-mcpu={_CPU[arch]}"]]
    return [
        [
            *language,
            *("-O3", f"-mcpu={_CPU[arch]}-tensix"),
            *(
                f"-DUCK_CHLKC_{name}",
                f"-DTRISC_{name}",
                "-UCOMPILE_FOR_TRISC",
                f"-DCOMPILE_FOR_TRISC={number}",
            ),
        ]
        for name, number in _COMPUTE_PASSES
    ]


def _include_options(compiler: Compiler, sdk: Sdk, arch: Arch, folder: Path) -> list[str]:
    """The SDK counts as system headers: its own warnings are not the kernel's."""
    overlay = [sdk.overlay / arch.value] if compiler.needs_overlay and sdk.overlay else []
    options = ["-iquote", str(folder)]
    for include in (folder, *overlay, *include_folders(sdk.root, arch)):
        options += ["-isystem", str(include)]
    late = "-isystem" if compiler.kind is CompilerKind.SFPI else "-idirafter"
    for include in compiler.extra_includes:
        options += [late, str(include)]
    return options
