"""Which files of a tt-metal tree are worth knowing, and what each of them is.

The same rules serve a checkout and the sources inside a wheel, of the layouts before and after the move of
the device API to `hw/inc/api`. Hardware registers, tests, Python and generated tables are left out: no draft
needs them.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from tilesmith.knowledge.host_headers import host_api


class Role(StrEnum):
    """What a file is to somebody who writes kernels."""

    API_DEVICE = "api_device"
    """A public header of the device API."""
    API_HOST = "api_host"
    """A public header of the host API."""
    LLK = "llk"
    """The low-level kernels below the compute API."""
    READER = "reader"
    """A data movement kernel that fills CBs."""
    WRITER = "writer"
    """A data movement kernel that drains CBs."""
    DATAFLOW = "dataflow"
    """A data movement kernel that does both, or neither in the usual sense."""
    COMPUTE = "compute"
    """A kernel of the three TRISCs."""
    KERNEL_HEADER = "kernel_header"
    """Code that several kernels include."""
    HOST = "host"
    """A program factory of TT-NN, or a host program."""
    PATTERN = "pattern"
    """A verified example of Tilesmith's own."""
    DOC = "doc"
    """A page of documentation."""


KERNEL_ROLES = frozenset({Role.READER, Role.WRITER, Role.DATAFLOW, Role.COMPUTE})
LARGEST_FILE = 400_000
"""Bytes; longer files are tables that a generator wrote."""

_RULES: tuple[tuple[str, Role], ...] = (
    (r"tt_metal/hw/inc/api/.*\.(h|hpp|inl)", Role.API_DEVICE),
    (r"tt_metal/include/compute_kernel_api(/.*)?\.h", Role.API_DEVICE),
    (r"tt_metal/hw/inc/(accessor/.*|experimental/.*|[^/]*)\.h", Role.API_DEVICE),
    (r"tt_metal/hw/inc/internal/(dataflow|tensor)/.*\.(h|inl)", Role.API_DEVICE),
    (r"tt_metal/api/.*\.(h|hpp)", Role.API_HOST),
    (r"tt_metal/(tt-llk|third_party/tt_llk)/tt_llk_(wormhole_b0|blackhole)/(llk_lib|common)/.*\.h", Role.LLK),
    (r"tt_metal/hw/ckernels/(wormhole_b0|blackhole)/metal/.*\.h", Role.LLK),
    (r"(ttnn/cpp|tt_metal/(kernels|programming_examples))/(.*/)?kernels[^/]*/.*\.cpp", Role.DATAFLOW),
    (r"ttnn/cpp/ttnn/kernel/.*\.(cpp|h|hpp)", Role.KERNEL_HEADER),
    (r"ttnn/cpp/(.*/)?(kernels[^/]*|kernel_lib)/.*\.(h|hpp|inl)", Role.KERNEL_HEADER),
    (r"tt_metal/(kernels|programming_examples)/.*\.(h|hpp)", Role.KERNEL_HEADER),
    (r"ttnn/cpp/.*/device/.*\.cpp", Role.HOST),
    (r"ttnn/cpp/.*program_factory.*\.(cpp|hpp)", Role.HOST),
    (r"tt_metal/programming_examples/.*\.cpp", Role.HOST),
    (r"METALIUM_GUIDE\.md", Role.DOC),
    (r"(tech_reports|docs/source/tt-metalium|tt_metal|ttnn/cpp)/.*\.(md|rst)", Role.DOC),
)
_COMPILED = tuple((re.compile(rf"{pattern}\Z"), role) for pattern, role in _RULES)
_ROOTS = ("tt_metal", "ttnn/cpp", "tech_reports", "docs/source/tt-metalium")
_SKIPPED_FOLDERS = frozenset(
    {".git", "build", "tests", "test", "pre-compiled", "quasar", "tt_llk_quasar", "tt-2xx",
     "soc_descriptors", "firmware", "nanobind", "infra", "python", "profiler"}
)  # fmt: skip
_NOISE = re.compile(r"CODE_OF_CONDUCT|CONTRIBUTING|LICENSE|_nanobind\.|_pybind\.|README_ttrun")
_ARCH = re.compile(r"(?<![a-z])(wormhole(?:_b0)?|blackhole)(?![a-z])")


@dataclass(frozen=True)
class SourceFile:
    """One file of the tree as it lies on the disk."""

    path: str
    """Relative to the tree's root, with forward slashes; absolute for a header of Tilesmith's own."""
    role: Role
    """By the path alone; kernels are told apart by their text, see `chunks.kernel_role`."""
    size: int
    """Bytes."""
    mtime_ns: int


def sources(root: Path) -> list[SourceFile]:
    """The files worth indexing below `root` (the folder that holds `tt_metal/`), sorted by path."""
    found = [file for name in _ROOTS if (root / name).is_dir() for file in _below(root, name)]
    guide = root / "METALIUM_GUIDE.md"
    if guide.is_file():
        status = guide.stat()
        found.append(SourceFile(guide.name, Role.DOC, status.st_size, status.st_mtime_ns))
    return sorted([*found, *_stand_in(root)], key=lambda file: file.path)


def _stand_in(root: Path) -> Iterator[SourceFile]:
    """The headers of the host API that come with Tilesmith, for a tree that has none."""
    for header in host_api(root):
        if header.name == str(header.path):
            status = header.path.stat()
            yield SourceFile(header.name, Role.API_HOST, status.st_size, status.st_mtime_ns)


def role_of_path(path: str) -> Role | None:
    """What the file at `path` (relative to the root) is; None when it is not worth indexing."""
    if _NOISE.search(path) or _SKIPPED_FOLDERS.intersection(PurePosixPath(path).parts[:-1]):
        return None
    return next((role for pattern, role in _COMPILED if pattern.match(path)), None)


def arch_of_path(path: str) -> str:
    """`wormhole_b0` or `blackhole` when the file serves that chip alone, else empty."""
    match = _ARCH.search(path)
    if match is None:
        return ""
    return "blackhole" if match[1] == "blackhole" else "wormhole_b0"


def op_family(path: str) -> str:
    """The operation that the file belongs to: `eltwise/binary` in TT-NN, the example's name, else the
    stem."""
    parts = PurePosixPath(path).parts
    for marker in ("operations", "programming_examples", "tech_reports"):
        if marker in parts:
            rest = parts[parts.index(marker) + 1 : -1]
            return "/".join(rest[: _family_depth(rest)])
    return PurePosixPath(path).stem


def content_hash(text: bytes) -> str:
    """Digest by which a changed file is told from a touched one."""
    return hashlib.sha256(text).hexdigest()


def _family_depth(folders: tuple[str, ...]) -> int:
    stops = [i for i, name in enumerate(folders) if name == "device" or name.startswith("kernel")]
    return min([*stops, 3])


def _below(root: Path, name: str) -> Iterator[SourceFile]:
    pending = [(str(root / name), f"{name}/")]
    while pending:
        folder, prefix = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED_FOLDERS:
                        pending.append((entry.path, f"{path}/"))
                elif entry.is_file(follow_symlinks=False) and (role := role_of_path(path)) is not None:
                    status = entry.stat()
                    if 0 < status.st_size <= LARGEST_FILE:
                        yield SourceFile(path, role, status.st_size, status.st_mtime_ns)
