"""A chat model that answers from recordings: `--model replay:DIR`."""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import ConfigDict

from tilesmith.agent.llm_drafter.answer import RECORDED_USAGE, REPLAY_WARNING
from tilesmith.agent.llm_drafter.cassette import (
    NoRecordingError,
    Recording,
    digest,
    recordings,
    said,
)
from tilesmith.agent.trace import Message

_LEAST_LIKENESS = 0.5
"""Of words that were not recorded: what shares less of its lines with them answers something else."""


class Deck:
    """The recordings of one folder, and how many of the replies to the same words were given.

    Args:
        first: which of several replies to the same words comes first.

    Raises:
        CassetteError: there are none, or one cannot be read.
    """

    def __init__(self, folder: Path, first: int = 1) -> None:
        self.folder = folder
        self._first = first
        self._by_digest: defaultdict[str, list[Recording]] = defaultdict(list)
        for recording in recordings(folder):
            self._by_digest[recording.digest].append(recording)
        self._given: Counter[str] = Counter()
        self._lock = threading.Lock()

    def answer(self, messages: Sequence[Message]) -> tuple[Recording, str]:
        """The next reply to `messages`, and what is to be said of it; the last one again when all were given.

        Raises:
            NoRecordingError: nothing was recorded that resembles `messages`.
        """
        name, warning = digest(messages), ""
        if name not in self._by_digest:
            name, likeness = self._nearest(messages)
            warning = (
                f"{self.folder} has no recording of this prompt: takes the reply to the nearest one, "
                f"which shares {likeness:.0%} of its lines ({name})"
            )
        replies = self._by_digest[name]
        with self._lock:
            number = self._first - 1 + self._given[name]
            self._given[name] += 1
        return replies[min(number, len(replies) - 1)], warning

    def _nearest(self, messages: Sequence[Message]) -> tuple[str, float]:
        likeness = {
            name: _likeness(messages, replies[0].messages) for name, replies in self._by_digest.items()
        }
        best = max(likeness, key=lambda name: likeness[name])
        if likeness[best] < _LEAST_LIKENESS:
            raise NoRecordingError(
                f"nothing in {self.folder} resembles this prompt (the nearest shares {likeness[best]:.0%} "
                f"of its lines): record it with --record {self.folder} and a model"
            )
        return best, likeness[best]


def _likeness(one: Sequence[Message], other: Sequence[Message]) -> float:
    """Share of all lines that both have (Jaccard), message by message; the last message is what was asked."""
    if len(one) != len(other):
        return 0.0
    return min(_of_lines(a.text, b.text) for a, b in zip(one, other, strict=True))


def _of_lines(one: str, other: str) -> float:
    first, second = set(one.splitlines()), set(other.splitlines())
    return len(first & second) / len(first | second) if first | second else 1.0


class ReplayModel(BaseChatModel):
    """Gives recorded replies: to the same words the same, to others those of the nearest ones."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    deck: Deck

    @property
    def _llm_type(self) -> str:
        return "replay"

    def bind_tools(self, tools: Any, **_settings: Any) -> "ReplayModel":  # noqa: ANN401, ARG002
        """Itself: what the recorded model asked of its tools is in the recordings."""
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **settings: Any) -> ChatResult:  # noqa: ANN401
        return generate_from_stream(self._stream(messages, *args, **settings))

    def _stream(
        self,
        messages: list[BaseMessage],
        *_args: Any,  # noqa: ANN401
        **_settings: Any,  # noqa: ANN401
    ) -> Iterator[ChatGenerationChunk]:
        told = said(messages)
        recording, warning = self.deck.answer(told)
        calls = [
            tool_call_chunk(
                name=tool.name,
                args=json.dumps(tool.arguments),
                id=f"replayed-{len(told)}-{number}",
                index=number,
            )
            for number, tool in enumerate(recording.tools)
        ]
        message = AIMessageChunk(
            content=recording.reply,
            tool_call_chunks=calls,
            response_metadata={
                "finish_reason": recording.finish_reason,
                RECORDED_USAGE: recording.usage.model_dump(),
                REPLAY_WARNING: warning,
            },
        )
        yield ChatGenerationChunk(message=message)


_LOADING = threading.Lock()


def replay_model(folder: Path, run: str, first: int = 1) -> ReplayModel:
    """The recordings in `folder`, one deck for all calls of `run`.

    Args:
        first: which of several replies to the same words comes first.

    Raises:
        CassetteError: there are none, or one cannot be read.
    """
    with _LOADING:  # samples that begin at once share their deck
        return ReplayModel(deck=_deck(folder, folder.resolve(), run, first))


@lru_cache(maxsize=32)
def _deck(folder: Path, _place: Path, _run: str, first: int) -> Deck:
    return Deck(folder, first)
