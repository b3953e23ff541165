"""Reading the catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tilesmith.knowledge import chunks
from tilesmith.knowledge.catalogue.database import TABLES, connect, corrupt, sqlite_errors
from tilesmith.knowledge.catalogue.words import FIELDS, Document, Words
from tilesmith.knowledge.chunks import Chunk, Kind
from tilesmith.knowledge.sources import Role

COLUMNS = (
    "id", "path", "line", "first_line", "last_line", "kind", "role", "name", "signature", "doc", "text",
    "family", "arch",
)  # fmt: skip
_BATCH = 500
FORMAT = 1000 * TABLES + chunks.FORMAT
"""Catalogues of another format are built again."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What ranking needs to know of a chunk without reading it."""

    number: int
    id: str
    path: str
    name: str
    kind: str
    """A value of `Kind`; as a string, since ten thousand of these are made when an index is opened."""
    role: str
    arch: str
    uses: int
    """Chunks that call it; 0 for what is not part of the API."""
    length: int
    """Characters."""


class Catalogue:
    """Any number of readers may have it open, beside one writer.

    Raises (every method):
        IndexCorruptError: SQLite cannot read the file.
    """

    def __init__(self, path: Path) -> None:
        self._open(path, write=False)

    def _open(self, path: Path, *, write: bool) -> None:
        self._path = path
        with sqlite_errors(path):
            self._db = connect(path, write=write, version=FORMAT)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with sqlite_errors(self._path):
            return self._db.execute(query, values).fetchall()

    def files(self) -> dict[str, tuple[int, int, str]]:
        """Size, modification time in ns and digest of the files that are indexed, by path."""
        rows = self._rows("SELECT path, size, mtime_ns, digest FROM files")
        return {path: (size, mtime, digest) for path, size, mtime, digest in rows}

    def count(self) -> int:
        """How many chunks there are."""
        return int(self._rows("SELECT count(*) FROM chunks")[0][0])

    def counts_by_role(self) -> dict[Role, int]:
        """How many chunks there are of each role."""
        rows = self._rows("SELECT role, count(*) FROM chunks GROUP BY role ORDER BY role")
        return {Role(role): count for role, count in rows}

    def features(self) -> list[Feature]:
        """Of all chunks."""
        columns = "number, id, path, name, kind, role, arch, uses, length(text)"
        return [Feature(*row) for row in self._rows(f"SELECT {columns} FROM chunks")]

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Every chunk with its id, in the order of their numbers."""
        tables = " ".join(f"JOIN words_{field} ON words_{field}.rowid = number" for field in FIELDS)
        fields = ", ".join(f"words_{field}.words" for field in FIELDS)
        with sqlite_errors(self._path):
            rows = self._db.execute(
                f"SELECT id, name, doc, text, {fields} FROM chunks {tables} ORDER BY number"
            )
            for id_, name, doc, text, *parts in rows:
                yield id_, Document(Words(*(part.split() for part in parts)), f"{name}\n{doc}\n{text}")

    def to_embed(self) -> set[str]:
        """Ids of the chunks without a vector."""
        return {row[0] for row in self._rows("SELECT id FROM chunks WHERE embedded = 0")}

    def dead(self) -> list[str]:
        """Ids whose vectors are still to be taken out of the store."""
        return [row[0] for row in self._rows("SELECT id FROM dead")]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """The chunks of `ids`, without their calls; ids that are not known are left out."""
        found: dict[str, Chunk] = {}
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            rows = self._rows(f"SELECT {', '.join(COLUMNS)} FROM chunks WHERE id IN ({marks})", batch)
            found |= {row[0]: _chunk(row) for row in rows}
        return found

    def symbols(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """The names that each of the chunks of `ids` calls, sorted; those that call nothing are left out."""
        found: dict[str, list[str]] = {}
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            rows = self._rows(
                "SELECT id, symbol FROM chunks JOIN calls ON calls.number = chunks.number "
                f"WHERE id IN ({marks}) ORDER BY symbol",
                batch,
            )
            for id_, symbol in rows:
                found.setdefault(id_, []).append(symbol)
        return found

    def matches(self, field: str, expression: str, limit: int) -> list[tuple[int, float]]:
        """Numbers of the chunks whose `field` matches the FTS5 `expression`, with their BM25 score, best
        first."""
        table = f"words_{field}"
        query = f"SELECT rowid, rank FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?"
        return [(number, -rank) for number, rank in self._rows(query, (expression, limit))]

    def common_terms(self, field: str) -> frozenset[str]:
        """Words that stand in so many chunks that searching for them in `field` finds nothing in
        particular."""
        return frozenset(row[0] for row in self._rows("SELECT term FROM common WHERE field = ?", (field,)))

    def callers(self, symbol: str, limit: int) -> list[Chunk]:
        """Chunks that call `symbol`: kernels before other code, short before long."""
        columns = ", ".join(f"chunks.{column}" for column in COLUMNS)
        rows = self._rows(
            f"SELECT {columns} FROM calls JOIN chunks ON chunks.number = calls.number WHERE symbol = ? "
            "ORDER BY kind != 'kernel', length(text), id LIMIT ?",
            (symbol, limit),
        )
        return [_chunk(row) for row in rows]

    def check(self) -> None:
        """Read the whole file.

        Raises:
            IndexCorruptError: SQLite finds it damaged.
        """
        answer = str(self._rows("PRAGMA quick_check")[0][0])
        if answer != "ok":
            raise corrupt(self._path, answer)


def _chunk(row: Sequence[Any]) -> Chunk:
    values = dict(zip(COLUMNS[1:], row[1:], strict=True))
    return Chunk(**values | {"kind": Kind(values["kind"]), "role": Role(values["role"])})
