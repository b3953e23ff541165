"""The drafter that asks a language model, over any LangChain chat model."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilesmith.agent.context import RefineTarget
from tilesmith.agent.drafter import Draft, DraftRequest, Usage
from tilesmith.agent.llm_drafter.model_errors import Endpoint, ModelTimeoutError, translate
from tilesmith.agent.llm_drafter.prompt_view import io_interface, kernel_files, patterns_for, repairable, view
from tilesmith.agent.llm_drafter.replies import Expectation, Reply, read_reply, rejection
from tilesmith.agent.llm_drafter.retry import RetryPolicy, with_retries
from tilesmith.agent.scaffold import host_file
from tilesmith.errors import TilesmithError
from tilesmith.prompts import render
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import KERNEL_FOLDERS, Project

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage


class RejectedReplyError(TilesmithError):
    """A reply that could not be used even after a reminder; it counts as an attempt."""

    def __init__(self, problems: tuple[Diagnostic, ...], usage: Usage) -> None:
        super().__init__("the model's reply could not be used: " + "; ".join(p.message for p in problems))
        self.problems = problems
        self.usage = usage


@dataclass(frozen=True)
class LlmDrafter:
    """Drafts and repairs by asking `model`; every reply is read strictly and reminded of the format once."""

    model: "BaseChatModel"
    endpoint: Endpoint
    refine_target: RefineTarget = RefineTarget.BOTH
    retry: RetryPolicy = field(default_factory=RetryPolicy)

    @property
    def name(self) -> str:
        """As given to `--model`."""
        return self.endpoint.model

    def draft_kernels(self, request: DraftRequest) -> Draft:
        """See `Drafter.draft_kernels`.

        Raises:
            ModelError: no reply came.
            RejectedReplyError: the reply could not be used.
        """
        names = kernel_files(request.spec)
        prompt = render("draft_kernels", **view(request), files=names)
        return self._ask(request, prompt, Expectation(required=names, folders=KERNEL_FOLDERS))

    def draft_host(self, request: DraftRequest, kernels: Project) -> Draft:
        """See `Drafter.draft_host`.

        Raises:
            ModelError: no reply came.
            RejectedReplyError: the reply could not be used.
        """
        name = host_file(request.spec)
        prompt = render(
            "draft_host", **view(request), kernels=kernels.kernels, io=io_interface(request), file=name
        )
        return self._ask(request, prompt, Expectation(required=(name,)))

    def repair(self, request: DraftRequest, project: Project, diagnostics: list[Diagnostic]) -> Draft:
        """See `Drafter.repair`.

        Raises:
            ModelError: no reply came.
            RejectedReplyError: the reply could not be used, or changes nothing.
        """
        files = repairable(project, self.refine_target)
        code = project.kernels | project.host_sources
        context = {name: text for name, text in code.items() if name not in files}
        prompt = render(
            "repair",
            **view(request),
            files=files,
            context=context,
            diagnostics=diagnostics,
            patterns=patterns_for(request, diagnostics),
        )
        expected = Expectation(allowed=tuple(files), folders=self._new_kernels(), current=files)
        return self._ask(request, prompt, expected)

    def _new_kernels(self) -> tuple[str, ...]:
        return () if self.refine_target is RefineTarget.HOST else KERNEL_FOLDERS

    def _ask(self, request: DraftRequest, prompt: str, expected: Expectation) -> Draft:
        """The files of a reply to `prompt`, after one reminder of the format if it takes one."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

        messages: list[BaseMessage] = [
            SystemMessage(render("system", **view(request))),
            HumanMessage(prompt),
        ]
        text, reply, usage = self._reply(messages, expected)
        if reply.problems:
            reminder = render("reminder", problems=reply.problems, required=expected.required)
            messages += [AIMessage(text or "(empty)"), HumanMessage(reminder)]
            text, reply, again = self._reply(messages, expected)
            usage += again
        if reply.problems:
            raise RejectedReplyError(reply.problems, usage)
        return Draft(files=reply.files, usage=usage)

    def _reply(self, messages: "list[BaseMessage]", expected: Expectation) -> tuple[str, Reply, Usage]:
        started = time.monotonic()
        whole = self._call(messages)
        text = str(whole.text) if whole else ""
        reply = read_reply(text, expected)
        if whole and whole.response_metadata.get("finish_reason") == "length":
            cut = rejection(
                "cut_off",
                "the reply was cut off at the model's length limit (finish_reason=length)",
                hint="give the files alone, without explanations; or raise --max-output-tokens",
            )
            reply = Reply({}, (cut,))
        return text, reply, _usage(whole, time.monotonic() - started)

    def _call(self, messages: "list[BaseMessage]") -> "AIMessageChunk | None":
        """The whole reply; None when the server sent nothing at all."""
        try:
            return with_retries(lambda: self._stream(messages), self.endpoint.timeout, self.retry)
        except Exception as error:
            translated = translate(error, self.endpoint)
            if translated is None or isinstance(error, TilesmithError):
                raise
            # The client's exception quotes requests and keys: it is not chained.
            raise translated from None

    def _stream(self, messages: "list[BaseMessage]") -> "AIMessageChunk | None":
        deadline = time.monotonic() + self.endpoint.timeout
        whole: AIMessageChunk | None = None
        for chunk in self.model.stream(messages):
            whole = chunk if whole is None else whole + chunk
            if time.monotonic() > deadline:
                raise ModelTimeoutError(
                    f"{self.endpoint.model} was still replying after {self.endpoint.timeout:g} s: "
                    "raise --model-timeout or use a faster model"
                )
        return whole


def _usage(whole: "AIMessageChunk | None", seconds: float) -> Usage:
    counted = whole.usage_metadata if whole else None
    return Usage(
        calls=1,
        input_tokens=counted["input_tokens"] if counted else 0,
        output_tokens=counted["output_tokens"] if counted else 0,
        seconds=round(seconds, 3),
    )
