"""Keeps the renames that were learnt for an SDK beside its API index."""

import json
import os
from pathlib import Path

_FILE = "renames-1.json"
"""The number is to be raised when learning changes."""


def learnt_successors(folder: Path) -> dict[str, tuple[str, ...]]:
    """What replaced each other name, from the derived folder of an SDK; empty before any was learnt."""
    return {old: tuple(new) for old, new in _read(folder)[1].items()}


def learnt_from(folder: Path) -> list[str]:
    """Identities of the SDKs that the renames were learnt from."""
    return _read(folder)[0]


def keep_renames(folder: Path, origins: list[str], successors: dict[str, list[str]]) -> None:
    """Store them, all or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{_FILE}.{os.getpid()}.partial"
    partial.write_text(json.dumps({"origins": origins, "successors": successors}, indent=1))
    partial.replace(folder / _FILE)


def _read(folder: Path) -> tuple[list[str], dict[str, list[str]]]:
    try:
        stored = json.loads((folder / _FILE).read_bytes())
        return stored["origins"], stored["successors"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return [], {}  # What cannot be read is learnt again.
