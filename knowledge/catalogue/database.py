"""The tables, and what becomes of SQLite's errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tilesmith.knowledge.catalogue.words import FIELDS
from tilesmith.knowledge.errors import IndexCorruptError

TABLES = 3
"""To be raised when the tables or the tokens in them change."""
_TABLES = """
CREATE TABLE IF NOT EXISTS files(
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chunks(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, line INTEGER NOT NULL,
    first_line INTEGER NOT NULL, last_line INTEGER NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL,
    name TEXT NOT NULL, signature TEXT NOT NULL, doc TEXT NOT NULL, text TEXT NOT NULL, family TEXT NOT NULL,
    arch TEXT NOT NULL, uses INTEGER NOT NULL DEFAULT 0, embedded INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS chunks_by_path ON chunks(path);
CREATE INDEX IF NOT EXISTS chunks_by_feature
    ON chunks(number, id, path, name, kind, role, arch, uses, length(text));
CREATE INDEX IF NOT EXISTS chunks_to_embed ON chunks(embedded) WHERE embedded = 0;
CREATE TABLE IF NOT EXISTS calls(
    symbol TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(symbol, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_by_chunk ON calls(number);
CREATE TABLE IF NOT EXISTS common(
    field TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY(field, term)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dead(id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_WORDS = """
CREATE VIRTUAL TABLE IF NOT EXISTS words_{field} USING fts5(words, tokenize="unicode61 tokenchars '_'");
CREATE VIRTUAL TABLE IF NOT EXISTS terms_{field} USING fts5vocab(words_{field}, row);
"""
_PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""


def connect(path: Path, *, write: bool, version: int) -> sqlite3.Connection:
    """The database at `path`, made if `write` is true and it is not there.

    Raises:
        sqlite3.DatabaseError: it is no database, or one of another `version`.
    """
    mode = "rwc" if write else "ro"
    # Servers call from several threads; Python's sqlite3 serialises them.
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False, timeout=_PATIENCE
    )
    found = database.execute("PRAGMA user_version").fetchone()[0]
    if found not in (version, 0 if write else version):
        raise sqlite3.DatabaseError(f"its format is {found}, not {version}")
    if write:
        database.execute(f"PRAGMA user_version = {version}")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.executescript(_TABLES + "".join(_WORDS.format(field=field) for field in FIELDS))
    return database


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite says of a broken file into IndexCorruptError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise corrupt(path, str(error)) from error


def corrupt(path: Path, reason: str) -> IndexCorruptError:
    """The error for the damaged file `path`."""
    return IndexCorruptError(
        f"the knowledge index {path} is damaged ({reason}): run `tilesmith knowledge build` to build it again"
    )
