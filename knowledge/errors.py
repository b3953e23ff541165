"""What can go wrong with the knowledge index."""

from tilesmith.errors import TilesmithError


class KnowledgeError(TilesmithError):
    """The knowledge index cannot answer."""


class IndexMissingError(KnowledgeError):
    """The index of this SDK was never built, or its build did not finish."""


class IndexCorruptError(KnowledgeError):
    """The index on the disk is damaged or was written by another version of Tilesmith."""


class EmbeddingError(KnowledgeError):
    """The embedding that was asked for is unknown or cannot be reached."""


class MissingFromSdkError(KnowledgeError):
    """A kernel needs functions that the SDK does not have, nor anything in their place."""

    def __init__(self, version: str, names: list[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            f"SDK {version} has no {' and no '.join(names)}, nor anything in their place: use another SDK "
            "(--sdk), or let a model draft it (--model)"
        )
