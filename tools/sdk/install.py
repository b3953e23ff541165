"""Installs the sources of a release into the user's cache: all of it or nothing, and once at a time."""

import errno
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tilesmith.tools.sdk.contents import unpack
from tilesmith.tools.sdk.download import download_wheel
from tilesmith.tools.sdk.errors import ChecksumError, DiskFullError, DownloadError, UnknownVersionError
from tilesmith.tools.sdk.locations import sdk_folder
from tilesmith.tools.sdk.manifest import Manifest, file_sha256
from tilesmith.tools.sdk.model import Sdk, SdkOrigin
from tilesmith.tools.sdk.overlay import build_overlay
from tilesmith.tools.sdk.progress import Progress, silent

DEFAULT_VERSION = "0.81.1"
"""The release that Tilesmith's patterns and tests are written for."""
KNOWN_SHA256 = {"0.81.1": "cc6df66162c8b5f5a5eb7347fe687b6095bf57bd64f9ba1be3d9b7f42e01d64f"}
"""Wheels whose content is known; others are trusted to pip's own check against the index."""
_PARTIAL = ".partial-"
_VERSION = re.compile(r"\d+(\.\d+)*([a-z0-9]|\.(?=[a-z]))*\Z")


def install_sdk(version: str = DEFAULT_VERSION, progress: Progress = silent) -> Sdk:
    """The SDK of `version`, fetched and unpacked unless it is there and whole.

    Safe to call from several processes: one installs, the others wait for it. An interrupted call leaves
    nothing that a later one could take for an SDK, and the next call clears what it did leave.

    Raises:
        SdkError: of the kind that fits, see `tools.sdk.errors`.
    """
    from filelock import FileLock

    folder = sdk_folder() / _checked(version)
    with _disk_errors():
        sdk_folder().mkdir(parents=True, exist_ok=True)
        with FileLock(sdk_folder() / f"{version}.lock"):
            if (present := _installed_and_whole(version)) is not None:
                return present
            _clear_leftovers(version)
            with _staging(version) as staging:
                _fill(staging, version, progress)
                _replace(folder, staging / "sdk", staging / "old")
    return _opened(folder)


def installed_sdk(version: str) -> Sdk | None:
    """The installed SDK of `version`; None when there is none.

    Raises:
        ChecksumError: it is there, but not as it was installed.
    """
    folder = sdk_folder() / _checked(version)
    return _opened(folder) if folder.is_dir() else None


def installed_versions() -> list[str]:
    """The versions in the cache, newest first."""
    folders = sdk_folder().iterdir() if sdk_folder().is_dir() else iter(())
    names = [folder.name for folder in folders if folder.is_dir()]
    return sorted(filter(_VERSION.match, names), key=_numbers, reverse=True)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _checked(version: str) -> str:
    """`version`, which becomes part of a path and of pip's command line."""
    if not _VERSION.match(version):
        raise UnknownVersionError(
            f"{version!r} is not a version: give a release of ttnn such as {DEFAULT_VERSION}"
        )
    return version


def _installed_and_whole(version: str) -> Sdk | None:
    try:
        return installed_sdk(version)
    except ChecksumError:
        return None


def _opened(folder: Path) -> Sdk:
    manifest = Manifest.verified(folder)
    return Sdk(
        version=manifest.version,
        root=folder / "ttnn",
        origin=SdkOrigin.WHEEL,
        identity=f"wheel-{manifest.version}-{manifest.tree_sha256[:16]}",
        overlay=folder / "overlay",
    )


def _fill(staging: Path, version: str, progress: Progress) -> None:
    """Put a complete SDK into `staging/sdk`."""
    wheel = download_wheel(version, staging, progress)
    expected = KNOWN_SHA256.get(version)
    if expected is not None and file_sha256(wheel) != expected:
        raise ChecksumError(
            f"the wheel of ttnn {version} from your package index is not the published one: use another "
            "index, or set TT_METAL_HOME to a tt-metal tree"
        )
    sdk = staging / "sdk"
    try:
        unpack(wheel, sdk, progress)
    except zipfile.BadZipFile as error:
        raise ChecksumError(f"{wheel.name} is damaged ({error}): install again") from error
    if not (sdk / "ttnn" / "tt_metal").is_dir():
        raise DownloadError(f"{wheel.name} holds no tt-metal sources: choose a newer version")
    build_overlay(sdk / "ttnn", sdk / "overlay")
    Manifest.of(sdk, version, wheel).write(sdk)


def _replace(folder: Path, new: Path, old: Path) -> None:
    """Put `new` in the place of `folder`; the one that was there goes to `old`."""
    if folder.exists():
        folder.rename(old)
    new.rename(folder)


@contextmanager
def _staging(version: str) -> Iterator[Path]:
    """A folder beside the SDKs, hence on the same file system, that is gone afterwards."""
    staging = Path(mkdtemp(prefix=f"{version}{_PARTIAL}", dir=sdk_folder()))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _clear_leftovers(version: str) -> None:
    """Remove what killed installations left. The caller holds the lock, so none is at work."""
    for folder in sdk_folder().glob(f"{version}{_PARTIAL}*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(
                f"the disk of {sdk_folder()} is full: make room for the SDK, or point XDG_CACHE_HOME "
                "to a larger disk"
            ) from error
        raise
