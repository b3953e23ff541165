"""Where the index of an SDK lies."""

import hashlib
from pathlib import Path

from tilesmith.tools.sdk import Sdk, SdkOrigin, derived_folder

CATALOGUE = "catalogue.sqlite3"
LOCK = "build.lock"


def index_folder(sdk: Sdk) -> Path:
    """The folder of the index of `sdk`.

    A release is known by its content. A checkout is known by its place, since it changes from day to day and
    the next commit shares most files with the last.
    """
    if sdk.origin is SdkOrigin.WHEEL:
        return derived_folder(sdk.identity) / "knowledge"
    place = hashlib.sha256(str(sdk.root).encode()).hexdigest()[:16]
    return derived_folder(f"tree-{place}") / "knowledge"


def collection_name(sdk: Sdk, embedder: str) -> str:
    """Of the vectors: on a server that a team shares, trees and embeddings do not mix."""
    return f"tilesmith-{index_folder(sdk).parent.name}-{embedder}"[:500]
