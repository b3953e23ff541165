"""The files that are compiled: the kernel inside the firmware that tt-metal puts around it.

What precedes a kernel is taken from the SDK's own `brisck.cc`, `ncrisck.cc` and `trisck.cc`, so that it is
right for the SDK's version.
"""

import re
from pathlib import PurePosixPath

from tilesmith.tools.kernel_check.descriptors import descriptors_header, math_settings
from tilesmith.tools.kernel_check.job import KernelJob, KernelRole
from tilesmith.tools.project import safe_relative_path
from tilesmith.tools.sdk import Sdk, SdkError
from tilesmith.tools.sdk.entry_point import kernel_list
from tilesmith.tools.sdk.layout import firmware_folder, llk_folder

MAIN_FILE = "tilesmith_unit.cpp"
"""The file that the compiler is given."""
ENTRY = "tilesmith_kernel_main"
"""What `kernel_main` is called while the kernel is compiled, to tell a definition from a mention."""
PROJECT_FOLDER = "project"
"""Where the project's files lie, relative to the folder of the compilation."""
_OLD_ENTRY = f"#ifndef MAIN\n#define MAIN {ENTRY}()\n#endif\n"
# What the descriptors were in before they were one header.
_PARTS_OF_DESCRIPTORS = (
    "chlkc_unpack_data_format.h",
    "chlkc_pack_data_format.h",
    "chlkc_unpack_tile_dims.h",
    "chlkc_pack_tile_dims.h",
)
_FIRMWARE = {
    KernelRole.READER: "ncrisck.cc",
    KernelRole.WRITER: "brisck.cc",
    KernelRole.COMPUTE: "trisck.cc",
}


def unit_files(sdk: Sdk, job: KernelJob) -> dict[str, str]:
    """The files of the compilation by relative path, stand-ins aside.

    Raises:
        SdkError: the SDK lacks the firmware sources.
        UnknownSettingError: see `descriptors_header`.
        UnsafePathError: a path of the project leaves it.
    """
    kernel = str(PurePosixPath(PROJECT_FOLDER, safe_relative_path(job.path)))
    project = {str(PurePosixPath(PROJECT_FOLDER, safe_relative_path(n))): t for n, t in job.headers.items()}
    # The entry point of earlier versions is read as the new one, so that the rest is checked, too.
    compute = job.role is KernelRole.COMPUTE
    parts = [
        firmware_prelude(sdk, job.role),
        '#include "chlkc_descriptors.h"\n',
        math_settings(job, typed_fidelity=_has_fidelity_type(sdk)) + _OLD_ENTRY if compute else "",
        f'#define kernel_main {ENTRY}\n#include "{kernel}"\n#undef kernel_main\n',
        "" if old_entry(job) else f"void (*const tilesmith_entry)() = {ENTRY};\n",
    ]
    return {
        **project,
        kernel: job.source,
        "chlkc_descriptors.h": descriptors_header(job),
        **dict.fromkeys(_PARTS_OF_DESCRIPTORS, '#include "chlkc_descriptors.h"\n'),
        # Some releases include it again, with the call of a kernel that is not there yet.
        "chlkc_list.h": "",
        "kernel_includes.hpp": "",
        "defines_generated.h": "",
        MAIN_FILE: "\n".join(parts),
    }


def old_entry(job: KernelJob) -> re.Match[str] | None:
    """Where a compute kernel defines the entry point of earlier versions."""
    return re.search(r"\bvoid\s+MAIN\b", job.source) if job.role is KernelRole.COMPUTE else None


def new_entry(job: KernelJob) -> re.Match[str] | None:
    """Where a compute kernel defines the entry point of today's versions."""
    return re.search(r"\bvoid\s+kernel_main\b", job.source) if job.role is KernelRole.COMPUTE else None


def firmware_prelude(sdk: Sdk, role: KernelRole) -> str:
    """What the SDK's firmware holds before the place where it includes the kernel.

    Raises:
        SdkError: the firmware sources are missing or have no such place.
    """
    folder = firmware_folder(sdk.root)
    if folder is None:
        raise SdkError(f"{sdk.root} has no firmware sources: use another tt-metal version")
    text = (folder / _FIRMWARE[role]).read_text()
    if role is not KernelRole.COMPUTE:
        return _before(text, r'#include\s*[<"]kernel_includes\.hpp[>"]')
    # The compute kernel stands in a list of its own, whose beginning is the same for all three processors.
    return _before(text, r'#include\s*"chlkc_list\.h"') + _before(kernel_list(sdk.root), r"#if.*UCK_CHLKC_")


def _has_fidelity_type(sdk: Sdk) -> bool:
    definitions = llk_folder(sdk.root) / "tt_llk_wormhole_b0/llk_lib/llk_defs.h"
    return definitions.is_file() and "enum class MathFidelity" in definitions.read_text(errors="replace")


def _before(text: str, pattern: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise SdkError(
            "the firmware sources of this tt-metal version are laid out in an unknown way: use another"
        )
    return text[: match.start()]
