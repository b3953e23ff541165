"""Which SDK a run checks its kernels against."""

from pathlib import Path

from tilesmith.agent.context import Context
from tilesmith.tools.sdk import (
    Progress,
    Sdk,
    find_sdk,
    open_checkout,
    resolve_sdk,
    silent,
)


def fetch_sdk(context: Context, progress: Progress = silent) -> Sdk:
    """The SDK that `context` names, downloaded first if need be.

    Raises:
        SdkError: there is none and none can be fetched.
    """
    own = _folder(context)
    return open_checkout(own) if own else resolve_sdk(context.sdk or None, progress=progress)


def present_sdk(context: Context) -> Sdk | None:
    """The SDK that `context` names if it is there.

    Raises:
        SdkError: what is there cannot be used.
    """
    own = _folder(context)
    return open_checkout(own) if own else find_sdk(context.sdk or None)


def _folder(context: Context) -> Path | None:
    path = Path(context.sdk)
    return path if context.sdk and path.is_dir() else None
