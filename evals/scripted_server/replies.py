"""What the server can be told to answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A complete reply; `usage` counts a token for every four characters, as providers do on average."""

    text: str
    finish_reason: str = "stop"
    piece: int = 40
    """Characters in one event of a stream."""


@dataclass(frozen=True)
class CutOff(Text):
    """A reply that ran into the length limit."""

    finish_reason: str = "length"


@dataclass(frozen=True)
class Empty(Text):
    """A reply without a word."""

    text: str = ""


@dataclass(frozen=True)
class Slow(Text):
    """A reply that is silent for `seconds` before it begins."""

    seconds: float = 5.0


@dataclass(frozen=True)
class Endless(Text):
    """A reply that never ends: it begins with its text and goes on until the client closes the connection."""

    silent: bool = False
    """Nothing comes after the text."""


@dataclass(frozen=True)
class HttpError:
    """An error status with OpenAI's error object."""

    status: int
    message: str = "scripted error"
    code: str = ""
    retry_after: float | None = None
    """Seconds, sent as Retry-After."""


@dataclass(frozen=True)
class Disconnect:
    """The connection breaks after `after` characters of the reply."""

    text: str = "half of a reply"
    after: int = 4


@dataclass(frozen=True)
class Calls(Text):
    """A reply that asks for tools, perhaps after some words."""

    text: str = ""
    finish_reason: str = "tool_calls"
    tools: tuple[tuple[str, object], ...] = ()
    """Name and arguments of each; arguments that are a string are sent as they are, JSON or not."""


Reply = Text | HttpError | Disconnect
