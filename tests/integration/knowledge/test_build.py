"""Builds of the index: whole, incremental, interrupted, at once, and upon damage. With the real Chroma."""

import dataclasses
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tilesmith.knowledge import build as builder
from tilesmith.knowledge.build import BuildPhase, build_index
from tilesmith.knowledge.embedding import EmbeddingChoice
from tilesmith.knowledge.errors import EmbeddingError, IndexCorruptError, IndexMissingError
from tilesmith.knowledge.location import CATALOGUE, index_folder
from tilesmith.knowledge.opening import index_status, open_index, ready_index
from tilesmith.knowledge.search import Mode
from tilesmith.tools.sdk import Sdk

API = "tt_metal/hw/inc/api/compute/eltwise_binary.h"


def names(sdk: Sdk, query: str, mode: Mode = Mode.FUSED) -> list[str]:
    return [hit.chunk.name for hit in open_index(sdk).search(query, mode=mode)]


def test_what_was_built_is_found_by_every_search(sdk: Sdk) -> None:
    report = build_index(sdk)

    assert (report.read, report.removed, report.embedded, report.rebuilt) == (6, 0, 8, False)
    for mode in Mode:
        assert names(sdk, "element-wise addition of two tiles", mode)[0] in ("add_tiles", "eltwise_binary")


def test_an_unchanged_tree_is_not_read_again(sdk: Sdk) -> None:
    build_index(sdk)

    report = build_index(sdk)

    assert (report.read, report.embedded) == (0, 0)


def test_of_a_changed_file_only_what_changed_is_embedded(sdk: Sdk) -> None:
    build_index(sdk)
    path = sdk.root / API
    path.write_text("// One line more.\n" + path.read_text().replace("add_init", "add_begin"))

    report = build_index(sdk)

    assert (report.read, report.embedded) == (1, 1)
    assert "add_begin" in names(sdk, "add_begin", Mode.LEXICAL)
    assert "add_init" not in names(sdk, "add_init", Mode.LEXICAL)
    hit = next(h for h in open_index(sdk).search("add_tiles") if h.chunk.name == "add_tiles")
    assert path.read_text().splitlines()[hit.chunk.line - 1].startswith("ALWI void add_tiles")


def test_a_file_that_is_gone_is_forgotten(sdk: Sdk) -> None:
    build_index(sdk)
    (sdk.root / "METALIUM_GUIDE.md").unlink()

    report = build_index(sdk)

    assert (report.read, report.removed) == (0, 1)
    assert report.manifest.chunks == 7


@pytest.mark.parametrize("phase", list(BuildPhase))
def test_an_interrupted_build_goes_on_where_it_stopped(sdk: Sdk, phase: BuildPhase) -> None:
    class StopError(Exception):
        pass

    def interrupt(now: BuildPhase, _done: int, _total: int) -> None:
        if now is phase:
            raise StopError

    with pytest.raises(StopError):
        build_index(sdk, progress=interrupt)
    with pytest.raises(IndexMissingError, match="knowledge build"):
        open_index(sdk)

    report = build_index(sdk)

    assert report.rebuilt is False
    assert report.read == (6 if phase is BuildPhase.READ else 0)
    assert "add_tiles" in names(sdk, "add tiles")


@pytest.mark.parametrize("phase", list(BuildPhase))
def test_a_build_that_was_killed_goes_on_where_it_stopped(sdk: Sdk, phase: BuildPhase) -> None:
    code = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from tilesmith.tools.sdk import Sdk, SdkOrigin\n"
        "from tilesmith.knowledge.build import build_index\n"
        f"sdk = Sdk({sdk.version!r}, Path({str(sdk.root)!r}), SdkOrigin.TT_METAL_HOME, {sdk.identity!r})\n"
        "def progress(phase, done, total):\n"
        f"    if phase == {phase.value!r}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "build_index(sdk, progress=progress)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL

    report = build_index(sdk)

    assert report.rebuilt is False
    assert report.read == (6 if phase is BuildPhase.READ else 0)
    assert report.manifest.chunks == report.embedded == 8
    assert "add_tiles" in names(sdk, "add tiles")


