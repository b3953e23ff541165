"""Vectors on a Chroma server that a team shares: the real server on a loopback port."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tilesmith.knowledge.build import build_index
from tilesmith.knowledge.errors import EmbeddingError
from tilesmith.knowledge.location import index_folder
from tilesmith.knowledge.opening import open_index
from tilesmith.knowledge.search import Mode
from tilesmith.tools.sdk import Sdk

CHROMA = Path(sys.executable).with_name("chroma")
PATIENCE = 60.0


@pytest.fixture
def chroma_url(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [CHROMA, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the Chroma server did not start")


def test_vectors_live_on_the_server(sdk: Sdk, chroma_url: str) -> None:
    report = build_index(sdk, chroma_url=chroma_url)

    assert report.embedded == 8
    assert not list(index_folder(sdk).glob("vectors-*"))
    assert open_index(sdk).search("add two tiles", mode=Mode.DENSE)
    assert build_index(sdk, chroma_url=chroma_url).embedded == 0


def test_whoever_looks_at_the_server_sees_what_lies_there(sdk: Sdk, chroma_url: str) -> None:
    import chromadb

    build_index(sdk, chroma_url=chroma_url)

    (collection,) = chromadb.HttpClient(port=int(chroma_url.rpartition(":")[2])).list_collections()
    assert collection.metadata["sdk"] == sdk.version
    (kernel,) = collection.get(where={"role": "compute"})["metadatas"]
    assert kernel["path"].endswith("compute/eltwise_binary.cpp")
    assert kernel["lines"] == "1-8"
    assert kernel["symbols"].split()[:2] == ["add_init", "add_tiles"]


def test_an_address_that_is_none_is_told(sdk: Sdk) -> None:
    with pytest.raises(EmbeddingError, match="http://HOST:PORT"):
        build_index(sdk, chroma_url="chroma.example:8000")


def test_a_server_that_is_not_there_is_named(sdk: Sdk) -> None:
    with pytest.raises(EmbeddingError, match=r"127\.0\.0\.1:1 "):
        build_index(sdk, chroma_url="http://127.0.0.1:1")
