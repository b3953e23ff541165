"""The vectors, in Chroma: embedded and persistent, or on a server that a team shares."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tilesmith.knowledge.embedding import Vectors
from tilesmith.knowledge.errors import EmbeddingError, IndexCorruptError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 2_000
_SEARCH_EFFORT = 400
"""Candidates that the graph search keeps: above the number of results asked for, else recall drops."""
_UNSAFE = re.compile(r"[^a-zA-Z0-9._-]+")


class VectorStore:
    """One collection: the vectors of one tree under one embedding.

    Raises (every method):
        IndexCorruptError: the files of the embedded store cannot be read.
        EmbeddingError: the server cannot be reached.
    """

    def __init__(self, folder: Path, collection: str, url: str = "") -> None:
        """Open the collection, made when it is not there.

        Args:
            folder: of the embedded store; not used with `url`.
            collection: name; unsafe characters are replaced.
            url: of a Chroma server, such as `http://chroma.example:8000`.
        """
        self._where = url or str(folder)
        self._remote = bool(url)
        with self._errors():
            self._client = _server(url) if url else _embedded(folder)
            self._collection = self._made(_UNSAFE.sub("-", collection))

    def _made(self, name: str) -> "Collection":
        # The vectors are ours: without this Chroma would fetch a model of its own.
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_EFFORT}},
        )

    def label(self, sdk: str, embedder: str) -> None:
        """Note in the store, for whoever looks into it, of which SDK these vectors are and what made them."""
        with self._errors():
            self._collection.modify(metadata={"sdk": sdk, "embedder": embedder})

    def put(self, ids: Sequence[str], vectors: Vectors, metadata: Sequence[Mapping[str, str]]) -> None:
        """Store vectors; those of ids that are there already are replaced."""
        with self._errors():
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[dict(item) for item in metadata[part]],
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Take vectors out; ids that are not there are passed over."""
        with self._errors():
            for start in range(0, len(ids), _BATCH):
                self._collection.delete(ids=list(ids[start : start + _BATCH]))

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the chunks nearest to the one row of `vector`, best first."""
        if not vector.any():
            return []
        with self._errors():
            answer: Any = self._collection.query(
                query_embeddings=vector, n_results=limit, include=["distances"]
            )
        pairs = zip(answer["ids"][0], answer["distances"][0], strict=True)
        return [(id_, 1.0 - distance) for id_, distance in pairs]

    def everything(self) -> tuple[tuple[str, ...], Vectors]:
        """All ids and their vectors, a row each."""
        import numpy as np

        with self._errors():
            answer: Any = self._collection.get(include=["embeddings"])
        return tuple(answer["ids"]), np.asarray(answer["embeddings"], dtype=np.float32)

    def count(self) -> int:
        """How many vectors there are."""
        with self._errors():
            return self._collection.count()

    def drop(self) -> None:
        """Remove the collection with all that is in it."""
        with self._errors():
            self._client.delete_collection(self._collection.name)

    def _errors(self) -> AbstractContextManager[None]:
        return _chroma_errors(self._where, remote=self._remote)


def probe_server(url: str) -> None:
    """Ask the Chroma server at `url` whether it is there.

    Raises:
        EmbeddingError: it does not answer.
    """
    with _chroma_errors(url, remote=True):
        _server(url).heartbeat()


@contextmanager
def _chroma_errors(where: str, *, remote: bool) -> Iterator[None]:
    """Turns what Chroma says of a server or of files into one sentence."""
    import sqlite3

    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, sqlite3.DatabaseError, OSError, ValueError, RuntimeError) as error:
        if remote:
            raise EmbeddingError(
                f"the Chroma server {where} does not answer as it should ({error}): check its address and "
                "that it runs"
            ) from error
        raise IndexCorruptError(
            f"the vector store {where} is damaged ({error}): "
            "run `tilesmith knowledge build` to build it again"
        ) from error


def _embedded(folder: Path) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _server(url: str) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address has the form http://HOST:PORT")
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname,
        port=parts.port or (443 if secure else 8000),
        ssl=secure,
        settings=Settings(anonymized_telemetry=False),
    )
