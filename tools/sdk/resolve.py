"""Which SDK a run uses: the user's tree when one is named, else the pinned release."""

from tilesmith.tools.sdk.checkout import sdk_of_environment
from tilesmith.tools.sdk.errors import SdkNotInstalledError
from tilesmith.tools.sdk.install import DEFAULT_VERSION, install_sdk, installed_sdk, installed_versions
from tilesmith.tools.sdk.model import Sdk
from tilesmith.tools.sdk.progress import Progress, silent


def find_sdk(version: str | None = None) -> Sdk | None:
    """The SDK that is there without fetching anything; None when there is none.

    Args:
        version: a release in the cache. None: `$TT_METAL_HOME` when set, else the default release.

    Raises:
        NotATtMetalTreeError: `$TT_METAL_HOME` names something else.
        ChecksumError: the release in the cache was changed.
    """
    if version is None and (own := sdk_of_environment()) is not None:
        return own
    return installed_sdk(version or DEFAULT_VERSION)


def resolve_sdk(version: str | None = None, *, install: bool = True, progress: Progress = silent) -> Sdk:
    """The SDK to use, installed first if need be.

    Raises:
        SdkNotInstalledError: there is none and `install` is false.
        SdkError: it could not be installed, or `$TT_METAL_HOME` is wrong.
    """
    if version is None and (own := sdk_of_environment()) is not None:
        return own
    if install:
        return install_sdk(version or DEFAULT_VERSION, progress)
    found = installed_sdk(version or DEFAULT_VERSION)
    if found is None:
        raise SdkNotInstalledError(
            f"the SDK {version or DEFAULT_VERSION} is not installed: run `tilesmith sdk install`, "
            "or set TT_METAL_HOME to a tt-metal tree"
        )
    return found


def list_sdks() -> list[Sdk]:
    """All usable SDKs, the one that a run takes by default first.

    Raises:
        NotATtMetalTreeError: `$TT_METAL_HOME` names something else.
        ChecksumError: a release in the cache was changed.
    """
    own = sdk_of_environment()
    versions = sorted(installed_versions(), key=lambda version: version != DEFAULT_VERSION)
    installed = [sdk for version in versions if (sdk := installed_sdk(version)) is not None]
    return [*([own] if own else []), *installed]
