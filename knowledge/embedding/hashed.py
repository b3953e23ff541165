"""Hashed letter n-grams: an embedding that needs no training, knows no words, and so forgives any
spelling."""

import math
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tilesmith.knowledge.catalogue.words import Document
from tilesmith.knowledge.embedding.counting import weighted_counts
from tilesmith.knowledge.embedding.embedder import Vectors, normalised
from tilesmith.knowledge.tokens import text_tokens

DIMENSIONS = 512
_SIZES = (3, 4, 5)


class HashedEmbedder:
    """The sum of the n-grams of a chunk's words, each at a place and with a sign given by its digest."""

    identity = f"hashed-{DIMENSIONS}-1"

    def embed_chunks(self, chunks: Sequence[Document]) -> Vectors:
        """See `Embedder`."""
        return normalised(np.stack([self._sum(weighted_counts(chunk.words)) for chunk in chunks]))

    def embed_query(self, text: str) -> Vectors:
        """See `Embedder`."""
        return normalised(self._sum(dict.fromkeys(text_tokens(text), 1.0))[None, :])

    def _sum(self, counts: dict[str, float]) -> NDArray[np.float32]:
        total = np.zeros(DIMENSIONS, dtype=np.float32)
        for token, count in counts.items():
            total += (1 + math.log(count)) * _token_vector(token)
        return total


@lru_cache(maxsize=100_000)
def _token_vector(token: str) -> NDArray[np.float32]:
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    marked = f"^{token}$"
    for size in _SIZES:
        for start in range(max(1, len(marked) - size + 1)):
            digest = zlib.crc32(marked[start : start + size].encode())
            vector[digest % DIMENSIONS] += 1.0 if digest & 0x8000_0000 else -1.0
    return vector / (np.linalg.norm(vector) or 1.0)
