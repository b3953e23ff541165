"""Which files of a `ttnn` wheel are kept: sources to check against and to learn from, no libraries."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from tilesmith.tools.sdk.progress import Phase, Progress

_SUFFIXES = {".h", ".hpp", ".inl", ".c", ".cc", ".cpp", ".md", ".yaml"}
_KEPT = (
    "ttnn/tt_metal/api",
    "ttnn/tt_metal/core_descriptors",
    "ttnn/tt_metal/fabric",
    "ttnn/tt_metal/hostdevcommon",
    "ttnn/tt_metal/hw",
    "ttnn/tt_metal/impl",
    "ttnn/tt_metal/include",
    "ttnn/tt_metal/soc_descriptors",
    "ttnn/tt_metal/third_party/tt_llk",
    "ttnn/tt_metal/tools/profiler",
    "ttnn/tt_metal/tt-llk",
    "ttnn/ttnn/cpp",
)
_NAMES = {"sfpi-version", "LICENSE"}
# Tests and benchmarks of the low-level library, and the generation of chips that is not supported.
_LEFT_OUT = {"tests", "perf", "infra", "tt_llk_quasar", "quasar", "tt-2xx"}


def is_kept(name: str) -> bool:
    """Whether the file `name` of a wheel belongs to an installed SDK."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    if path.name in _NAMES:
        return True
    inside = any(path.is_relative_to(folder) for folder in _KEPT)
    left_out = _LEFT_OUT.intersection(path.parts[2:-1])
    return inside and path.suffix in _SUFFIXES and not left_out


def unpack(wheel: Path, folder: Path, progress: Progress) -> None:
    """Write the kept files of `wheel` below `folder`.

    Raises:
        zipfile.BadZipFile: the wheel is damaged; every file's CRC is checked.
    """
    with zipfile.ZipFile(wheel) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and is_kept(info.filename)]
        total = sum(info.file_size for info in members)
        done = 0
        for count, info in enumerate(members):
            target = folder / info.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            done += info.file_size
            if count % 64 == 0:
                progress(Phase.UNPACK, done, total)
        progress(Phase.UNPACK, total, total)
