"""The labelled queries.

Written from the headers and kernels of the pinned SDK. Half of them, chosen by a digest of their text,
served to choose embeddings, weights and glossary; only the other half is reported. Its totals, never its
single misses, were seen while the search was tuned. Wrong names that were added later serve tuning alone, so
what is reported stays the same queries.
"""

import hashlib
import json
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("queries.json")


class QueryKind(StrEnum):
    """Where a query comes from."""

    OPERATION = "operation"
    """Somebody describes what the hardware shall do."""
    EXAMPLE = "example"
    """Somebody looks for a kernel or program factory to learn from."""
    ERROR = "error"
    """A message of a compiler or of a hanging program."""
    WRONG_NAME = "wrong_name"
    """A name that the device API does not have."""
    WRONG_HOST_NAME = "wrong_host_name"
    """A name that the host API does not have."""

    @property
    def is_name(self) -> bool:
        """Whether the API index answers it, too."""
        return self in (QueryKind.WRONG_NAME, QueryKind.WRONG_HOST_NAME)


class Split(StrEnum):
    """What a query may be used for."""

    TUNING = "tuning"
    REPORTED = "reported"


class LabelledQuery(BaseModel):
    """A query and what must come back."""

    model_config = ConfigDict(frozen=True)

    kind: QueryKind
    text: str
    relevant: tuple[str, ...]
    """Each of these must come back. An entry lists alternatives between bars: a name, or a pattern of
    paths."""
    tuning: bool = False
    """Added for tuning, whatever its digest says."""

    @property
    def split(self) -> Split:
        """The half to which the query belongs; it stays there whatever is added to the set."""
        even = hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0
        return Split.TUNING if self.tuning or even else Split.REPORTED


def labelled_queries(split: Split | None = None) -> list[LabelledQuery]:
    """The queries of `split`, of both halves when it is None."""
    queries = [LabelledQuery.model_validate(row) for row in json.loads(_FILE.read_text())]
    return [query for query in queries if split is None or query.split is split]


def satisfies(entry: str, name: str, path: str) -> bool:
    """Whether a result called `name` in the file `path` is what `entry` asks for."""
    return any(
        fnmatchcase(path, choice)
        if "/" in choice or "*" in choice
        else choice in (name, name.rsplit("::", 1)[-1])
        for choice in entry.split("|")
    )
