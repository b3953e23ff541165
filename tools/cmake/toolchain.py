"""Which build tools there are, and the folders that the sandbox must show for them."""

import shutil
import sys
from pathlib import Path

from tilesmith.errors import TilesmithError

_SYSTEM = ("/usr/", "/bin/", "/sbin/", "/lib", "/opt/", "/nix/store/", "/gnu/store/")
_TOOLS = ("cmake", "ninja", "make", "c++", "g++")


class CMakeMissingError(TilesmithError):
    """A host program cannot be built on this machine."""


def require_tools() -> None:
    """Raises:
    CMakeMissingError: CMake, a build program or a C++ compiler is not installed.
    """
    lacking = [
        names[0]
        for names in (("cmake",), ("ninja", "make"), ("c++", "g++"))
        if not any(map(shutil.which, names))
    ]
    if lacking:
        raise CMakeMissingError(
            f"the host program cannot be built without {' and '.join(lacking)}: "
            "install them, on Debian and Ubuntu with `apt install cmake ninja-build g++`"
        )


def generator() -> str:
    """Ninja when there is one: it starts faster than make and builds in parallel by itself."""
    return "Ninja" if shutil.which("ninja") else "Unix Makefiles"


def tool_folders() -> list[Path]:
    """Folders of tools outside the system's, such as a CMake installed by pip, which is run by Python."""
    found = [Path(path) for name in _TOOLS if (path := shutil.which(name))]
    own = [path for path in found if not str(path).startswith(_SYSTEM)]
    prefixes = {prefix for path in own for prefix in (path.parent.parent, path.resolve().parent.parent)}
    if own:
        prefixes |= {Path(sys.prefix), Path(sys.base_prefix)}
    return sorted(prefix for prefix in prefixes if not f"{prefix}/".startswith(_SYSTEM))
