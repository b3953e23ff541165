"""Builds the index of a tree, or brings it up to date.

Only files whose content changed are cut again, and only chunks whose text changed get a new vector. Each
step is recorded when it is done, so an interrupted build goes on where it stopped.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from tilesmith.knowledge.catalogue import CatalogueWriter, Document
from tilesmith.knowledge.chunks import Chunk, Chunker
from tilesmith.knowledge.embedding import Embedder, EmbeddingChoice, Vectors, load_embedder, make_embedder
from tilesmith.knowledge.errors import IndexCorruptError
from tilesmith.knowledge.location import CATALOGUE, LOCK, collection_name, index_folder
from tilesmith.knowledge.manifest import Manifest
from tilesmith.knowledge.sources import SourceFile, content_hash, sources
from tilesmith.knowledge.starting_point import start_anew, starting_point
from tilesmith.knowledge.store import VectorStore
from tilesmith.knowledge.vector_mirror import VectorMirror
from tilesmith.tools.sdk import Sdk

_FILES_AT_ONCE = 100
_VECTORS_AT_ONCE = 2_000
_OUTGROWN = 1.25
"""A trained embedder is trained again when the chunks have become so many times as many."""


class BuildPhase(StrEnum):
    """What a build is doing."""

    READ = "read"
    """Cutting changed files."""
    TRAIN = "train"
    EMBED = "embed"


Progress = Callable[[BuildPhase, int, int], None]
"""Called with the phase, the steps done and all steps."""


def silent(_phase: BuildPhase, _done: int, _total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    manifest: Manifest
    read: int
    """Files that were new or had changed."""
    removed: int
    """Files that were gone."""
    embedded: int
    """Chunks that got a vector."""
    rebuilt: bool
    """Whether what was there before was damaged or of another version, and was thrown away."""


def build_index(
    sdk: Sdk,
    choice: EmbeddingChoice | None = None,
    *,
    chroma_url: str | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Bring the index of `sdk` up to date, from nothing if need be.

    Safe to call from several processes: one builds, the others wait and find little to do.

    Args:
        choice: the embedding; None: that of the index, of a new one LSA.
        chroma_url: of the vector store's server, empty for an embedded one; None: as the index has it.

    Raises:
        EmbeddingError: the server of the embedding or of the vector store does not answer.
        IndexCorruptError: what was just written cannot be read; the disk is at fault.
    """
    from filelock import FileLock

    folder = index_folder(sdk)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / LOCK):
        manifest, rebuilt = starting_point(folder, sdk.root, choice, chroma_url)
        try:
            return _Build(sdk, folder, manifest, progress, rebuilt).run()
        except IndexCorruptError:
            fresh = Manifest.new(sdk.root, manifest.choice, manifest.chroma_url)
            start_anew(folder, fresh)
            return _Build(sdk, folder, fresh, progress, rebuilt=True).run()


