"""Which drafter a run uses."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tilesmith.agent.ablation import withheld_tools
from tilesmith.agent.cancellation import cancelled
from tilesmith.agent.context import Context
from tilesmith.agent.drafter import Drafter, DraftRequest
from tilesmith.agent.session import OUTSIDE, Session
from tilesmith.errors import TilesmithError
from tilesmith.tools.project import Project
from tilesmith.tools.sdk import Sdk

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

TEMPLATE = "template"


class UnusableSettingError(TilesmithError):
    """Settings that do not go together."""


def require_usable(context: Context) -> None:
    """Nothing happens when all drafters that `context` asks for can be made, and its limits can be kept.

    Raises:
        UnusableSettingError: a setting needs something that `context` does not have.
        ProjectFolderError: what to start from is no project.
        PricesError, ModelError, CassetteError: see `make_drafter`.
    """
    models = [context, *([context.second] if context.escalate_model else [])]
    for chosen in models:
        make_drafter(chosen)
    if context.model == TEMPLATE and context.samples > 1:
        raise UnusableSettingError(
            "--samples needs a model: the template drafter writes the same each time; name one with --model"
        )
    if context.start_from:
        _require_repairable(context)
    if context.record and context.model.startswith("replay:"):
        raise UnusableSettingError("--record needs a model to record, not a recording: name one with --model")
    if context.max_cost is not None:
        _require_prices(models)


def _require_repairable(context: Context) -> None:
    """The project to start from can be read, and there is somebody to repair it."""
    from tilesmith.tools.project_folder import read_project

    if context.model == TEMPLATE:
        raise UnusableSettingError(
            "--start-from needs a model: the template drafter repairs nothing; name one with --model, "
            "or see what is wrong with `tilesmith verify`"
        )
    read_project(Path(context.start_from))


def _require_prices(models: list[Context]) -> None:
    from tilesmith.agent.llm_drafter.models import chat_model
    from tilesmith.agent.llm_drafter.prices import price_of

    for chosen in models:
        if chosen.model == TEMPLATE:
            continue
        _, endpoint = chat_model(chosen)
        if price_of(chosen.model, chosen.prices, endpoint.own_address) is None:
            raise UnusableSettingError(
                f"--max-cost needs the price of {chosen.model}, which is not known: "
                "give it with --prices, or bound the run with --max-tokens instead"
            )


def make_drafter(context: Context, session: Session = OUTSIDE, sdk: Sdk | None = None) -> Drafter:
    """The template drafter unless `context` names a model.

    Args:
        session: what its calls are part of.
        sdk: what the templates are written out for; None: the pinned release.

    Raises:
        ModelError: the model's provider is not known, not installed, or its key is not in the environment.
        PricesError: the table of prices cannot be read.
        CassetteError: the recording cannot be read.
    """
    if context.model == TEMPLATE:
        from tilesmith.agent.template_drafter import TemplateDrafter

        return TemplateDrafter(sdk)
    return _llm_drafter(context, session)


def _llm_drafter(context: Context, session: Session) -> Drafter:
    from tilesmith.agent.llm_drafter import LlmDrafter
    from tilesmith.agent.llm_drafter.call import Caller
    from tilesmith.agent.llm_drafter.cassette import Cassette
    from tilesmith.agent.llm_drafter.models import chat_model
    from tilesmith.agent.llm_drafter.pace import Pace
    from tilesmith.agent.llm_drafter.prices import price_of

    model, endpoint = chat_model(context, str(session.trace.folder or ""))
    caller = Caller(
        model,
        endpoint,
        session,
        price_of(context.model, context.prices, endpoint.own_address),
        pace=Pace.of(endpoint.url, context.model, context.requests_per_minute),
        cassette=Cassette(Path(context.record)) if context.record else None,
    )
    return LlmDrafter(
        caller, context.refine_target, partial(_tools, context, session), context.max_tool_calls
    )


def _tools(context: Context, session: Session, request: DraftRequest, project: Project) -> "list[BaseTool]":
    """What the model may call: on a bench of its own, beside the folder where its candidate is judged."""
    from tilesmith.agent.llm_drafter.bench import Bench
    from tilesmith.agent.sdk_choice import present_sdk
    from tilesmith.agent.workspace import Workspace

    run = str(session.trace.folder or "")
    workspace = Workspace.of(f"{run} bench", session.sample)
    bench = Bench(request, project, present_sdk(context), workspace, cancelled(session.race))
    return [tool for tool in bench.tools() if tool.name not in withheld_tools(context)]
