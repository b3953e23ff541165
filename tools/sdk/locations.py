"""Where things derived from SDKs lie in the user's cache."""

from pathlib import Path


def cache_root() -> Path:
    """The user's cache folder of Tilesmith (`$XDG_CACHE_HOME/tilesmith` on Linux)."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("tilesmith"))


def sdk_folder() -> Path:
    """Holds one folder per installed version."""
    return cache_root() / "sdk"


def derived_folder(identity: str) -> Path:
    """Holds what is computed from the SDK with this identity: overlay, API index, check results."""
    return cache_root() / "derived" / identity
