"""Gives routing functions the run's settings, also where there is no run: when a client edits a state."""

from collections.abc import Callable
from inspect import signature
from typing import Any, get_type_hints

from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import set_config_context
from langgraph.runtime import Runtime, get_runtime

from tilesmith.agent.context import Context
from tilesmith.agent.state import State

Switches = dict[str, bool | int | float]


def switches(context: Context) -> Switches:
    """The settings on which the way may depend; names, addresses and folders are left out."""
    values = context.model_dump(exclude_none=True)
    return {name: value for name, value in values.items() if isinstance(value, bool | int | float)}


def routed(decide: Callable[..., Any]) -> Callable[..., Any]:
    """`decide(state, runtime)` as LangGraph may call it at any time."""
    if "runtime" not in signature(decide).parameters:
        return decide

    def path(state: State, config: RunnableConfig) -> Any:  # noqa: ANN401 - what `decide` returns
        with set_config_context(config) as context:
            runtime: Runtime[Context] | None = context.run(get_runtime, Context)
        if runtime is None or runtime.context is None:
            kept = Context.model_validate(state.get("switches", {}))
            runtime = Runtime(context=kept)
        return decide(state, runtime)

    path.__name__ = getattr(decide, "__name__", path.__name__)
    path.__annotations__["return"] = get_type_hints(decide)["return"]  # the edges are read from it
    return path
