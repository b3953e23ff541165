"""Recordings of exchanges with a model, from which runs can be repeated without it.

Each exchange is a JSON file of its own, named by the digest of what was said to the model; several replies to
the same words are numbered in the order in which they came.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from tilesmith.agent.drafter import Usage
from tilesmith.agent.llm_drafter.answer import Answer
from tilesmith.agent.redaction import redact, redact_values
from tilesmith.agent.trace import Message
from tilesmith.errors import TilesmithError, reason_of

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_ROLES = {"human": "user", "ai": "assistant"}
_DIGEST = 16


class CassetteError(TilesmithError):
    """A folder of recordings that cannot be used."""


class NoRecordingError(CassetteError):
    """Nothing was recorded that resembles what is said now."""


class RecordedTool(BaseModel):
    """A tool that the reply asks for."""

    model_config = ConfigDict(frozen=True)

    name: str
    arguments: dict[str, Any]


class Recording(BaseModel):
    """One exchange."""

    model_config = ConfigDict(frozen=True)

    model: str
    """As given to `--model`."""
    messages: tuple[Message, ...]
    reply: str
    tools: tuple[RecordedTool, ...] = ()
    finish_reason: str = ""
    usage: Usage = Usage()

    @property
    def digest(self) -> str:
        """Of what was said."""
        return digest(self.messages)


def said(messages: "Iterable[BaseMessage]") -> tuple[Message, ...]:
    """What was said to a model; a reply that asks for tools says which."""
    return tuple(Message(role=_ROLES.get(m.type, m.type), text=_words(m)) for m in messages)


def _words(message: "BaseMessage") -> str:
    calls = getattr(message, "tool_calls", ())
    asked = [json.dumps({"tool": call["name"], "arguments": call["args"]}, sort_keys=True) for call in calls]
    return "\n".join([*([str(message.text)] if message.text else []), *asked])


def digest(messages: Sequence[Message]) -> str:
    """Equal for equal messages."""
    told = json.dumps([(message.role, redact(message.text)) for message in messages], ensure_ascii=False)
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:_DIGEST]


@dataclass(frozen=True)
class Cassette:
    """A folder to which exchanges are recorded."""

    folder: Path

    def add(self, model: str, messages: "Iterable[BaseMessage]", answer: Answer) -> None:
        """Record one exchange, without secrets.

        Raises:
            CassetteError: the folder cannot be written to.
        """
        recording = Recording(
            model=model,
            messages=said(messages),
            reply=answer.text,
            tools=tuple(RecordedTool(name=tool.name, arguments=tool.arguments) for tool in answer.tools),
            finish_reason=answer.finish_reason,
            usage=answer.usage,
        )
        values = redact_values(recording.model_dump(mode="json", exclude_defaults=True))
        text = json.dumps(values, indent=1, ensure_ascii=False) + "\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(recording.digest, text)
        except OSError as error:
            raise CassetteError(
                f"cannot record to {self.folder} ({error.strerror}): name another folder with --record"
            ) from error

    def _write(self, name: str, text: str) -> None:
        """Under the first number that is free, whoever else records at the same time."""
        number = 1
        while True:
            try:
                with (self.folder / f"{name}-{number:02}.json").open(
                    "x", encoding="utf-8", errors="replace"
                ) as file:
                    file.write(text)
            except FileExistsError:
                number += 1
            else:
                return


def recordings(folder: Path) -> tuple[Recording, ...]:
    """All exchanges in `folder`, those of equal words in the order in which they came.

    Raises:
        CassetteError: there are none, or one cannot be read.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise CassetteError(f"there are no recordings in {folder}: make some with --record {folder}")
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Recording:
    try:
        return Recording.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise CassetteError(
            f"{file} is no recording ({reason_of(error)}): delete it or record it again"
        ) from error
