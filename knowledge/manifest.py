"""What lies in an index folder: noted when its making begins, completed when it is done."""

import json
import os
import secrets
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from tilesmith.knowledge import catalogue
from tilesmith.knowledge.embedding import EmbeddingChoice
from tilesmith.knowledge.errors import EmbeddingError, IndexCorruptError, IndexMissingError

_FORMAT = 1
_NAME = "manifest.json"


def format_id() -> str:
    """Changes whenever anything that is stored changes its meaning; older indexes are then built again."""
    return f"{_FORMAT}.{catalogue.FORMAT}"


class Manifest(BaseModel):
    """The state of an index."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    root: str
    vectors: str
    """Name of the folder of the embedded vector store. Never used again after a store was found damaged,
    since Chroma keeps what it knows of a folder as long as the process lives."""
    embedding: str
    """What was asked for: `lsa`, `hashed` or `openai:MODEL`."""
    base_url: str = ""
    """Of the embedding's server."""
    chroma_url: str = ""
    """Of the vector store's server; empty: embedded."""
    embedder: str = ""
    """Identity of the embedder that makes the vectors; empty before there is one."""
    trained_on: int = 0
    """Chunks that the embedder learnt from."""
    complete: bool = False
    """Whether a build reached its end."""
    sdk: str = ""
    """Version of the SDK, or commit of the checkout, at the end of the last build."""
    identity: str = ""
    """Of the SDK at the end of the last build."""
    files: int = 0
    chunks: int = 0
    seconds: float = 0.0
    """That the last build took."""

    @classmethod
    def new(cls, root: Path, choice: EmbeddingChoice, chroma_url: str) -> Self:
        """Of an index that is about to be built."""
        return cls(
            format=format_id(),
            root=str(root),
            vectors=f"vectors-{secrets.token_hex(4)}",
            embedding=choice.name,
            base_url=choice.base_url,
            chroma_url=chroma_url,
        )

    @property
    def choice(self) -> EmbeddingChoice:
        """The embedding that was asked for."""
        return EmbeddingChoice(self.embedding, self.base_url)

    def write(self, folder: Path) -> None:
        """Store it, all or nothing."""
        partial = folder / f"{_NAME}.{os.getpid()}.partial"
        partial.write_text(self.model_dump_json(indent=2))
        partial.replace(folder / _NAME)

    @staticmethod
    def remembered(folder: Path) -> tuple[EmbeddingChoice, str]:
        """Embedding and address of the vector store's server of the index in `folder`, even if it is of
        another version; the defaults when it tells nothing."""
        try:
            stored = json.loads((folder / _NAME).read_bytes())
            choice = EmbeddingChoice(stored["embedding"], stored["base_url"])
            return choice, str(stored["chroma_url"])
        except (FileNotFoundError, ValueError, KeyError, TypeError, EmbeddingError):
            return EmbeddingChoice(), ""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of the index in `folder`, complete or not.

        Raises:
            IndexMissingError: there is none.
            IndexCorruptError: it cannot be read, or another version of Tilesmith wrote it.
        """
        try:
            manifest = cls.model_validate_json((folder / _NAME).read_bytes())
        except FileNotFoundError:
            raise missing() from None
        except ValidationError as error:
            raise IndexCorruptError(_rebuild(folder, "its manifest cannot be read")) from error
        if manifest.format != format_id():
            raise IndexCorruptError(_rebuild(folder, "another version of Tilesmith wrote it"))
        return manifest


def missing() -> IndexMissingError:
    """The error for an index that is not there."""
    return IndexMissingError("there is no knowledge index for this SDK: run `tilesmith knowledge build`")


def _rebuild(folder: Path, reason: str) -> str:
    return f"the knowledge index in {folder} is of no use ({reason}): run `tilesmith knowledge build`"
