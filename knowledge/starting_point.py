"""What a build starts from: the index that is there as far as it serves, else nothing."""

import shutil
from pathlib import Path

from tilesmith.knowledge.embedding import EmbeddingChoice, probe_embedding
from tilesmith.knowledge.errors import IndexCorruptError, IndexMissingError
from tilesmith.knowledge.location import LOCK
from tilesmith.knowledge.manifest import Manifest
from tilesmith.knowledge.store import probe_server


def starting_point(
    folder: Path, root: Path, choice: EmbeddingChoice | None, chroma_url: str | None
) -> tuple[Manifest, bool]:
    """What can be built upon, and whether something of no use had to be thrown away.

    Nothing is thrown away for servers that do not answer.

    Args:
        choice, chroma_url: None: as the index in `folder` has it, or had it before it was damaged.

    Raises:
        EmbeddingError: the server of the embedding or of the vector store does not answer.
    """
    before, url_before = Manifest.remembered(folder)
    wanted = Manifest.new(root, choice or before, url_before if chroma_url is None else chroma_url)
    there, damaged = _there(folder)
    if there is not None and (there.choice, there.chroma_url) == (wanted.choice, wanted.chroma_url):
        return there, False
    probe_embedding(wanted.choice)
    if wanted.chroma_url:
        probe_server(wanted.chroma_url)
    if there is not None:
        # The files need not be read again for another embedding.
        shutil.rmtree(folder / there.vectors, ignore_errors=True)
        wanted.write(folder)
        return wanted, False
    start_anew(folder, wanted)
    return wanted, damaged


def start_anew(folder: Path, manifest: Manifest) -> None:
    """Leave nothing in `folder` but `manifest` and the lock, which is held."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            path.unlink()
    manifest.write(folder)


def _there(folder: Path) -> tuple[Manifest | None, bool]:
    """The manifest of an index that can be used, and whether there is one that cannot."""
    try:
        return Manifest.read(folder), False
    except IndexMissingError:
        return None, False
    except IndexCorruptError:
        return None, True
