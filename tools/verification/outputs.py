"""Reads what an untrusted program wrote."""

import stat
from pathlib import Path

import numpy as np

from tilesmith.tools.verification.device_numbers import Array

_HEADER_BYTES = 4096


class OutputError(Exception):
    """An output is not there or is not what it must be; the message says how, for the diagnostic."""


def read_output(path: Path, shape: tuple[int, ...]) -> Array:
    """The float32 tensor of `shape` at `path`, in float64.

    Nothing is trusted: links, pipes, pickles, and headers that promise more than the file holds are refused.

    Raises:
        OutputError: it is missing, of another shape or type, or malformed.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        raise OutputError(f"the program did not write {path.name}") from None
    expected = int(np.prod(shape, dtype=np.int64)) * 4
    if not stat.S_ISREG(status.st_mode):
        raise OutputError(f"{path.name} is not a regular file")
    if status.st_size > expected + _HEADER_BYTES:
        raise OutputError(f"{path.name} holds {status.st_size} bytes, more than a float32 tensor of {shape}")
    found_shape, dtype = _header(path)
    if found_shape != shape:
        raise OutputError(f"{path.name} has shape {found_shape}, expected {shape}")
    if dtype != np.dtype("<f4"):
        raise OutputError(f"{path.name} holds {dtype}, expected float32")
    try:
        return np.load(path, allow_pickle=False).astype(np.float64)  # type: ignore[no-any-return]
    except ValueError as error:
        raise OutputError(f"{path.name} is cut off: {error}") from error


def _header(path: Path) -> tuple[tuple[int, ...], np.dtype[np.generic]]:
    with path.open("rb") as file:
        try:
            version = np.lib.format.read_magic(file)
            read = (
                np.lib.format.read_array_header_1_0
                if version == (1, 0)
                else np.lib.format.read_array_header_2_0
            )
            shape, _, dtype = read(file)
        except ValueError as error:
            raise OutputError(f"{path.name} is not a .npy file: {error}") from error
    return shape, dtype
