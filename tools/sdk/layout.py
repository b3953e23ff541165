"""Where things lie inside a tt-metal tree, in a wheel and in checkouts of several generations.

The order of the include folders is that of the run-time kernel compiler (`tt_metal/jit_build` of tt-metal).
"""

from pathlib import Path

from tilesmith.agent.spec import Arch

_COMMON = (
    ".",
    "ttnn",
    "ttnn/cpp",
    "tt_metal",
    "tt_metal/include",
    "tt_metal/hw/inc",
    "tt_metal/hw/inc/internal",
    "tt_metal/hw/inc/debug",
    "tt_metal/api",
    "tt_metal/api/tt-metalium",
    "tt_metal/hostdevcommon/api",
    "tt_metal/tt-llk/common",
    "tt_metal/tt-llk/tools/include",
    "tt_metal/third_party/tt_llk/common",
)
_PER_ARCH = (
    "tt_metal/hw/ckernels/{arch}/metal/common",
    "tt_metal/hw/ckernels/{arch}/metal/llk_io",
    "tt_metal/hw/ckernels/{arch}/metal/llk_api",
    "tt_metal/hw/ckernels/{arch}/metal/llk_api/llk_sfpu",
    "{hardware}",
    "{hardware}/{chip}",
    "{hardware}/{chip}/{arch}_defines",
    "{hardware}/{chip}/noc",
    "tt_metal/{llk}/tt_llk_{arch}/common/inc",
    "tt_metal/{llk}/tt_llk_{arch}/common/inc/sfpu",
    "tt_metal/{llk}/tt_llk_{arch}/llk_lib",
    "tt_metal/hw/firmware/src/tt-1xx",
    "tt_metal/hw/firmware/src",
)
_HARDWARE = ("tt_metal/hw/inc/internal/tt-1xx", "tt_metal/hw/inc/tt-1xx", "tt_metal/hw/inc")
_LLK = ("tt-llk", "third_party/tt_llk")
_FIRMWARE = ("tt_metal/hw/firmware/src/tt-1xx", "tt_metal/hw/firmware/src")
# The public headers of the device API: up to 0.65 beside the others, later in a folder of their own.
_API = ("tt_metal/hw/inc/api", "tt_metal/include/compute_kernel_api", "tt_metal/hw/inc/accessor")
_API_FILES = (
    # Parts of dataflow_api.h that newer versions keep apart.
    "tt_metal/hw/inc/internal/dataflow/dataflow_api_addrgen.h",
    "tt_metal/hw/inc/internal/dataflow/dataflow_api_common.h",
    "tt_metal/hw/inc/dataflow_api.h",
    "tt_metal/hw/inc/dataflow_api_addrgen.h",
    "tt_metal/hw/inc/compile_time_args.h",
    "tt_metal/include/compute_kernel_api.h",
)
_ASIDE = {"debug", "experimental"}
_HOST = "tt_metal/api/tt-metalium"
# What host programs and kernels share: the numbers of CBs, the flags of accessors.
_SHARED = (
    "tt_metal/hostdevcommon/api/hostdevcommon/kernel_structs.h",
    "tt_metal/hostdevcommon/api/hostdevcommon/tensor_accessor/arg_config.hpp",
)
_INCLUDE_ROOTS = (
    "tt_metal/api/",
    "tt_metal/hostdevcommon/api/",
    "tt_metal/hw/inc/",
    "tt_metal/include/",
    "tt_metal/",
)
# Everything of dataflow_api.h is included through it.
_PARTS_OF_DATAFLOW_API = {
    "internal/dataflow/": "api/dataflow/dataflow_api.h",
    "dataflow_api_addrgen.h": "dataflow_api.h",
}


def tree_root(path: Path) -> Path | None:
    """The folder that holds `tt_metal/` at `path`: a checkout, a wheel's `ttnn` or the folder around it."""
    for candidate in (path, path / "ttnn"):
        if (candidate / "tt_metal/hw/inc").is_dir() and firmware_folder(candidate) is not None:
            return candidate
    return None


def include_folders(root: Path, *archs: Arch) -> list[Path]:
    """The existing include folders for kernels of `archs` (of all when none is given), in search order."""
    names = list(_COMMON)
    for arch in archs or tuple(Arch):
        names += _arch_folders(root, arch)
    return [folder for name in dict.fromkeys(names) if (folder := root / name).is_dir()]


def _arch_folders(root: Path, arch: Arch) -> list[str]:
    chip = arch.value.removesuffix("_b0")
    hardware = next((name for name in _HARDWARE if (root / name / chip).is_dir()), _HARDWARE[0])
    llk = llk_folder(root).relative_to(root / "tt_metal").as_posix()
    return [name.format(arch=arch.value, chip=chip, hardware=hardware, llk=llk) for name in _PER_ARCH]


def llk_folder(root: Path) -> Path:
    """Where the low-level kernel library lies, one folder a chip."""
    folders = [root / "tt_metal" / name for name in _LLK]
    return next((folder for folder in folders if folder.is_dir()), folders[0])


def firmware_folder(root: Path) -> Path | None:
    """Where `brisck.cc`, `ncrisck.cc` and `trisck.cc` lie, the sources around every kernel."""
    return next((root / name for name in _FIRMWARE if (root / name / "brisck.cc").is_file()), None)


def api_headers(root: Path) -> list[Path]:
    """The public headers of the device API, without debugging aids and experiments.

    The experimental headers define a second generation of the same names.
    """
    found = [path for name in _API_FILES if (path := root / name).is_file()]
    for name in _API:
        found += [
            p
            for p in sorted((root / name).rglob("*.h"))
            if not _ASIDE.intersection(p.parts[len(root.parts) :])
        ]
    return found


def host_headers(root: Path) -> list[Path]:
    """The public headers of the host API, without experiments; empty for a wheel, which leaves them out."""
    if not (root / _HOST / "host_api.hpp").is_file():
        return []
    shared = [path for name in _SHARED if (path := root / name).is_file()]
    own = sorted((root / _HOST).rglob("*.h*"))
    return shared + [path for path in own if not _ASIDE.intersection(path.parts[len(root.parts) :])]


def find_header(root: Path, name: str, beside: Path | None = None) -> Path | None:
    """The file that a kernel includes as `name`; None when the tree at `root` has no such header of the API.

    Args:
        beside: the file with the include, whose neighbours come first.
    """
    folders = [beside.parent] if beside else []
    folders += [root / folder for folder in _INCLUDE_ROOTS]
    return next((path for folder in folders if (path := folder / name).is_file()), None)


def include_name(path: str) -> str:
    """What to `#include` for the header at `path`, relative to the root."""
    folder = next((folder for folder in _INCLUDE_ROOTS if path.startswith(folder)), "")
    name = path.removeprefix(folder)
    whole = (header for part, header in _PARTS_OF_DATAFLOW_API.items() if name.startswith(part))
    return next(whole, name)
