"""A node in a thread is told when the run that it works for is cancelled."""

import asyncio
import contextlib
import threading

import pytest
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from typing_extensions import TypedDict

from tilesmith.agent.cancellation import Cancellable, RunCancelledError, cancelled, require_wanted
from tilesmith.agent.context import Context


class Count(TypedDict):
    number: int


def graph_of(node: Cancellable):
    flow = StateGraph(Count, context_schema=Context)
    flow.add_node("node", node)
    flow.add_edge(START, "node")
    flow.add_edge("node", END)
    return flow.compile()


def test_what_it_has_under_way_ends() -> None:
    begun, ended = threading.Event(), threading.Event()

    def node(_state: Count, _runtime: Runtime[Context]) -> Count:
        signal = cancelled()
        assert signal is not None
        begun.set()
        while not signal.is_set():
            pass
        with pytest.raises(RunCancelledError):
            require_wanted()
        ended.set()
        return {"number": 1}

    async def run() -> None:
        task = asyncio.create_task(graph_of(Cancellable(node)).ainvoke({"number": 0}))
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert ended.wait(10)


def test_it_gets_state_and_settings_either_way() -> None:
    def node(state: Count, runtime: Runtime[Context]) -> Count:
        require_wanted()
        return {"number": state["number"] + runtime.context.max_iterations}

    graph, context = graph_of(Cancellable(node)), Context(max_iterations=7)
    assert graph.invoke({"number": 1}, context=context) == {"number": 8}
    assert asyncio.run(graph.ainvoke({"number": 1}, context=context)) == {"number": 8}


def test_other_reasons_to_end_count_as_well() -> None:
    lost = threading.Event()
    assert cancelled(None) is None, "in a run that nobody can cancel"
    signal = cancelled(None, lost)
    assert signal is not None
    assert not signal.is_set()
    lost.set()
    assert signal.is_set()
