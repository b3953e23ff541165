"""The user's own tt-metal tree, named by `$TT_METAL_HOME`."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from tilesmith.tools.sdk.errors import NotATtMetalTreeError
from tilesmith.tools.sdk.layout import api_headers, host_headers, tree_root
from tilesmith.tools.sdk.locations import derived_folder
from tilesmith.tools.sdk.model import Sdk, SdkOrigin
from tilesmith.tools.sdk.overlay import build_overlay

VARIABLE = "TT_METAL_HOME"


def sdk_of_environment(environment: Mapping[str, str] = os.environ) -> Sdk | None:
    """The tree that `$TT_METAL_HOME` names; None when it is not set.

    Raises:
        NotATtMetalTreeError: it is set, and names something else.
    """
    named = environment.get(VARIABLE, "")
    return open_checkout(Path(named)) if named else None


def open_checkout(path: Path) -> Sdk:
    """The SDK at `path`: a checkout, an installed `ttnn` package, or the folder around it.

    Nothing is written to the tree; patched headers go to the user's cache.

    Raises:
        NotATtMetalTreeError: `path` holds no tt-metal sources.
    """
    root = tree_root(path.expanduser())
    if root is None:
        raise NotATtMetalTreeError(
            f"{path} holds no tt-metal sources (tt_metal/hw/inc is missing): name a checkout or an installed "
            f"ttnn package, or leave {VARIABLE} unset to use the pinned release"
        )
    root = root.resolve()
    commit = _commit(root)
    identity = f"checkout-{_state(root, commit)}"
    overlay = derived_folder(identity) / "overlay"
    return Sdk(
        version=commit[:12] or "unknown",
        root=root,
        origin=SdkOrigin.TT_METAL_HOME,
        identity=identity,
        overlay=overlay if overlay.is_dir() else build_overlay(root, overlay),
    )


def _state(root: Path, commit: str) -> str:
    """Digest of the tree's path, commit and public headers as they lie on the disk, edits included."""
    digest = hashlib.sha256(f"{root}\n{commit}\n".encode())
    for header in (*api_headers(root), *host_headers(root)):
        status = header.stat()
        digest.update(f"{header} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:24]


def _commit(root: Path) -> str:
    """The commit that is checked out; empty when `root` is not a git work tree. Works without git."""
    folder = root / ".git"
    if folder.is_file():
        folder = root / folder.read_text().removeprefix("gitdir:").strip()
    head = folder / "HEAD"
    if not head.is_file():
        return ""
    text = head.read_text().strip()
    if not text.startswith("ref:"):
        return text
    name = text.removeprefix("ref:").strip()
    common = folder / "commondir"
    base = folder / common.read_text().strip() if common.is_file() else folder
    if (base / name).is_file():
        return (base / name).read_text().strip()
    packed = base / "packed-refs"
    lines = packed.read_text().splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")
