"""Which embedding is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tilesmith.knowledge.catalogue.words import Document
from tilesmith.knowledge.embedding.embedder import Embedder
from tilesmith.knowledge.errors import EmbeddingError

LSA = "lsa"
"""The default; measured against the others in benchmarks/knowledge."""
HASHED = "hashed"
_OPENAI = "openai:"


@dataclass(frozen=True)
class EmbeddingChoice:
    """What the user asked for.

    Raises:
        EmbeddingError: there is no such embedding.
    """

    name: str = LSA
    """`lsa`, `hashed` or `openai:MODEL`."""
    base_url: str = ""
    """Of the server, for `openai:`."""

    def __post_init__(self) -> None:
        if self.name not in (LSA, HASHED) and not self.name.removeprefix(_OPENAI) != self.name:
            raise EmbeddingError(
                f"{self.name!r} is no embedding: choose {LSA!r}, {HASHED!r} or '{_OPENAI}MODEL', "
                f"such as '{_OPENAI}text-embedding-3-small'"
            )

    @property
    def trained(self) -> bool:
        """Whether it learns from the tree, and so can become outdated."""
        return self.name == LSA


def make_embedder(choice: EmbeddingChoice, folder: Path, chunks: Iterable[Document]) -> Embedder:
    """A new embedder; one that is trained learns from `chunks` and is kept in `folder`."""
    if choice.name == LSA:
        from tilesmith.knowledge.embedding.lsa import LsaEmbedder

        model = LsaEmbedder.train(chunks)
        model.save(_model_file(folder, model.identity))
        return model
    return _untrained(choice)


def load_embedder(choice: EmbeddingChoice, folder: Path, identity: str) -> Embedder:
    """The embedder that made the vectors of the index in `folder`.

    Raises:
        IndexCorruptError: its file is not there or damaged.
    """
    if choice.name == LSA:
        from tilesmith.knowledge.embedding.lsa import LsaEmbedder

        return LsaEmbedder.load(_model_file(folder, identity), identity)
    return _untrained(choice)


def probe_embedding(choice: EmbeddingChoice) -> None:
    """Ask the server of `choice` for a vector, if it has one.

    Raises:
        EmbeddingError: it does not answer.
    """
    if choice.name not in (LSA, HASHED):
        _untrained(choice).embed_query("tile")


def _untrained(choice: EmbeddingChoice) -> Embedder:
    if choice.name == HASHED:
        from tilesmith.knowledge.embedding.hashed import HashedEmbedder

        return HashedEmbedder()
    from tilesmith.knowledge.embedding.openai import OpenAiEmbedder

    return OpenAiEmbedder(choice.name.removeprefix(_OPENAI), choice.base_url)


def _model_file(folder: Path, identity: str) -> Path:
    return folder / f"{identity}.npz"
