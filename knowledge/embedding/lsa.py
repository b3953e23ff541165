"""Latent semantic analysis: TF-IDF of the corpus, cut down to its main directions.

Trained on the tree that it serves in a few seconds, it knows that `bcast` stands where `row` and `col` do,
needs no model file and no network. New chunks are folded in with the directions found before, until there
are so many that training again pays.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from tilesmith.knowledge.catalogue.words import Document
from tilesmith.knowledge.embedding.counting import weighted_counts
from tilesmith.knowledge.embedding.embedder import Vectors, normalised
from tilesmith.knowledge.errors import IndexCorruptError
from tilesmith.knowledge.tokens import text_tokens

DIMENSIONS = 384
_LARGEST_VOCABULARY = 40_000
_LEAST_DOCUMENTS = 2
_POWER_ITERATIONS = 3
_SEED = 20


@dataclass(frozen=True)
class LsaEmbedder:
    """A trained model. Embedding a query needs numpy alone."""

    vocabulary: dict[str, int]
    weights: NDArray[np.float32]
    """Inverse document frequency of each word."""
    components: NDArray[np.float32]
    """(words, dimensions): what each word says of each direction."""
    identity: str

    @classmethod
    def train(cls, chunks: Iterable[Document], dimensions: int = DIMENSIONS) -> Self:
        """The model of a corpus; the same for the same corpus on the same machine.

        A corpus with fewer words or chunks than `dimensions` gives fewer.
        """
        from sklearn.utils.extmath import randomized_svd  # type: ignore[import-untyped]

        documents = [weighted_counts(chunk.words) for chunk in chunks]
        vocabulary, weights = _vocabulary(documents)
        matrix = _tfidf(documents, vocabulary, weights)
        rank = max(1, min(dimensions, min(matrix.shape) - 1))
        _, _, directions = randomized_svd(matrix, rank, n_iter=_POWER_ITERATIONS, random_state=_SEED)
        components = np.ascontiguousarray(directions.T, dtype=np.float32)
        return cls(vocabulary, weights, components, _identity(vocabulary, weights, components))

    def embed_chunks(self, chunks: Sequence[Document]) -> Vectors:
        """See `Embedder`."""
        matrix = _tfidf([weighted_counts(chunk.words) for chunk in chunks], self.vocabulary, self.weights)
        return normalised(np.asarray(matrix @ self.components))

    def embed_query(self, text: str) -> Vectors:
        """See `Embedder`."""
        known = [self.vocabulary[token] for token in text_tokens(text) if token in self.vocabulary]
        vector = np.zeros((1, self.components.shape[1]), dtype=np.float32)
        for word in known:
            vector[0] += self.weights[word] * self.components[word]
        return normalised(vector)

    def save(self, path: Path) -> None:
        """Write the model, all or nothing."""
        partial = path.with_suffix(".partial.npz")
        words = np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)
        np.savez(partial, words=words, weights=self.weights, components=self.components.astype(np.float16))
        partial.replace(path)

    @classmethod
    def load(cls, path: Path, identity: str) -> Self:
        """The model that `save` wrote, provided that it is the one with `identity`.

        Raises:
            IndexCorruptError: there is none, or another one.
        """
        try:
            with np.load(path) as arrays:
                words = arrays["words"].tobytes().decode().split("\n")
                weights = arrays["weights"]
                components = arrays["components"].astype(np.float32)
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise _corrupt(path) from error
        vocabulary = {word: index for index, word in enumerate(words)}
        if _identity(vocabulary, weights, components) != identity:
            raise _corrupt(path)
        return cls(vocabulary, weights, components, identity)


def _vocabulary(documents: Sequence[dict[str, float]]) -> tuple[dict[str, int], NDArray[np.float32]]:
    """The words that stand in several documents, and their inverse document frequencies."""
    frequencies: dict[str, int] = {}
    for document in documents:
        for word in document:
            frequencies[word] = frequencies.get(word, 0) + 1
    shared = [word for word, count in frequencies.items() if count >= _LEAST_DOCUMENTS] or list(frequencies)
    kept = sorted(sorted(shared, key=lambda word: (-frequencies[word], word))[:_LARGEST_VOCABULARY]) or [""]
    idf = [math.log((1 + len(documents)) / (1 + frequencies.get(word, 0))) + 1 for word in kept]
    return {word: index for index, word in enumerate(kept)}, np.array(idf, dtype=np.float32)


def _tfidf(
    documents: Sequence[dict[str, float]], vocabulary: dict[str, int], weights: NDArray[np.float32]
) -> Any:  # noqa: ANN401 - scipy's matrices have no common public type
    """The documents as rows of a sparse matrix, with logarithmic counts and length one."""
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for document in documents:
        row = [(vocabulary[word], count) for word, count in document.items() if word in vocabulary]
        scaled = [(1 + math.log(count)) * float(weights[word]) for word, count in row]
        length = math.sqrt(sum(value * value for value in scaled)) or 1.0
        columns += [word for word, _ in row]
        values += [value / length for value in scaled]
        ends.append(len(columns))
    data = np.array(values, dtype=np.float32)
    shape = (len(documents), len(vocabulary))
    return cast(Any, csr_matrix((data, np.array(columns, dtype=np.int32), np.array(ends)), shape=shape))


def _identity(
    vocabulary: dict[str, int], weights: NDArray[np.float32], components: NDArray[np.float32]
) -> str:
    """Digest of the model as it is stored, in half precision."""
    digest = hashlib.sha256("\n".join(vocabulary).encode())
    digest.update(weights.astype(np.float32).tobytes())
    digest.update(np.ascontiguousarray(components.astype(np.float16)).tobytes())
    return f"lsa-{digest.hexdigest()[:16]}"


def _corrupt(path: Path) -> IndexCorruptError:
    return IndexCorruptError(
        f"the embedding model {path} is damaged or missing: "
        "run `tilesmith knowledge build` to build the index again"
    )
