"""The drafter that asks a language model, over any LangChain chat model."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilesmith.agent.context import RefineTarget
from tilesmith.agent.drafter import Draft, DraftRequest
from tilesmith.agent.llm_drafter.call import Answer, Caller
from tilesmith.agent.llm_drafter.prompt_view import io_interface, kernel_files, repair_view, repairable, view
from tilesmith.agent.llm_drafter.replies import Expectation, Reply, read_reply, rejection
from tilesmith.agent.scaffold import host_file
from tilesmith.errors import TilesmithError
from tilesmith.prompts import render
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import KERNEL_FOLDERS, Project

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage


class RejectedReplyError(TilesmithError):
    """A reply that could not be used even after a reminder; it counts as an attempt."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__("the model's reply could not be used: " + "; ".join(p.message for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class LlmDrafter:
    """Drafts and repairs by asking a model; every reply is read strictly and reminded of the format once."""

    caller: Caller
    refine_target: RefineTarget = RefineTarget.BOTH

    @property
    def name(self) -> str:
        """As given to `--model`."""
        return self.caller.endpoint.model

    def draft_kernels(self, request: DraftRequest) -> Draft:
        """See `Drafter.draft_kernels`.

        Raises:
            ModelError: no reply came.
            RejectedReplyError: the reply could not be used.
        """
        names = kernel_files(request.spec)
        prompt = render("draft_kernels", **view(request), files=names)
        return self._ask(
            "draft_kernels", request, prompt, Expectation(required=names, folders=KERNEL_FOLDERS)
        )

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
        return self._ask("draft_host", request, prompt, Expectation(required=(name,)))

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
            **repair_view(request, diagnostics),
            files=files,
            context=context,
            diagnostics=diagnostics,
        )
        expected = Expectation(allowed=tuple(files), folders=self._new_kernels(), current=files)
        return self._ask("repair", request, prompt, expected)

    def _new_kernels(self) -> tuple[str, ...]:
        return () if self.refine_target is RefineTarget.HOST else KERNEL_FOLDERS

    def _ask(self, step: str, request: DraftRequest, prompt: str, expected: Expectation) -> Draft:
        """The files of a reply to `prompt`, after one reminder of the format if it takes one."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

        messages: list[BaseMessage] = [
            SystemMessage(render("system", **view(request))),
            HumanMessage(prompt),
        ]
        answer = self.caller.call(step, messages)
        reply, usage = _read(answer, expected), answer.usage
        if reply.problems:
            reminder = render("reminder", problems=reply.problems, required=expected.required)
            messages += [AIMessage(answer.text or "(empty)"), HumanMessage(reminder)]
            answer = self.caller.call(step, messages)
            reply, usage = _read(answer, expected), usage + answer.usage
        if reply.problems:
            raise RejectedReplyError(reply.problems)
        return Draft(files=reply.files, usage=usage)


def _read(answer: Answer, expected: Expectation) -> Reply:
    if answer.cut_off:
        cut = rejection(
            "cut_off",
            "the reply was cut off at the model's length limit (finish_reason=length)",
            hint="give the files alone, without explanations; or raise --max-output-tokens",
        )
        return Reply({}, (cut,))
    return read_reply(answer.text, expected)
