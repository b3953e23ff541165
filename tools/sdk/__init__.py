"""The tt-metal sources of the user's version: found, fetched and kept."""

from tilesmith.tools.sdk.checkout import open_checkout, sdk_of_environment
from tilesmith.tools.sdk.errors import (
    ChecksumError,
    DiskFullError,
    DownloadError,
    IndexUnreachableError,
    NoPipError,
    NotATtMetalTreeError,
    SdkError,
    SdkNotInstalledError,
    UnknownVersionError,
)
from tilesmith.tools.sdk.install import DEFAULT_VERSION, install_sdk
from tilesmith.tools.sdk.locations import cache_root, derived_folder
from tilesmith.tools.sdk.model import Sdk, SdkOrigin
from tilesmith.tools.sdk.progress import Phase, Progress, silent
from tilesmith.tools.sdk.resolve import find_sdk, list_sdks, resolve_sdk

__all__ = [
    "DEFAULT_VERSION",
    "ChecksumError",
    "DiskFullError",
    "DownloadError",
    "IndexUnreachableError",
    "NoPipError",
    "NotATtMetalTreeError",
    "Phase",
    "Progress",
    "Sdk",
    "SdkError",
    "SdkNotInstalledError",
    "SdkOrigin",
    "UnknownVersionError",
    "cache_root",
    "derived_folder",
    "find_sdk",
    "install_sdk",
    "list_sdks",
    "open_checkout",
    "resolve_sdk",
    "sdk_of_environment",
    "silent",
]
