"""Learns renames for an SDK from the other SDKs on this machine, once a pair."""

from collections.abc import Iterable

from tilesmith.knowledge.api_index import api_index
from tilesmith.knowledge.learnt_renames import Rename, learn_renames
from tilesmith.knowledge.rename_store import keep_renames, learnt_from
from tilesmith.tools.sdk import Sdk, derived_folder


def learn_from_others(sdk: Sdk, others: Iterable[Sdk]) -> int:
    """Compare `sdk` with each of `others` and keep what is learnt; how many names have a successor now.

    Nothing is compared again while `others` are the same. Newer SDKs teach as well as older ones: whoever
    writes tomorrow's name is told today's. About 2 s a pair.
    """
    chosen = sorted((other for other in others if other.identity != sdk.identity), key=lambda o: o.identity)
    origins = [other.identity for other in chosen]
    folder = derived_folder(sdk.identity)
    index = api_index(sdk)
    if origins != learnt_from(folder):
        learnt = [
            r for other in chosen for r in learn_renames((other.root, api_index(other)), (sdk.root, index))
        ]
        keep_renames(folder, origins, _successors(learnt))
        index = api_index(sdk)
    return index.learnt_count


def _successors(renames: list[Rename]) -> dict[str, list[str]]:
    """New names by the old one, those that most kernels show first."""
    found: dict[str, list[str]] = {}
    for rename in sorted(renames, key=lambda rename: (rename.old, -rename.files, rename.new)):
        found.setdefault(rename.old, []).append(rename.new)
    return {old: list(dict.fromkeys(new)) for old, new in found.items()}
