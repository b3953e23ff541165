"""The environment of a sandboxed command: built from nothing, never inherited."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from tilesmith.errors import TilesmithError

_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.IGNORECASE)
_DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin"


class SecretInEnvironmentError(TilesmithError):
    """A caller tried to hand a variable that looks like a credential to generated code."""


def clean_environment(private: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """PATH, a fixed locale (so that messages can be parsed), HOME and TMPDIR in `private`, and `extra`.

    Raises:
        SecretInEnvironmentError: a name in `extra` looks like a credential.
    """
    for name in extra or {}:
        if _SECRET.search(name):
            raise SecretInEnvironmentError(
                f"{name} looks like a credential and cannot be passed to generated code: leave it out"
            )
    return {
        "PATH": os.environ.get("PATH", _DEFAULT_PATH),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "HOME": str(private),
        "TMPDIR": str(private),
        **(extra or {}),
    }