def test_two_builds_at_once_end_well(sdk: Sdk) -> None:
    code = (
        "from pathlib import Path\n"
        "from tilesmith.tools.sdk import Sdk, SdkOrigin\n"
        "from tilesmith.knowledge.build import build_index\n"
        f"sdk = Sdk({sdk.version!r}, Path({str(sdk.root)!r}), SdkOrigin.TT_METAL_HOME, {sdk.identity!r})\n"
        "print(build_index(sdk).read)\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]

    read = sorted(process.communicate()[0].strip() for process in both)

    assert [process.returncode for process in both] == [0, 0]
    assert read == ["0", "6"]
    assert "add_tiles" in names(sdk, "add tiles")


@pytest.mark.parametrize("damaged", [CATALOGUE, "manifest.json", "*.npz", "vectors-*/chroma.sqlite3"])
def test_a_damaged_index_is_noticed_and_built_again(sdk: Sdk, damaged: str) -> None:
    build_index(sdk)
    (path,) = index_folder(sdk).glob(damaged)
    path.write_bytes(b"\0garbage" * 40)

    with pytest.raises(IndexCorruptError, match="knowledge build"):
        open_index(sdk).search("add tiles")
    report = build_index(sdk)

    assert report.rebuilt
    assert "add_tiles" in names(sdk, "add tiles")


def test_lost_vectors_are_made_again(sdk: Sdk) -> None:
    manifest = build_index(sdk).manifest
    store = builder.open_store(sdk, index_folder(sdk), manifest, manifest.embedder)
    store.drop()

    with pytest.raises(IndexCorruptError):
        open_index(sdk)
    report = build_index(sdk)

    assert (report.read, report.embedded) == (0, 8)


def test_an_index_of_another_version_is_built_again(sdk: Sdk) -> None:
    manifest = build_index(sdk).manifest
    manifest.model_copy(update={"format": "0.0"}).write(index_folder(sdk))

    with pytest.raises(IndexCorruptError, match="another version of Tilesmith"):
        open_index(sdk)
    assert build_index(sdk).rebuilt


def test_another_embedding_keeps_what_was_read(sdk: Sdk) -> None:
    build_index(sdk)

    report = build_index(sdk, EmbeddingChoice("hashed"))

    assert (report.read, report.embedded, report.manifest.embedding) == (0, 8, "hashed")
    assert "add_tiles" in names(sdk, "add tiles", Mode.DENSE)


def test_what_was_chosen_stays_chosen(sdk: Sdk) -> None:
    manifest = build_index(sdk, EmbeddingChoice("hashed")).manifest
    assert build_index(sdk).manifest.embedding == "hashed"

    manifest.model_copy(update={"format": "0.0"}).write(index_folder(sdk))
    report = build_index(sdk)

    assert (report.rebuilt, report.manifest.embedding) == (True, "hashed")


def test_a_server_that_does_not_answer_costs_nobody_the_index(sdk: Sdk) -> None:
    build_index(sdk)

    with pytest.raises(EmbeddingError, match=r"127\.0\.0\.1:1 "):
        build_index(sdk, chroma_url="http://127.0.0.1:1")
    with pytest.raises(EmbeddingError):
        build_index(sdk, EmbeddingChoice("openai:any", "http://127.0.0.1:1/v1"))

    assert "add_tiles" in names(sdk, "add tiles")


def test_whoever_needs_the_index_gets_it_built_and_brought_up_to_date(sdk: Sdk) -> None:
    assert ready_index(sdk).search("add tiles")
    path = sdk.root / API
    path.write_text(path.read_text().replace("add_init", "add_begin"))

    later = ready_index(dataclasses.replace(sdk, identity="checkout-later"))

    assert "add_begin" in [hit.chunk.name for hit in later.search("add_begin")]


def test_the_status_tells_what_is_there(sdk: Sdk, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        index_status(sdk)
    build_index(sdk)

    status = index_status(sdk)

    assert status.current
    assert status.folder.is_relative_to(tmp_path)
    assert sum(status.chunks_by_role.values()) == status.manifest.chunks == 8
    assert not index_status(dataclasses.replace(sdk, identity="checkout-later")).current
