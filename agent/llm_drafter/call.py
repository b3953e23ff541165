"""One call of a model: retried, timed, counted and traced."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilesmith.agent.drafter import Usage
from tilesmith.agent.llm_drafter.abandonable import unless_lost
from tilesmith.agent.llm_drafter.model_errors import (
    Endpoint,
    ModelTimeoutError,
    refuses_temperature,
    translate,
)
from tilesmith.agent.llm_drafter.prices import Price
from tilesmith.agent.llm_drafter.retry import RetryPolicy, with_retries
from tilesmith.agent.race import RaceLostError
from tilesmith.agent.session import Session
from tilesmith.agent.trace import Message, ModelCall
from tilesmith.errors import TilesmithError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

_NOTHING = Usage()
# Models that have refused a temperature; they would again.
_OWN_TEMPERATURE: set[str] = set()
_ROLES = {"human": "user", "ai": "assistant"}


@dataclass(frozen=True)
class Answer:
    """What a model replied."""

    text: str
    finish_reason: str
    usage: Usage

    @property
    def cut_off(self) -> bool:
        """It ran into the length limit."""
        return self.finish_reason == "length"


@dataclass(frozen=True)
class Caller:
    """Calls `model`, which `endpoint` describes, as part of `session`."""

    model: "BaseChatModel"
    endpoint: Endpoint
    session: Session = field(default_factory=Session)
    price: Price | None = None
    """None: not known."""
    retry: RetryPolicy = field(default_factory=RetryPolicy)

    def call(self, step: str, messages: "list[BaseMessage]") -> Answer:
        """The model's answer to `messages`, which `step` asks for; a resumed run may have it already.

        Raises:
            BudgetSpentError: the run's budget does not allow another call.
            RaceLostError: another sample was verified before the reply had come.
            ModelError: no reply came.
        """
        known = self.session.known_reply(step, self.endpoint.model, _told(messages))
        if known is not None:
            return Answer(known.reply, known.finish_reason, known.usage)
        self.session.require_more()
        started = time.monotonic()
        try:
            whole = unless_lost(lambda: self._whole(messages), self.session.race)
            answer = _answer(whole, time.monotonic() - started, self.price)
        except TilesmithError as error:
            # What a provider asks for a reply that nobody waited for is not known.
            usage = Usage(calls=1, unpriced=1) if isinstance(error, RaceLostError) else Usage()
            self._trace(step, messages, started, error=str(error), usage=usage)
            raise
        self._trace(step, messages, started, answer)
        return answer

    def _trace(
        self,
        step: str,
        messages: "list[BaseMessage]",
        started: float,
        answer: Answer | None = None,
        error: str = "",
        usage: Usage = _NOTHING,
    ) -> None:
        self.session.trace.write(
            ModelCall(
                step=step,
                attempt=self.session.attempt,
                sample=self.session.sample,
                seconds=round(time.monotonic() - started, 3),
                model=self.endpoint.model,
                temperature=self.session.temperature,
                messages=_told(messages),
                reply=answer.text if answer else "",
                finish_reason=answer.finish_reason if answer else "",
                usage=answer.usage if answer else usage,
                error=error,
            )
        )

    def _whole(self, messages: "list[BaseMessage]") -> "AIMessageChunk | None":
        """The whole reply; None when the server sent nothing at all."""
        try:
            return self._with_retries(messages)
        except Exception as error:
            translated = translate(error, self.endpoint)
            if translated is None or isinstance(error, TilesmithError):
                raise
            # The client's exception quotes requests and keys: it is not chained.
            raise translated from None

    def _with_retries(self, messages: "list[BaseMessage]") -> "AIMessageChunk | None":
        """A model that takes no temperature is asked again without, and from then on at once."""
        try:
            return with_retries(lambda: self._stream(messages), self.endpoint.timeout, self.retry)
        except Exception as error:
            if self.endpoint.model in _OWN_TEMPERATURE or not refuses_temperature(error):
                raise
            _OWN_TEMPERATURE.add(self.endpoint.model)
            return with_retries(lambda: self._stream(messages), self.endpoint.timeout, self.retry)

    @property
    def _model(self) -> "BaseChatModel":
        """The model, without a temperature where it takes none."""
        if self.endpoint.model not in _OWN_TEMPERATURE:
            return self.model
        return self.model.model_copy(update={"temperature": None})

    def _stream(self, messages: "list[BaseMessage]") -> "AIMessageChunk | None":
        deadline = time.monotonic() + self.endpoint.timeout
        whole: AIMessageChunk | None = None
        for chunk in self._model.stream(messages):
            if self.session.race is not None:
                self.session.race.require_open()
            whole = chunk if whole is None else whole + chunk
            if time.monotonic() > deadline:
                raise ModelTimeoutError(
                    f"{self.endpoint.model} was still replying after {self.endpoint.timeout:g} s: "
                    "raise --model-timeout or use a faster model"
                )
        return whole


def _told(messages: "list[BaseMessage]") -> tuple[Message, ...]:
    return tuple(Message(role=_ROLES.get(m.type, m.type), text=str(m.text)) for m in messages)


def _answer(whole: "AIMessageChunk | None", seconds: float, price: Price | None) -> Answer:
    counted = whole.usage_metadata if whole else None
    priced = price is not None and counted is not None
    return Answer(
        text=str(whole.text) if whole else "",
        finish_reason=str(whole.response_metadata.get("finish_reason") or "") if whole else "",
        usage=Usage(
            calls=1,
            input_tokens=counted["input_tokens"] if counted else 0,
            output_tokens=counted["output_tokens"] if counted else 0,
            seconds=round(seconds, 3),
            cost=price.cost(counted["input_tokens"], counted["output_tokens"]) if price and counted else 0.0,
            unpriced=0 if priced else 1,  # better unknown than $0
        ),
    )
