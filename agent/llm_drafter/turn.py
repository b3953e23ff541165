"""A drafting turn: what is said to the model, and the tools that it calls before it gives the files."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tilesmith.agent.drafter import Usage
from tilesmith.agent.llm_drafter.answer import Answer
from tilesmith.agent.llm_drafter.call import Caller
from tilesmith.agent.redaction import redact
from tilesmith.agent.trace import AskedTool, ToolCall
from tilesmith.errors import TilesmithError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.tools import BaseTool

_SPENT = "No tool calls are left in this turn: give the files now, in the format asked for."


@dataclass
class Turn:
    """The conversation about one draft or repair; its tool calls are counted over the whole turn."""

    caller: Caller
    step: str
    """Which prompt it answers, for the trace."""
    messages: "list[BaseMessage]"
    tools: "Sequence[BaseTool]" = ()
    calls_left: int = 0
    usage: Usage = field(default_factory=Usage)
    """Of all calls of the model so far."""

    def ask(self) -> Answer:
        """The model's reply, after the tools that it calls first; it is told when none are left, once.

        Raises: as `Caller.call` does.
        """
        told_spent = False
        while True:
            answer = self._call()
            if not answer.tools or told_spent:
                return answer
            told_spent = self.calls_left == 0
            for request in answer.tools:
                self._serve(request)

    def say(self, text: str) -> None:
        """Add what the model is told next."""
        from langchain_core.messages import HumanMessage

        self.messages.append(HumanMessage(text))

    def _call(self) -> Answer:
        from langchain_core.messages import AIMessage

        answer = self.caller.call(self.step, self.messages, self.tools)
        self.usage += answer.usage
        empty = not answer.text and not answer.tools
        self.messages.append(AIMessage("(empty)") if answer.message is None or empty else answer.message)
        return replace(answer, usage=self.usage)

    def _serve(self, request: AskedTool) -> None:
        from langchain_core.messages import ToolMessage

        started = time.monotonic()
        session = self.caller.session
        if self.calls_left == 0:
            result = _SPENT
        else:
            self.calls_left -= 1
            session.tell(f"{self.caller.endpoint.model} calls {request.name}")
            result = redact(self._result(request))
        session.trace.write(
            ToolCall(
                attempt=session.attempt,
                sample=session.sample,
                seconds=round(time.monotonic() - started, 3),
                name=request.name,
                arguments=request.arguments,
                answer=result,
            )
        )
        self.messages.append(ToolMessage(result, tool_call_id=request.id, name=request.name))

    def _result(self, request: AskedTool) -> str:
        """What the tool answers, or why it cannot: a model's mistake is answered, not raised."""
        from langchain_core.tools import ToolException
        from pydantic import ValidationError

        tool = next((tool for tool in self.tools if tool.name == request.name), None)
        if tool is None:
            names = ", ".join(tool.name for tool in self.tools)
            return f"there is no tool {request.name}: there are {names}"
        if request.problem:
            return f"{request.name} was not called: {request.problem}"
        try:
            return str(tool.invoke(request.arguments))
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            return f"{request.name} was not called: {wrong}"
        except (TilesmithError, ToolException) as error:
            return f"{request.name} failed: {error}"
