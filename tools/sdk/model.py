"""An SDK: a tree of tt-metal device headers and kernels, and where it came from."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class SdkOrigin(StrEnum):
    """Where the sources of an SDK come from."""

    TT_METAL_HOME = "tt_metal_home"
    """The user's own tree, named by `$TT_METAL_HOME`."""
    WHEEL = "wheel"
    """The sources inside a `ttnn` wheel, unpacked in the user's cache."""


@dataclass(frozen=True)
class Sdk:
    """A usable SDK."""

    version: str
    """Release such as `0.81.1`; for a checkout the commit, or `unknown`."""
    root: Path
    """The folder that holds `tt_metal/`."""
    origin: SdkOrigin
    identity: str
    """Changes whenever the headers change; a safe file name. Key of everything derived from the SDK."""
    overlay: Path | None = None
    """Holds an include folder per chip (`wormhole_b0` ...) to be searched before the SDK's own; see
    `tools.sdk.overlay`."""
