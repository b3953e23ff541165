"""What can go wrong with an SDK, each with the way out."""

from tilesmith.errors import TilesmithError


class SdkError(TilesmithError):
    """An SDK cannot be found, fetched or trusted."""


class NotATtMetalTreeError(SdkError):
    """`$TT_METAL_HOME` names a folder that holds no tt-metal sources."""


class SdkNotInstalledError(SdkError):
    """No SDK is there and fetching one was not asked for."""


class NoPipError(SdkError):
    """No pip could be found or started, so nothing can be fetched."""


class IndexUnreachableError(SdkError):
    """The package index did not answer."""


class UnknownVersionError(SdkError):
    """The index has no wheel of the version that was asked for."""


class DiskFullError(SdkError):
    """The cache's disk has no room for the SDK."""


class ChecksumError(SdkError):
    """A wheel or an unpacked SDK is not what was recorded."""


class DownloadError(SdkError):
    """pip failed for a reason of its own, quoted in the message."""
