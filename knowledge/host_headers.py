"""The headers that declare the host API: those of the user's tree, else the ones that come with Tilesmith.

A wheel has no host headers. Host programs are then built against Tilesmith's own, so these say what is there.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tilesmith.tools import emulator
from tilesmith.tools.sdk.layout import host_headers, include_name

_OWN = Path(emulator.__file__).parent / "include"
_PUBLIC = ("tt-metalium", "hostdevcommon")


@dataclass(frozen=True)
class HostHeader:
    """One header."""

    path: Path
    name: str
    """Relative to the root of the tree; absolute for one of Tilesmith's."""
    header: str
    """What to `#include`."""


def host_api(root: Path) -> list[HostHeader]:
    """The headers of the host API for the tree at `root`."""
    theirs = [(path, path.relative_to(root).as_posix()) for path in host_headers(root)]
    if theirs:
        return [HostHeader(path, name, include_name(name)) for path, name in theirs]
    ours = (path for folder in _PUBLIC for path in sorted((_OWN / folder).rglob("*.h*")))
    return [HostHeader(path, str(path), path.relative_to(_OWN).as_posix()) for path in ours]


def header_of(path: str) -> str:
    """What to `#include` for the header at `path`, as an index names it."""
    return Path(path).relative_to(_OWN).as_posix() if Path(path).is_relative_to(_OWN) else include_name(path)


def stand_in_state(root: Path) -> str:
    """Changes when Tilesmith's own headers do; empty when the tree at `root` has its own."""
    headers = host_api(root)
    if not headers or not Path(headers[0].name).is_absolute():
        return ""
    states = ((header.name, header.path.stat()) for header in headers)
    lines = "".join(f"{name} {state.st_size} {state.st_mtime_ns}\n" for name, state in states)
    return hashlib.sha256(lines.encode()).hexdigest()[:24]
