"""A tt-metal checkout that nobody named: found where such checkouts usually lie."""

from collections.abc import Iterable
from pathlib import Path

from tilesmith.tools.sdk.layout import tree_root

NAME = "tt-metal"
EXAMPLES = Path("tt_metal/programming_examples")


def nearby_checkout(places: Iterable[Path]) -> Path | None:
    """The first checkout that holds one of `places`, or lies beside one of the folders above it."""
    for place in places:
        for folder in (place, *place.parents):
            for candidate in (folder, folder / NAME):
                if (candidate / EXAMPLES).is_dir() and tree_root(candidate) == candidate:
                    return candidate
    return None
