"""A copy of the vectors of an embedded store, laid out for reading.

Importing Chroma takes longer than everything else that the first query of a process does. So a build leaves
the vectors as one matrix beside the store, and a query multiplies by it: exact, about a millisecond for ten
thousand chunks. Chroma stays the truth: a copy that does not fit it is passed over and made again.
"""

import os
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tilesmith.knowledge.embedding import Vectors
from tilesmith.tools.one_thread import one_thread

_FILE = "mirror.npz"


@dataclass(frozen=True)
class VectorMirror:
    """The vectors, one a row, of length one or zero."""

    ids: tuple[str, ...]
    matrix: NDArray[np.float32]

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the rows nearest to the one row of `vector`, best first."""
        if not vector.any():
            return []
        with one_thread():
            scores = self.matrix @ vector[0]
        limit = min(limit, len(scores))
        best = np.argpartition(-scores, limit - 1)[:limit]
        ordered = best[np.lexsort((best, -scores[best]))]
        return [(self.ids[row], float(scores[row])) for row in ordered]

    def count(self) -> int:
        """How many vectors there are."""
        return len(self.ids)

    def changed(self, gone: set[str], ids: Sequence[str], vectors: Sequence[Vectors]) -> Self:
        """Without the rows of `gone`, and with new rows for `ids`."""
        new = set(ids)
        kept = [row for row, id_ in enumerate(self.ids) if id_ not in gone and id_ not in new]
        parts = [self.matrix[kept], *vectors] if kept else list(vectors)
        names = (*(self.ids[row] for row in kept), *ids)
        return type(self)(names, np.concatenate(parts) if parts else self.matrix[:0])

    def write(self, folder: Path) -> None:
        """Store it beside the vectors in `folder`, all or nothing."""
        partial = folder / f"{_FILE}.{os.getpid()}.partial.npz"
        ids = np.frombuffer("\n".join(self.ids).encode(), dtype=np.uint8)
        np.savez(partial, ids=ids, matrix=self.matrix.astype(np.float32))
        partial.replace(folder / _FILE)

    @staticmethod
    def discard(folder: Path) -> None:
        """Remove the copy in `folder`, if there is one."""
        (folder / _FILE).unlink(missing_ok=True)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The copy in `folder`; None when there is none that can be read."""
        try:
            with np.load(folder / _FILE) as arrays:
                ids = tuple(arrays["ids"].tobytes().decode().split("\n"))
                matrix = arrays["matrix"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return cls(ids, matrix) if matrix.ndim == 2 and len(ids) == len(matrix) else None


def store_count(folder: Path) -> int | None:
    """How many vectors the embedded Chroma store in `folder` says that it has; None when it cannot be read.

    From Chroma's own SQLite file, without Chroma.
    """
    try:
        uri = f"{(folder / 'chroma.sqlite3').absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM embeddings").fetchone()[0])
    except sqlite3.Error:
        return None
