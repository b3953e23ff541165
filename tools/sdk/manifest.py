"""What an installation wrote, so that a later use can tell whether it is all still there."""

import hashlib
import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from tilesmith.tools.sdk.errors import ChecksumError

FILE_NAME = "manifest.json"
_FORMAT = 1


class Manifest(BaseModel):
    """The record of one installed SDK."""

    model_config = ConfigDict(frozen=True)

    format: int = _FORMAT
    version: str
    wheel: str
    """File name of the wheel."""
    wheel_sha256: str
    tree_sha256: str
    """Of the sorted relative paths and sizes of all files: cheap, and sees what is missing or cut off."""

    @classmethod
    def of(cls, folder: Path, version: str, wheel: Path) -> Self:
        """The record of what lies in `folder`, unpacked from `wheel`."""
        return cls(
            version=version,
            wheel=wheel.name,
            wheel_sha256=file_sha256(wheel),
            tree_sha256=tree_sha256(folder),
        )

    def write(self, folder: Path) -> None:
        """Store the record beside what it describes."""
        (folder / FILE_NAME).write_text(self.model_dump_json(indent=2))

    @classmethod
    def verified(cls, folder: Path) -> Self:
        """The record in `folder`, provided that the files still match it.

        Raises:
            ChecksumError: files were changed or removed since the installation.
        """
        try:
            manifest = cls.model_validate_json((folder / FILE_NAME).read_bytes())
        except (FileNotFoundError, ValidationError):
            raise _damaged(folder) from None
        if manifest.format != _FORMAT or manifest.tree_sha256 != tree_sha256(folder):
            raise _damaged(folder)
        return manifest


def _damaged(folder: Path) -> ChecksumError:
    return ChecksumError(
        f"the SDK in {folder} is not as it was installed: run `tilesmith sdk install {folder.name}` "
        "to repair it"
    )


def file_sha256(path: Path) -> str:
    """Digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_sha256(folder: Path) -> str:
    """Digest of the relative paths and sizes of all files below `folder`, the manifest aside."""
    sizes: list[tuple[str, int]] = []
    pending = [(str(folder), "")]
    while pending:
        parent, prefix = pending.pop()
        with os.scandir(parent) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    sizes.append((prefix + entry.name, entry.stat(follow_symlinks=False).st_size))
    lines = [f"{name} {size}" for name, size in sorted(sizes) if name != FILE_NAME]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
