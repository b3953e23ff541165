"""What searches see of a chunk."""

from dataclasses import dataclass

from tilesmith.knowledge.chunks import Chunk, Kind
from tilesmith.knowledge.tokens import code_tokens, text_tokens

FIELDS = ("name", "place", "doc", "head", "body")
"""Each is searched by itself: a word in a name weighs more than the same word among a thousand others."""


@dataclass(frozen=True)
class Words:
    """The tokens of one chunk, by where they stand."""

    name: list[str]
    place: list[str]
    """Of the file's name, the operation and the role."""
    doc: list[str]
    head: list[str]
    """Of the signature; of a kernel: of the functions that it calls."""
    body: list[str]


def words_of(chunk: Chunk) -> Words:
    """The tokens of `chunk`; prose has no body."""
    prose = chunk.kind is Kind.SECTION
    return Words(
        name=text_tokens(chunk.name),
        place=[*code_tokens(chunk.path.rsplit("/", 1)[-1]), *code_tokens(chunk.family), chunk.role.value],
        doc=text_tokens(chunk.text if prose else chunk.doc),
        head=code_tokens(" ".join(chunk.calls) if chunk.kind is Kind.KERNEL else chunk.signature),
        body=[] if prose else code_tokens(f"{chunk.signature} {chunk.text}"),
    )


@dataclass(frozen=True)
class Document:
    """A chunk as embeddings see it: those trained here take the words, those of a server the text."""

    words: Words
    text: str
    """Name, comment and source."""
