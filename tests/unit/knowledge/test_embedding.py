"""What embeddings must do, whichever is used."""

from pathlib import Path

import numpy as np
import pytest

from tilesmith.knowledge.catalogue import Document, Words
from tilesmith.knowledge.embedding import Embedder, EmbeddingChoice, load_embedder, make_embedder
from tilesmith.knowledge.errors import EmbeddingError, IndexCorruptError
from tilesmith.knowledge.tokens import text_tokens

TEXTS = [
    "add two tiles", "add tiles of two buffers", "subtract two tiles", "matrix product of tiles",
    "read a page from dram", "write a page to dram", "wait for a semaphore", "set a semaphore on all cores",
]  # fmt: skip


def document(text: str) -> Document:
    return Document(Words(name=text_tokens(text), place=[], doc=[], head=[], body=[]), text)


@pytest.fixture(params=["lsa", "hashed"])
def embedder(request: pytest.FixtureRequest, tmp_path: Path) -> Embedder:
    return make_embedder(EmbeddingChoice(request.param), tmp_path, map(document, TEXTS * 2))


def test_a_chunk_is_nearest_to_its_own_words(embedder: Embedder) -> None:
    vectors = embedder.embed_chunks([document(text) for text in TEXTS])

    for index, text in enumerate(TEXTS):
        assert int(np.argmax(vectors @ embedder.embed_query(text)[0])) == index


def test_vectors_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed_chunks([document(text) for text in TEXTS])

    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_query_without_words_is_zero(embedder: Embedder) -> None:
    assert not embedder.embed_query("").any()


def test_a_trained_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    choice = EmbeddingChoice("lsa")
    made = make_embedder(choice, tmp_path, map(document, TEXTS))

    read = load_embedder(choice, tmp_path, made.identity)

    assert read.identity == made.identity
    assert np.allclose(read.embed_query("add tiles"), made.embed_query("add tiles"), atol=1e-2)


def test_another_model_is_never_taken_for_it(tmp_path: Path) -> None:
    choice = EmbeddingChoice("lsa")
    made = make_embedder(choice, tmp_path, map(document, TEXTS))
    other = make_embedder(choice, tmp_path, map(document, TEXTS[:5]))
    (tmp_path / f"{made.identity}.npz").write_bytes((tmp_path / f"{other.identity}.npz").read_bytes())

    with pytest.raises(IndexCorruptError):
        load_embedder(choice, tmp_path, made.identity)


@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_a_damaged_model_is_noticed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lsa-1.npz").write_bytes(content)

    with pytest.raises(IndexCorruptError, match="knowledge build"):
        load_embedder(EmbeddingChoice("lsa"), tmp_path, "lsa-1")


def test_an_unknown_embedding_is_refused() -> None:
    with pytest.raises(EmbeddingError, match="choose 'lsa'"):
        EmbeddingChoice("word2vec")
