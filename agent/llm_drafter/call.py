"""One call of a model: in its turn, retried, timed, counted, traced and recorded."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from tilesmith.agent.cancellation import RunCancelledError
from tilesmith.agent.drafter import Usage
from tilesmith.agent.llm_drafter.abandonable import while_wanted
from tilesmith.agent.llm_drafter.answer import Answer, answer_again, answer_of
from tilesmith.agent.llm_drafter.cassette import Cassette, said
from tilesmith.agent.llm_drafter.model_errors import (
    Endpoint,
    ModelTimeoutError,
    refuses_temperature,
    refuses_tools,
    translate,
)
from tilesmith.agent.llm_drafter.pace import Pace
from tilesmith.agent.llm_drafter.prices import Price
from tilesmith.agent.llm_drafter.retry import RetryPolicy, with_retries
from tilesmith.agent.race import RaceLostError
from tilesmith.agent.session import Session
from tilesmith.agent.trace import ModelCall
from tilesmith.errors import TilesmithError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

_NOTHING = Usage()
_SHORTEST_TOLD = 1.0
"""Seconds; of a shorter wait nothing is said."""
# What models have refused, by model and address: a temperature, tools. They would again.
_REFUSED: set[tuple[str, str, str]] = set()
_REFUSALS = {"temperature": refuses_temperature, "tools": refuses_tools}


@dataclass(frozen=True)
class Caller:
    """Calls `model`, which `endpoint` describes, as part of `session`."""

    model: "BaseChatModel"
    endpoint: Endpoint
    session: Session = field(default_factory=Session)
    price: Price | None = None
    """None: not known."""
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    pace: Pace | None = None
    """Shared with others who call this model; None: there are none."""
    cassette: Cassette | None = None
    """Where the exchange is recorded; None: nowhere."""

    def call(self, step: str, messages: "list[BaseMessage]", tools: "Sequence[BaseTool]" = ()) -> Answer:
        """The model's answer to `messages`, which `step` asks for; a resumed run may have it already.

        Args:
            tools: which the model may ask for; one that takes none is asked without.

        Raises:
            BudgetSpentError: the run's budget does not allow another call, or was spent before a reply came.
            RaceLostError: another sample was verified before the reply had come.
            RunCancelledError: nobody waits for the run any more.
            ModelError: no reply came.
        """
        known = self.session.known_reply(step, self.endpoint.model, said(messages))
        if known is not None:
            return answer_again(known)
        self.session.require_more()
        self._wait_for_turn()
        started = time.monotonic()
        try:
            answer = answer_of(self._whole(messages, tools), time.monotonic() - started, self.price)
        except TilesmithError as error:
            # What a provider asks for a reply that nobody waited for is not known.
            unwanted = isinstance(error, RaceLostError | RunCancelledError)
            usage = Usage(calls=1, unpriced=1) if unwanted else Usage()
            self._trace(step, messages, started, error=str(error), usage=usage)
            if isinstance(error, ModelTimeoutError):
                self.session.require_more()  # it is the run's time that has passed, if it has
            raise
        self._trace(step, messages, started, answer)
        if answer.warning:
            self.session.tell(answer.warning)
        if self.cassette is not None:
            self.cassette.add(self.endpoint.model, messages, answer)
        return answer

    def takes(self, what: str) -> bool:
        """Whether the model has not refused `what` so far: `temperature` or `tools`."""
        return (self.endpoint.model, self.endpoint.url, what) not in _REFUSED

    def _wait_for_turn(self) -> None:
        seconds = self.pace.seconds_to_wait() if self.pace else 0.0
        if seconds <= 0:
            return
        if seconds >= _SHORTEST_TOLD:
            self.session.tell(
                f"waits {seconds:.0f} s for its turn at {self.endpoint.model}: its rate is limited"
            )
        self.session.pause(seconds)
        self.session.require_more()

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
                messages=said(messages),
                reply=answer.text if answer else "",
                finish_reason=answer.finish_reason if answer else "",
                tool_calls=answer.tools if answer else (),
                usage=answer.usage if answer else usage,
                error=error,
            )
        )

    def _whole(self, messages: "list[BaseMessage]", tools: "Sequence[BaseTool]") -> "AIMessage | None":
        """The whole reply; None when the server sent nothing at all."""
        try:
            return self._unrefused(messages, tools)
        except Exception as error:
            if isinstance(error, TilesmithError):
                raise
            translated = translate(error, self.endpoint)
            if translated is None:
                raise
            # The client's exception quotes requests and keys: it is not chained.
            raise translated from None

    def _unrefused(self, messages: "list[BaseMessage]", tools: "Sequence[BaseTool]") -> "AIMessage | None":
        """A model that refuses a temperature or tools is asked again without, and from then on at once."""
        for _ in _REFUSALS:
            # What this request is sent with: another sample may learn of a refusal while it is under way.
            sent = [what for what in _REFUSALS if self.takes(what) and (tools or what != "tools")]
            try:
                return self._with_retries(messages, tools)
            except Exception as error:
                refused = next((what for what in sent if _REFUSALS[what](error)), "")
                if not refused:
                    raise
                _REFUSED.add((self.endpoint.model, self.endpoint.url, refused))
        return self._with_retries(messages, tools)

    def _with_retries(self, messages: "list[BaseMessage]", tools: "Sequence[BaseTool]") -> "AIMessage | None":
        policy = self.retry if self.pace is None else replace(self.retry, on_rate_limit=self.pace.hold)
        return with_retries(
            lambda: while_wanted(lambda: self._stream(messages, tools), self.session.require_wanted),
            self.endpoint.timeout,
            policy,
            self.session.pause,
        )

    def _model(self, tools: "Sequence[BaseTool]") -> "Runnable[list[BaseMessage], AIMessage]":
        """The model with what it takes of temperature and tools."""
        model = self.model
        if not self.takes("temperature"):
            model = model.model_copy(update={"temperature": None})
        return model.bind_tools(tools) if tools and self.takes("tools") else model

    async def _stream(self, messages: "list[BaseMessage]", tools: "Sequence[BaseTool]") -> "AIMessage | None":
        from langchain_core.messages import AIMessageChunk, message_chunk_to_message

        deadline = time.monotonic() + self.endpoint.timeout
        whole: AIMessageChunk | None = None
        async for chunk in self._model(tools).astream(messages):
            if not isinstance(chunk, AIMessageChunk):
                return chunk  # a client that does not stream
            whole = chunk if whole is None else whole + chunk
            if time.monotonic() > deadline:
                raise ModelTimeoutError(
                    f"{self.endpoint.model} was still replying after {self.endpoint.timeout:g} s: "
                    "raise --model-timeout or use a faster model"
                )
        return cast("AIMessage", message_chunk_to_message(whole)) if whole is not None else None
