"""Opens the index of an SDK for searching."""

from dataclasses import dataclass
from pathlib import Path

from tilesmith.knowledge.api_index import api_index
from tilesmith.knowledge.build import Progress as BuildProgress
from tilesmith.knowledge.build import build_index, open_store, silent
from tilesmith.knowledge.catalogue import Catalogue
from tilesmith.knowledge.embedding import load_embedder
from tilesmith.knowledge.errors import IndexCorruptError, KnowledgeError
from tilesmith.knowledge.location import CATALOGUE, LOCK, index_folder
from tilesmith.knowledge.manifest import Manifest, missing
from tilesmith.knowledge.search import KnowledgeIndex
from tilesmith.knowledge.sources import Role
from tilesmith.knowledge.store import VectorStore
from tilesmith.knowledge.vector_mirror import VectorMirror, store_count
from tilesmith.tools.sdk import Sdk

_PATIENCE = 300.0
"""Seconds to wait for a build that is under way."""


@dataclass(frozen=True)
class IndexStatus:
    """What `tilesmith knowledge status` tells."""

    folder: Path
    manifest: Manifest
    current: bool
    """Whether it was built from the headers as they are now."""
    bytes_on_disk: int
    chunks_by_role: dict[Role, int]


def open_index(sdk: Sdk) -> KnowledgeIndex:
    """The index of `sdk`, as it is.

    Raises:
        IndexMissingError: it was never built to the end.
        IndexCorruptError: it is damaged, or of another version of Tilesmith.
    """
    from filelock import FileLock

    folder = index_folder(sdk)
    try:
        return _opened(sdk, folder)
    except IndexCorruptError:
        # Half of an update looks like damage: let whoever is at work finish.
        with FileLock(folder / LOCK, timeout=_PATIENCE):
            return _opened(sdk, folder)


def ready_index(sdk: Sdk, progress: BuildProgress = silent) -> KnowledgeIndex:
    """The index of `sdk`, built or repaired first if need be.

    Raises:
        EmbeddingError: the server of the embedding or of the vector store does not answer.
        IndexCorruptError: the disk is at fault.
    """
    try:
        if Manifest.read(index_folder(sdk)).identity == sdk.identity:
            return open_index(sdk)
    except KnowledgeError:
        pass  # Whatever is wrong with it, a build repairs it or says why it cannot.
    build_index(sdk, progress=progress)
    return open_index(sdk)


def index_status(sdk: Sdk) -> IndexStatus:
    """What is there for `sdk`.

    Raises:
        IndexMissingError: nothing.
        IndexCorruptError: something that is of no use.
    """
    folder = index_folder(sdk)
    manifest = Manifest.read(folder)
    with Catalogue(folder / CATALOGUE) as catalogue:
        roles = catalogue.counts_by_role()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return IndexStatus(folder, manifest, manifest.complete and manifest.identity == sdk.identity, size, roles)


def _opened(sdk: Sdk, folder: Path) -> KnowledgeIndex:
    manifest = Manifest.read(folder)
    if not manifest.complete:
        raise missing()
    catalogue = Catalogue(folder / CATALOGUE)
    store = _vectors(sdk, folder, manifest)
    if not catalogue.count() == manifest.chunks == store.count():
        raise IndexCorruptError(
            f"the knowledge index in {folder} does not hold what it should: "
            "run `tilesmith knowledge build` to repair it"
        )
    return KnowledgeIndex(
        catalogue, store, load_embedder(manifest.choice, folder, manifest.embedder), api_index(sdk)
    )


def _vectors(sdk: Sdk, folder: Path, manifest: Manifest) -> VectorStore | VectorMirror:
    """The copy for reading when it fits the store, else the store itself, which takes seconds to open."""
    if not manifest.chroma_url:
        vectors = folder / manifest.vectors
        mirror = VectorMirror.read(vectors)
        if mirror is not None and mirror.count() == store_count(vectors) == manifest.chunks:
            return mirror
    return open_store(sdk, folder, manifest, manifest.embedder)
