"""A real HTTP server on the loopback address that speaks the OpenAI chat protocol from a script.

with ScriptedServer([Text("hello"), HttpError(429, retry_after=1), Text("again")]) as server:
    ...  # point a client at server.url (OpenAI style) or server.root (Groq style)
assert [request.last_message for request in server.requests] == [...]
"""

from tilesmith.evals.scripted_server.replies import (
    Calls,
    CutOff,
    Disconnect,
    Empty,
    Endless,
    HttpError,
    Reply,
    Slow,
    Text,
)
from tilesmith.evals.scripted_server.server import ChatRequest, ScriptedServer

__all__ = [
    "Calls",
    "ChatRequest",
    "CutOff",
    "Disconnect",
    "Empty",
    "Endless",
    "HttpError",
    "Reply",
    "ScriptedServer",
    "Slow",
    "Text",
]