class _Build:
    """One run, under the lock."""

    def __init__(self, sdk: Sdk, folder: Path, manifest: Manifest, progress: Progress, rebuilt: bool) -> None:
        self._sdk = sdk
        self._folder = folder
        self._manifest = manifest
        self._progress = progress
        self._rebuilt = rebuilt
        self._made: dict[str, Vectors] = {}
        self._gone: set[str] = set()

    def run(self) -> BuildReport:
        start = time.monotonic()
        with CatalogueWriter(self._folder / CATALOGUE) as catalogue:
            if self._manifest.complete:
                catalogue.check()
            read, removed, files = self._read(catalogue)
            if read or removed or not self._manifest.complete:
                catalogue.update_statistics()
            embedder = self._embedder(catalogue)
            embedded = self._embed(catalogue, embedder)
            self._manifest = self._manifest.model_copy(
                update={
                    "complete": True,
                    "sdk": self._sdk.version,
                    "identity": self._sdk.identity,
                    "files": files,
                    "chunks": catalogue.count(),
                    "seconds": round(time.monotonic() - start, 3),
                }
            )
        self._manifest.write(self._folder)
        return BuildReport(self._manifest, read, removed, embedded, self._rebuilt)

    def _read(self, catalogue: CatalogueWriter) -> tuple[int, int, int]:
        """Bring the catalogue up to date; returns how many files were read, removed and are there."""
        known = catalogue.files()
        found = sources(self._sdk.root)
        gone = known.keys() - {file.path for file in found}
        changed = [file for file in found if known.get(file.path, ())[:2] != (file.size, file.mtime_ns)]
        if gone:
            catalogue.remove(gone)
        chunker = Chunker()
        read = 0
        for start in range(0, len(changed), _FILES_AT_ONCE):
            self._progress(BuildPhase.READ, start, len(changed))
            batch = list(self._cut(catalogue, chunker, changed[start : start + _FILES_AT_ONCE], known))
            catalogue.replace(batch)
            read += len(batch)
        return read, len(gone), len(found)

    def _cut(
        self,
        catalogue: CatalogueWriter,
        chunker: Chunker,
        files: Iterable[SourceFile],
        known: dict[str, tuple[int, int, str]],
    ) -> Iterator[tuple[SourceFile, str, list[Chunk]]]:
        for file in files:
            content = (self._sdk.root / file.path).read_bytes()
            digest = content_hash(content)
            if known.get(file.path, (0, 0, ""))[2] == digest:
                catalogue.touch(file)
            else:
                yield file, digest, chunker.chunks(file.path, file.role, content)

    def _embedder(self, catalogue: CatalogueWriter) -> Embedder:
        """The one that made the vectors that are there; a new one if there is none or it is outgrown."""
        manifest, count = self._manifest, catalogue.count()
        outgrown = manifest.choice.trained and count > _OUTGROWN * manifest.trained_on
        if manifest.embedder and not outgrown:
            return load_embedder(manifest.choice, self._folder, manifest.embedder)
        self._progress(BuildPhase.TRAIN, 0, 1)
        documents = (document for _, document in catalogue.documents())
        embedder = make_embedder(manifest.choice, self._folder, documents)
        if manifest.embedder and manifest.embedder != embedder.identity:
            self._store(manifest.embedder).drop()
        catalogue.forget_vectors()
        self._manifest = manifest.model_copy(update={"embedder": embedder.identity, "trained_on": count})
        self._manifest.write(self._folder)
        return embedder

    def _store(self, embedder: str) -> VectorStore:
        return open_store(self._sdk, self._folder, self._manifest, embedder)

    def _embed(self, catalogue: CatalogueWriter, embedder: Embedder) -> int:
        """Make the store hold a vector for every chunk and no other; returns how many were made."""
        store = self._store(embedder.identity)
        if self._manifest.sdk != self._sdk.version:
            store.label(self._sdk.version, embedder.identity)
        dead = catalogue.dead()
        mirror = VectorMirror.read(self._vectors)
        if dead or catalogue.to_embed():
            # Whoever takes over from a killed build must not trust it.
            VectorMirror.discard(self._vectors)
        if dead:
            store.remove(dead)
            catalogue.bury(dead)
        self._gone.update(dead)
        made = self._fill(catalogue, embedder, store)
        if store.count() != catalogue.count():
            # Vectors were lost, or a server holds those of an earlier tree.
            VectorMirror.discard(self._vectors)
            mirror = None
            store.drop()
            store = self._store(embedder.identity)
            catalogue.forget_vectors()
            made = self._fill(catalogue, embedder, store)
        if store.count() != catalogue.count():
            raise IndexCorruptError(
                f"the vector store keeps {store.count()} of {catalogue.count()} vectors: "
                f"check the disk of {self._folder}"
            )
        if not self._manifest.chroma_url:
            self._mirror(mirror, catalogue.count(), store)
        return made

    @property
    def _vectors(self) -> Path:
        return self._folder / self._manifest.vectors

    def _mirror(self, old: VectorMirror | None, count: int, store: VectorStore) -> None:
        """Leave a copy of the vectors for reading, from the last one and what this build changed."""
        if old is not None and not self._gone and not self._made and old.count() == count:
            return
        new = old.changed(self._gone, tuple(self._made), list(self._made.values())) if old else None
        if new is None or new.count() != count:
            new = VectorMirror(*store.everything())
        new.write(self._vectors)

    def _fill(self, catalogue: CatalogueWriter, embedder: Embedder, store: VectorStore) -> int:
        waiting = catalogue.to_embed()
        done = 0
        documents = (item for item in catalogue.documents() if item[0] in waiting) if waiting else iter(())
        while batch := list(islice(documents, _VECTORS_AT_ONCE)):
            self._progress(BuildPhase.EMBED, done, len(waiting))
            ids = [id_ for id_, _ in batch]
            vectors = embedder.embed_chunks(_texts(batch))
            store.put(ids, vectors, _metadata(catalogue, ids))
            catalogue.mark_embedded(ids)
            self._made.update((id_, vectors[row : row + 1]) for row, id_ in enumerate(ids))
            done += len(batch)
        return done


def open_store(sdk: Sdk, folder: Path, manifest: Manifest, embedder: str) -> VectorStore:
    """The store of the vectors that `embedder` made."""
    return VectorStore(folder / manifest.vectors, collection_name(sdk, embedder), manifest.chroma_url)


def _texts(batch: Sequence[tuple[str, Document]]) -> list[Document]:
    return [document for _, document in batch]


def _metadata(catalogue: CatalogueWriter, ids: Sequence[str]) -> list[dict[str, str]]:
    """What somebody who looks into the store sees of each vector."""
    chunks, symbols = catalogue.chunks(ids), catalogue.symbols(ids)
    return [
        {"path": chunk.path, "lines": f"{chunk.first_line}-{chunk.last_line}", "name": chunk.name,
         "kind": chunk.kind.value, "role": chunk.role.value, "family": chunk.family, "arch": chunk.arch,
         "symbols": " ".join(symbols.get(id_, ()))}
        for id_, chunk in ((id_, chunks[id_]) for id_ in ids)
    ]  # fmt: skip
