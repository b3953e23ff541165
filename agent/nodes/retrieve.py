"""Understands the request, finds the SDK and gathers what drafting needs to know."""

import secrets
import time
from pathlib import Path

from langgraph.runtime import Runtime
from pydantic_core import to_jsonable_python

import tilesmith
from tilesmith.agent.approach import Approach
from tilesmith.agent.context import Context
from tilesmith.agent.conversation import heard
from tilesmith.agent.drafter import Knowledge
from tilesmith.agent.drafters import TEMPLATE, require_usable
from tilesmith.agent.form import Form
from tilesmith.agent.nodes.step import Node, settings, step, tell
from tilesmith.agent.occupied import occupied, require_unoccupied
from tilesmith.agent.output import claim
from tilesmith.agent.routed import switches
from tilesmith.agent.sdk_choice import fetch_sdk
from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.state import Request, State
from tilesmith.agent.trace import RunStarted, Trace, new_run
from tilesmith.tools.project import Project
from tilesmith.tools.sdk import DownloadError, IndexUnreachableError, NoPipError, Phase, Sdk

_LARGEST_SEED = 2**31


def retrieve(state: Request, runtime: Runtime[Context]) -> State:
    """From the input to a state in which every key is set."""
    start = _fresh(state) | {"switches": switches(settings(runtime))}
    understood = _checked(state)
    return {**start, **understood({**start, "messages": state.messages}, runtime)}


def _checked(request: Request) -> Node:
    """The step, for `request` if its client has sent it right."""

    @step("retrieve")
    def checked(state: State, runtime: Runtime[Context]) -> State:
        for sent in (request, settings(runtime)):
            if isinstance(sent, Form):
                sent.require_right()
        return _retrieve(state, runtime)

    return checked


def _fresh(request: Request) -> State:
    """The state of a run that has not begun; also clears what an earlier run on this thread left."""
    return {
        "started": time.time(),
        "seed": 0,
        "output": "",
        "run": "",
        "spec": None,
        "target": Target(core_mode=request.core_mode, arch=request.arch, memory=request.memory),
        "knowledge": Knowledge(),
        "sdk_missing": "",
        "project": Project(),
        "executable": "",
        "rungs": [],
        "findings": [],
        "printed": {},
        "diagnostics": [],
        "shapes": 0,
        "attempts": [],
        "best": None,
        "line": None,
        "wrong_elements": None,
        "setback": None,
        "approach": Approach.REPAIR,
        "taken": [],
        "pattern": {},
        "review": None,
        "granted": 0,
        "hints": [],
        "escalated": False,
        "sample": 0,
        "samples": [],
        "failure": None,
        "report": None,
        "operation": request.operation,
        "expression": request.expression,
        "spec_file": request.spec_file,
        "kernelbench": request.kernelbench,
        "params": request.params,
        "ranges": request.ranges,
    }


def _retrieve(state: State, runtime: Runtime[Context]) -> State:
    from tilesmith.agent.spec.packaged import located
    from tilesmith.agent.spec.resolve import named_request, require_possible, resolve

    context = settings(runtime)
    require_usable(context)  # A missing key or an unknown provider shows before anything is downloaded.
    asked = heard(state)
    spec = resolve(
        named_request(
            asked["operation"],
            asked["expression"],
            located(asked["spec_file"]),
            asked["params"],
            asked["ranges"],
            located(asked["kernelbench"]),
        )
    )
    require_possible(spec, asked["target"])
    output = context.folder(spec.name, asked["target"].core_mode).absolute()
    claim(output, overwrite=context.overwrite)
    require_unoccupied(str(output))
    run = _start_run(context, spec, asked)
    tell(runtime, "retrieve", f"{spec.name}: {spec.description}")
    with occupied(str(output), str(run)):
        sdk, missing = _sdk(context, runtime)
        knowledge = _knowledge(context, runtime, spec, asked["target"], sdk)
    return {
        "spec": spec,
        "target": asked["target"],
        "output": str(output),
        "run": str(run),
        "seed": secrets.randbelow(_LARGEST_SEED) if context.seed is None else context.seed,
        "sdk_missing": missing,
        "knowledge": knowledge,
    }


def _start_run(context: Context, spec: OperationSpec, state: State) -> Path:
    """The run's folder, its trace begun."""
    run = Path(context.run_folder or new_run(Path(context.runs_dir).absolute(), spec.name))
    asked = {name: value for name, value in state.items() if name in Request.model_fields and value}
    Trace(run).write(
        RunStarted(
            tilesmith=tilesmith.__version__,
            operation=spec.name,
            description=spec.description,
            request=to_jsonable_python(asked) | state["target"].model_dump(mode="json"),
            settings=context.model_dump(mode="json", exclude_none=True),
            folder=str(Path.cwd()),
        )
    )
    return run


def _sdk(context: Context, runtime: Runtime[Context]) -> tuple[Sdk | None, str]:
    """The SDK, or why there is none."""

    def progress(phase: Phase, done: int, total: int | None) -> None:
        tell(runtime, "retrieve", f"SDK {phase}", phase=str(phase), done=done, total=total)

    try:
        sdk = fetch_sdk(context, progress)
    except (DownloadError, IndexUnreachableError, NoPipError) as error:
        if context.require_sdk:
            raise
        tell(runtime, "retrieve", f"no SDK: {error}")
        return None, str(error).rstrip(".")
    tell(runtime, "retrieve", f"SDK {sdk.version}")
    return sdk, ""


def _knowledge(
    context: Context, runtime: Runtime[Context], spec: OperationSpec, target: Target, sdk: Sdk | None
) -> Knowledge:
    """What a drafter is told. The templates have their own knowledge: for them the index is not searched."""
    from tilesmith.knowledge.retriever import retrieve as gather
    from tilesmith.knowledge.retriever import told

    search = context.model != TEMPLATE
    found = gather(spec, target, sdk, context.knowledge_tokens, search=search)
    tell(runtime, "retrieve", told(found.selection))
    return found
