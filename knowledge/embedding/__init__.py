"""Vectors for chunks and queries, made offline from the corpus itself or by a server of the user's choice."""

from tilesmith.knowledge.embedding.choice import (
    EmbeddingChoice,
    load_embedder,
    make_embedder,
    probe_embedding,
)
from tilesmith.knowledge.embedding.embedder import Embedder, Vectors

__all__ = ["Embedder", "EmbeddingChoice", "Vectors", "load_embedder", "make_embedder", "probe_embedding"]
