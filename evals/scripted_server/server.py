"""The HTTP side: chat completions at OpenAI's path and at Groq's, streamed or in one piece."""

import json
import select
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tilesmith.evals.scripted_server.replies import Calls, Disconnect, Endless, HttpError, Reply, Slow, Text

PATHS = ("/v1/chat/completions", "/openai/v1/chat/completions")
_ENDLESS_SECONDS = 0.05
"""Between two pieces of an endless reply."""
Script = Iterable[Reply] | Callable[["ChatRequest"], Reply]


@dataclass(frozen=True)
class ChatRequest:
    """One request as received."""

    path: str
    key: str
    """The bearer token."""
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, str]]:
        """Roles and contents."""
        return [{"role": m["role"], "content": _text_of(m.get("content"))} for m in self.body["messages"]]

    @property
    def last_message(self) -> str:
        """What the model was asked last."""
        return self.messages[-1]["content"]


def _text_of(content: object) -> str:
    if isinstance(content, list):
        return "\n".join(part.get("text", "") for part in content)
    return str(content or "")


class ScriptedServer:
    """Answers each request with the next reply of a script, or with what a function of the request says.

    A script that is used up answers 500 with a message that says so: a test notices one call too many.
    """

    def __init__(self, script: Script) -> None:
        self._decide = script if callable(script) else _in_turn(iter(script))
        self._lock = threading.Lock()
        self.requests: list[ChatRequest] = []
        self.closed: list[float] = []
        """When, by `time.monotonic()`, a client closed the connection of an endless reply."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def root(self) -> str:
        """The address without a path, for Groq's client."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def url(self) -> str:
        """The address as OpenAI's client wants it."""
        return f"{self.root}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _next(self, request: ChatRequest) -> Reply:
        with self._lock:
            self.requests.append(request)
            return self._decide(request)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        decide, closed = self._next, self.closed

        class Handler(_ChatHandler):
            def decide(self, request: ChatRequest) -> Reply:
                return decide(request)

            def client_closed(self) -> None:
                closed.append(time.monotonic())

        return Handler


def _in_turn(replies: Iterator[Reply]) -> Callable[[ChatRequest], Reply]:
    return lambda _request: next(replies, HttpError(500, "the script has no further reply"))


class _ChatHandler(BaseHTTPRequestHandler):
    def decide(self, request: ChatRequest) -> Reply:
        raise NotImplementedError

    def client_closed(self) -> None:
        raise NotImplementedError

    def log_message(self, format: str, *args: object) -> None:
        """Silent: a test's output is its own."""

    def do_GET(self) -> None:
        if self.path.endswith("/models"):
            self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})
        else:
            self._error(HttpError(404, f"no such path: {self.path}"))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        if self.path not in PATHS:
            self._error(HttpError(404, f"no such path: {self.path}"))
            return
        key = self.headers.get("authorization", "").removeprefix("Bearer ")
        reply = self.decide(ChatRequest(self.path, key, body))
        if isinstance(reply, HttpError):
            self._error(reply)
        elif isinstance(reply, Disconnect):
            self._break_off(body, reply)
        else:
            self._answer(body, reply)

    def _answer(self, body: dict[str, Any], reply: Text) -> None:
        if isinstance(reply, Slow):
            time.sleep(reply.seconds)
        try:
            if body.get("stream"):
                self._stream(body, reply)
            else:
                self._complete(body, reply)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # The client gave up waiting, which is what some tests are about.

    def _complete(self, body: dict[str, Any], reply: Text) -> None:
        message = {"role": "assistant", "content": reply.text, **_tool_calls(reply)}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish_reason}
        payload = _envelope(body, "chat.completion") | {
            "choices": [choice],
            "usage": _usage(body, reply.text),
        }
        self._json(200, payload)

    def _stream(self, body: dict[str, Any], reply: Text) -> None:
        self._start_stream()
        pieces = [reply.text[at : at + reply.piece] for at in range(0, len(reply.text), reply.piece)]
        for number, piece in enumerate(pieces):
            delta = {"content": piece} | ({"role": "assistant"} if number == 0 else {})
            self._event(_chunk(body, delta))
        if isinstance(reply, Endless):
            self._go_on(body, reply)
            return
        if isinstance(reply, Calls):
            self._event(_chunk(body, {"role": "assistant"} | _tool_calls(reply)))
        last = _chunk(body, {}, reply.finish_reason)
        if self.path.startswith("/openai/"):
            last["x_groq"] = {
                "usage": _usage(body, reply.text)
            }  # Groq reports usage unasked, in its own field.
        self._event(last)
        if body.get("stream_options", {}).get("include_usage"):
            envelope = _envelope(body, "chat.completion.chunk")
            self._event(envelope | {"choices": [], "usage": _usage(body, reply.text)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _go_on(self, body: dict[str, Any], reply: Endless) -> None:
        """Say more, or nothing, until the client closes the connection."""
        try:
            while not select.select([self.connection], [], [], _ENDLESS_SECONDS)[0]:
                if not reply.silent:
                    self._event(_chunk(body, {"content": "and so on\n"}))
        finally:
            self.client_closed()
            self.close_connection = True

    def _break_off(self, body: dict[str, Any], reply: Disconnect) -> None:
        self._start_stream(length=10_000)
        self._event(_chunk(body, {"role": "assistant", "content": reply.text[: reply.after]}))
        self.close_connection = True

    def _start_stream(self, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        if length is not None:
            self.send_header("content-length", str(length))
        self.end_headers()

    def _event(self, payload: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(payload)}\n\n".encode())
        self.wfile.flush()

    def _error(self, error: HttpError) -> None:
        headers = {} if error.retry_after is None else {"retry-after": f"{error.retry_after:g}"}
        details = {"message": error.message, "type": "scripted", "code": error.code or None}
        self._json(error.status, {"error": details}, headers)

    def _json(self, status: int, payload: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        data = json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _envelope(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-scripted", "created": 0, "model": body.get("model", "scripted"), "object": kind}


def _tool_calls(reply: Text) -> dict[str, Any]:
    """What a message says of the tools that it asks for."""
    if not isinstance(reply, Calls):
        return {}
    calls = [
        {
            "index": number,
            "id": f"call-{number}",
            "type": "function",
            "function": {
                "name": name,
                "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments),
            },
        }
        for number, (name, arguments) in enumerate(reply.tools)
    ]
    return {"tool_calls": calls}


def _chunk(body: dict[str, Any], delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _envelope(body, "chat.completion.chunk") | {"choices": [choice]}


def _usage(body: dict[str, Any], text: str) -> dict[str, int]:
    prompt = sum(len(_text_of(message.get("content"))) for message in body["messages"]) // 4
    completion = len(text) // 4
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }
