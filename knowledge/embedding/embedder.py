"""What every embedding offers."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tilesmith.knowledge.catalogue.words import Document

Vectors = NDArray[np.float32]
"""One row a text, of length one unless the text says nothing, then zero."""


class Embedder(Protocol):
    """Turns texts into vectors whose cosine tells how alike they are."""

    @property
    def identity(self) -> str:
        """Differs whenever the same text would get another vector; fits into the name of a collection."""
        ...

    def embed_chunks(self, chunks: Sequence[Document]) -> Vectors:
        """A vector for each chunk."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The vector of a query, as one row."""
        ...


def normalised(vectors: Vectors) -> Vectors:
    """`vectors` with every row scaled to length one; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)
