"""What a model replied, whichever client brought it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tilesmith.agent.drafter import Usage
from tilesmith.agent.llm_drafter.prices import Price
from tilesmith.agent.trace import AskedTool, ModelCall

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

# Each client calls it otherwise: OpenAI and Groq, Anthropic, Google, Ollama.
_REASONS = ("finish_reason", "stop_reason", "done_reason")
_CUT_OFF = ("length", "max_tokens", "model_length")
RECORDED_USAGE = "recorded_usage"
"""In a reply's metadata: what it cost when it was recorded."""
REPLAY_WARNING = "replay_warning"
"""In a reply's metadata: why it may not be the one to these words; empty: it is."""


@dataclass(frozen=True)
class Answer:
    """What a model replied."""

    text: str
    finish_reason: str
    usage: Usage
    tools: tuple[AskedTool, ...] = ()
    warning: str = ""
    """What the user should know of it; empty: nothing."""
    message: "AIMessage | None" = field(default=None, compare=False, repr=False)
    """As the client has it, for the conversation's next turn; None: nothing came."""

    @property
    def cut_off(self) -> bool:
        """It ran into the length limit."""
        return self.finish_reason.lower() in _CUT_OFF


def answer_of(message: "AIMessage | None", seconds: float, price: Price | None) -> Answer:
    """What `message` says, what it asks for and what it cost.

    Args:
        message: None: the server sent nothing at all.
        seconds: which the call took.
        price: None: not known.
    """
    if message is None:
        return Answer("", "", Usage(calls=1, seconds=round(seconds, 3), unpriced=1))
    recorded = message.response_metadata.get(RECORDED_USAGE)
    return Answer(
        text=str(message.text),
        finish_reason=_reason(message.response_metadata),
        usage=Usage.model_validate(recorded) if recorded else _usage(message, seconds, price),
        tools=_requests(message),
        warning=message.response_metadata.get(REPLAY_WARNING) or "",
        message=message,
    )


def answer_again(call: ModelCall) -> Answer:
    """What a call of the run's trace brought."""
    from langchain_core.messages import AIMessage

    calls = [
        {"name": tool.name, "args": tool.arguments, "id": tool.id, "type": "tool_call"}
        for tool in call.tool_calls
    ]
    message = AIMessage(call.reply, tool_calls=calls)
    return Answer(call.reply, call.finish_reason, call.usage, call.tool_calls, message=message)


def _reason(metadata: Mapping[str, Any]) -> str:
    return next((str(metadata[name]) for name in _REASONS if metadata.get(name)), "")


def _usage(message: "AIMessage", seconds: float, price: Price | None) -> Usage:
    counted = message.usage_metadata
    if counted is None:
        return Usage(calls=1, seconds=round(seconds, 3), unpriced=1)  # better unknown than $0
    usage = Usage(
        calls=1,
        input_tokens=counted["input_tokens"],
        cached_tokens=counted.get("input_token_details", {}).get("cache_read") or 0,
        output_tokens=counted["output_tokens"],
        reasoning_tokens=counted.get("output_token_details", {}).get("reasoning") or 0,
        seconds=round(seconds, 3),
    )
    if price is None:
        return usage.model_copy(update={"unpriced": 1})
    return usage.model_copy(update={"cost": price.cost(usage)})


def _requests(message: "AIMessage") -> tuple[AskedTool, ...]:
    whole = [
        AskedTool(id=call["id"] or "", name=call["name"], arguments=call["args"])
        for call in message.tool_calls
    ]
    broken = [
        AskedTool(id=call["id"] or "", name=call["name"] or "", problem="its arguments are not valid JSON")
        for call in message.invalid_tool_calls
    ]
    return (*whole, *broken)
