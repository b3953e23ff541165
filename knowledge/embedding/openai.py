"""Vectors from a server that speaks OpenAI's protocol."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tilesmith.knowledge.catalogue.words import Document
from tilesmith.knowledge.embedding.embedder import Vectors, normalised
from tilesmith.knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings

_KEY = "OPENAI_API_KEY"
_LONGEST_TEXT = 6_000
"""Characters: below the 8,191 tokens of OpenAI's models whatever the text, and the beginning says what it
is."""
_BATCH = 64
_TIMEOUT = 120.0


@dataclass(frozen=True)
class OpenAiEmbedder:
    """Embeds chunks as text.

    Raises (every method):
        EmbeddingError: there is no key, or the server does not answer.
    """

    model: str
    base_url: str = ""
    """With `/v1`; empty: the provider's own."""

    @property
    def identity(self) -> str:
        """The model and where it is served."""
        return "openai-" + re.sub(r"[^a-zA-Z0-9]+", "-", f"{self.model} {self.base_url}").strip("-")

    def embed_chunks(self, chunks: Sequence[Document]) -> Vectors:
        """See `Embedder`."""
        rows: list[list[float]] = []
        for start in range(0, len(chunks), _BATCH):
            rows += self._ask([chunk.text[:_LONGEST_TEXT] for chunk in chunks[start : start + _BATCH]])
        return normalised(np.array(rows, dtype=np.float32))

    def embed_query(self, text: str) -> Vectors:
        """See `Embedder`."""
        return normalised(np.array(self._ask([text[:_LONGEST_TEXT]]), dtype=np.float32))

    def _ask(self, texts: list[str]) -> list[list[float]]:
        from openai import OpenAIError

        try:
            return self._client.embed_documents(texts)
        except OpenAIError as error:
            raise EmbeddingError(
                f"the embedding server does not answer as it should ({error}): check its address, its key "
                f"and the model's name {self.model!r}"
            ) from error

    @cached_property
    def _client(self) -> "OpenAIEmbeddings":
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        key = os.environ.get(_KEY, "")
        if not key and not self.base_url:
            raise EmbeddingError(
                f"set {_KEY} to use embeddings of OpenAI, or name another server by its address"
            )
        return OpenAIEmbeddings(
            model=self.model,
            base_url=self.base_url or None,
            api_key=SecretStr(key or "none"),
            # Servers other than OpenAI's take text, not the tokens of its tokenizer.
            check_embedding_ctx_length=False,
            timeout=_TIMEOUT,
        )
