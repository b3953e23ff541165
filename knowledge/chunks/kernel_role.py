"""What a kernel does, read from its path and text."""

import re
from pathlib import PurePosixPath

from tilesmith.knowledge.sources import Role

_READS = re.compile(r"\bnoc_async_read\w*|\.async_read\w*|\bread_\w*tile\w*\s*\(")
_WRITES = re.compile(r"\bnoc_async_write\w*|\.async_write\w*|\bnoc_semaphore_inc\b")
_COMPUTES = re.compile(r"\btile_regs_acquire\b|\bacquire_dst\b|\bpack_tile\b|compute_kernel_api|api/compute/")


def kernel_role(path: str, text: str) -> Role:
    """The role of the kernel file at `path`; its name decides before its calls do."""
    parts = PurePosixPath(path).parts
    stem = parts[-1].rsplit(".", 1)[0]
    if any(part.startswith("compute") for part in parts[:-1]) or _is_compute(text):
        return Role.COMPUTE
    if stem.startswith(("reader", "read_")) or "_reader" in stem:
        return Role.READER
    if stem.startswith(("writer", "write_")) or "_writer" in stem:
        return Role.WRITER
    reads, writes = _READS.search(text) is not None, _WRITES.search(text) is not None
    if reads == writes:
        return Role.DATAFLOW
    return Role.READER if reads else Role.WRITER


def _is_compute(text: str) -> bool:
    return _COMPUTES.search(text) is not None and "dataflow_api.h" not in text
