"""Changing the catalogue. Every public method is one transaction."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tilesmith.knowledge.catalogue.database import sqlite_errors
from tilesmith.knowledge.catalogue.reader import COLUMNS, Catalogue
from tilesmith.knowledge.catalogue.words import FIELDS, words_of
from tilesmith.knowledge.chunks import Chunk
from tilesmith.knowledge.sources import Role, SourceFile

_COMMON_SHARE = 0.15
"""Of all chunks; a word that stands in more of them tells them no longer apart, and costs the most to look
up."""
_COUNT_USES = """
UPDATE chunks SET uses = (
    SELECT count(*) FROM calls WHERE symbol = substr(name, 1, instr(name || '<', '<') - 1)
) WHERE role IN (?, ?)
"""


class CatalogueWriter(Catalogue):
    """At most one at a time; the build's lock sees to that."""

    def __init__(self, path: Path) -> None:
        self._open(path, write=True)

    def touch(self, file: SourceFile) -> None:
        """Note that `file` was written again with the same content."""
        with sqlite_errors(self._path), self._db:
            self._db.execute(
                "UPDATE files SET size = ?, mtime_ns = ? WHERE path = ?",
                (file.size, file.mtime_ns, file.path),
            )

    def replace(self, files: Iterable[tuple[SourceFile, str, Sequence[Chunk]]]) -> None:
        """Put the chunks of `files`, each with its digest, in the place of what was known of them."""
        with sqlite_errors(self._path), self._db:
            for file, digest, chunks in files:
                self._replace(file, digest, chunks)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        with sqlite_errors(self._path), self._db:
            for path in paths:
                self._drop(self._numbers(path).values())
                self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def update_statistics(self) -> None:
        """Note for every part of the API how many chunks call it, and which words are everywhere."""
        many = _COMMON_SHARE * self.count()
        with sqlite_errors(self._path), self._db:
            self._db.execute(_COUNT_USES, (Role.API_DEVICE, Role.API_HOST))
            self._db.execute("DELETE FROM common")
            for field in FIELDS:
                self._db.execute(
                    f"INSERT INTO common SELECT ?, term FROM terms_{field} WHERE doc > ?", (field, many)
                )

    def mark_embedded(self, ids: Iterable[str]) -> None:
        """Note that these chunks have a vector in the store."""
        with sqlite_errors(self._path), self._db:
            self._db.executemany("UPDATE chunks SET embedded = 1 WHERE id = ?", [(id_,) for id_ in ids])

    def forget_vectors(self) -> None:
        """Note that the store holds nothing any more."""
        with sqlite_errors(self._path), self._db:
            self._db.execute("UPDATE chunks SET embedded = 0")
            self._db.execute("DELETE FROM dead")

    def bury(self, ids: Iterable[str]) -> None:
        """Note that the vectors of `ids` are out of the store."""
        with sqlite_errors(self._path), self._db:
            self._db.executemany("DELETE FROM dead WHERE id = ?", [(id_,) for id_ in ids])

    def _replace(self, file: SourceFile, digest: str, chunks: Sequence[Chunk]) -> None:
        known = self._numbers(file.path)
        kept = {chunk.id for chunk in chunks} & known.keys()
        self._drop(number for id_, number in known.items() if id_ not in kept)
        for chunk in chunks:
            if chunk.id in kept:
                self._move(chunk)
            else:
                self._insert(chunk)
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (file.path, file.size, file.mtime_ns, digest)
        )

    def _numbers(self, path: str) -> dict[str, int]:
        return dict(self._db.execute("SELECT id, number FROM chunks WHERE path = ?", (path,)).fetchall())

    def _move(self, chunk: Chunk) -> None:
        """The text is the same; only its lines may be others."""
        self._db.execute(
            "UPDATE chunks SET line = ?, first_line = ?, last_line = ? WHERE id = ?",
            (chunk.line, chunk.first_line, chunk.last_line, chunk.id),
        )

    def _insert(self, chunk: Chunk) -> None:
        marks = ", ".join("?" * len(COLUMNS))
        values = [getattr(chunk, column) for column in COLUMNS]
        number = self._db.execute(
            f"INSERT INTO chunks({', '.join(COLUMNS)}) VALUES ({marks})", values
        ).lastrowid
        words = words_of(chunk)
        for field in FIELDS:
            self._db.execute(
                f"INSERT INTO words_{field}(rowid, words) VALUES (?, ?)",
                (number, " ".join(getattr(words, field))),
            )
        self._db.executemany(
            "INSERT OR IGNORE INTO calls VALUES (?, ?)", [(name, number) for name in chunk.calls]
        )
        self._db.execute("DELETE FROM dead WHERE id = ?", (chunk.id,))

    def _drop(self, numbers: Iterable[int]) -> None:
        for number in list(numbers):
            self._db.execute("INSERT OR IGNORE INTO dead SELECT id FROM chunks WHERE number = ?", (number,))
            for field in FIELDS:
                self._db.execute(f"DELETE FROM words_{field} WHERE rowid = ?", (number,))
            self._db.execute("DELETE FROM calls WHERE number = ?", (number,))
            self._db.execute("DELETE FROM chunks WHERE number = ?", (number,))
