"""A package index on the loopback that offers a small `ttnn`, for the real pip."""

import hashlib
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

VERSION = "9.8.7"
WHEEL = f"ttnn-{VERSION}-cp312-cp312-manylinux_2_34_x86_64.whl"
FILES = {
    "ttnn/tt_metal/hw/inc/api/compute/add.h": "template <typename T> void f() { static_assert(false); }\n",
    "ttnn/tt_metal/hw/firmware/src/tt-1xx/brisck.cc": "#include <kernel_includes.hpp>\n",
    "ttnn/build/lib/libtt_metal.so": "binary",
    f"ttnn-{VERSION}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: ttnn\nVersion: {VERSION}\n",
    f"ttnn-{VERSION}.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: cp312-cp312-manylinux_2_34_x86_64\n",
    f"ttnn-{VERSION}.dist-info/RECORD": "",
}


@dataclass
class Index:
    """What the index serves, and what was asked of it."""

    wheel: bytes
    url: str = ""
    sha256: str = ""
    """What the index claims; the true digest by default."""
    stall: bool = False
    """Send half of the wheel, then nothing until `released`."""
    released: threading.Event = field(default_factory=threading.Event)
    half_sent: threading.Event = field(default_factory=threading.Event)
    downloads: int = 0

    def page(self) -> bytes:
        """The listing of the package, in the simple format."""
        digest = self.sha256 or hashlib.sha256(self.wheel).hexdigest()
        return f'<html><body><a href="/{WHEEL}#sha256={digest}">{WHEEL}</a></body></html>'.encode()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """The index, set as the user's; the cache is empty and `TT_METAL_HOME` unset."""
    served = Index(_wheel(tmp_path / "source.whl"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/simple"
    monkeypatch.setenv("PIP_INDEX_URL", served.url)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TT_METAL_HOME", raising=False)
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield served
    served.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


def _wheel(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    return path.read_bytes()


def _handler(index: Index) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/simple/ttnn/":
                self._send(index.page(), "text/html")
            elif self.path == f"/{WHEEL}":
                self._send_wheel()
            else:
                self.send_error(404)

        def _send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _send_wheel(self) -> None:
            index.downloads += 1
            if not index.stall:
                self._send(index.wheel, "application/octet-stream")
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(index.wheel)))
            self.end_headers()
            self.wfile.write(index.wheel[: len(index.wheel) // 2])
            index.half_sent.set()
            index.released.wait()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
