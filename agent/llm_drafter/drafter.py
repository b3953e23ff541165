"""The drafter that asks a language model, over any LangChain chat model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tilesmith.agent.context import RefineTarget
from tilesmith.agent.drafter import Draft, DraftRequest
from tilesmith.agent.llm_drafter.answer import Answer
from tilesmith.agent.llm_drafter.call import Caller
from tilesmith.agent.llm_drafter.prompt_view import io_interface, kernel_files, repair_view, repairable, view
from tilesmith.agent.llm_drafter.replies import Expectation, Reply, read_reply
from tilesmith.agent.llm_drafter.turn import Turn
from tilesmith.agent.scaffold import host_file
from tilesmith.errors import TilesmithError
from tilesmith.prompts import render
from tilesmith.tools.diagnostics import Diagnostic
from tilesmith.tools.project import KERNEL_FOLDERS, Project

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

Tools = Callable[[DraftRequest, Project], "Sequence[BaseTool]"]
"""Makes the tools of one turn, for the project as it is."""

_NO_MORE = ("missing", "empty", "unchanged")


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
    tools: Tools | None = None
    """None: the model is given none."""
    tool_calls: int = 0
    """Most tools that it may call in one turn."""

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
        expected = Expectation(required=names, folders=KERNEL_FOLDERS)
        return self._ask("draft_kernels", request, Project(), prompt, expected)

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
        return self._ask("draft_host", request, kernels, prompt, Expectation(required=(name,)))

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
        return self._ask("repair", request, project, prompt, expected)

    def _new_kernels(self) -> tuple[str, ...]:
        return () if self.refine_target is RefineTarget.HOST else KERNEL_FOLDERS

    def _ask(
        self, step: str, request: DraftRequest, project: Project, prompt: str, expected: Expectation
    ) -> Draft:
        """The files of a reply to `prompt`, after one reminder of the format if it takes one."""
        turn = self._turn(step, request, project, prompt)
        reply = _read(turn.ask(), expected)
        if reply.problems:
            # What came whole before the reply was cut off need not be written again.
            kept = reply.files if reply.only_cut_off else {}
            rest = tuple(name for name in expected.required if name not in kept)
            turn.say(render("reminder", problems=reply.problems, required=rest, kept=sorted(kept)))
            second = _read(turn.ask(), replace(expected, required=rest))
            done = bool(kept) and not rest and _says_no_more(second)
            reply = Reply(kept | second.files, () if done else second.problems, second.ignored)
        if reply.problems:
            raise RejectedReplyError(reply.problems)
        if reply.ignored:
            self.caller.session.tell(f"ignores {', '.join(reply.ignored)}: not asked for")
        return Draft(files=reply.files, usage=turn.usage)

    def _turn(self, step: str, request: DraftRequest, project: Project, prompt: str) -> Turn:
        from langchain_core.messages import HumanMessage, SystemMessage

        wanted = self.tools is not None and self.tool_calls > 0 and self.caller.takes("tools")
        tools = self.tools(request, project) if self.tools and wanted else ()
        system = render("system", **view(request), tools=len(tools), tool_calls=self.tool_calls)
        messages = [SystemMessage(system), HumanMessage(prompt)]
        return Turn(self.caller, step, list(messages), tools, self.tool_calls)


def _read(answer: Answer, expected: Expectation) -> Reply:
    return read_reply(answer.text, expected, cut_off=answer.cut_off)


def _says_no_more(reply: Reply) -> bool:
    """It brings no further file and does nothing else wrong."""
    return not reply.files and all(problem.check in _NO_MORE for problem in reply.problems)
