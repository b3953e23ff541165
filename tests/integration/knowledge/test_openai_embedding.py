"""Embeddings from a server that speaks OpenAI's protocol, over a real loopback connection."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tilesmith.knowledge.build import build_index
from tilesmith.knowledge.embedding import EmbeddingChoice
from tilesmith.knowledge.errors import EmbeddingError
from tilesmith.knowledge.opening import open_index
from tilesmith.knowledge.search import Mode
from tilesmith.tools.sdk import Sdk

LETTERS = "abcdefghijklmnopqrstuvwxyz_"


class _Server(BaseHTTPRequestHandler):
    """Embeds a text as how often it has each letter."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/embeddings" or request["model"] != "letters":
            self.send_error(404)
            return
        data = [
            {"object": "embedding", "index": n, "embedding": [float(text.count(x)) for x in LETTERS]}
            for n, text in enumerate(request["input"])
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        body = json.dumps({"object": "list", "data": data, "model": "letters", "usage": usage}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def base_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_index_is_built_and_searched_with_the_servers_vectors(sdk: Sdk, base_url: str) -> None:
    report = build_index(sdk, EmbeddingChoice("openai:letters", base_url))

    assert (report.embedded, report.manifest.embedding) == (8, "openai:letters")
    assert len(open_index(sdk).search("add_tiles", mode=Mode.DENSE)) == 8


def test_a_server_that_refuses_is_named(sdk: Sdk, base_url: str) -> None:
    with pytest.raises(EmbeddingError, match="no-such-model"):
        build_index(sdk, EmbeddingChoice("openai:no-such-model", base_url))


def test_openai_itself_wants_a_key(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    with pytest.raises(EmbeddingError, match="OPENAI_API_KEY"):
        build_index(sdk, EmbeddingChoice("openai:text-embedding-3-small"))
