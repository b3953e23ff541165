"""A run that is gone on with from its past, when its build folder has been used for something else."""

from pathlib import Path

from langgraph.checkpoint.memory import InMemorySaver

from tilesmith.agent.context import Context
from tilesmith.agent.masking import MaskingSerializer
from tilesmith.agent.state import Request
from tilesmith.graph import builder


def test_what_is_run_is_the_candidate_of_that_time(tmp_path: Path) -> None:
    graph = builder().compile(checkpointer=InMemorySaver(serde=MaskingSerializer()))
    context = Context(output=str(tmp_path / "project"), runs_dir=str(tmp_path / "runs"), overwrite=True)
    first, second = ({"configurable": {"thread_id": operation}} for operation in ("add", "sub"))
    graph.invoke(Request(operation="add"), first, context=context)
    graph.invoke(Request(operation="sub"), second, context=context)

    before = next(state for state in graph.get_state_history(first) if state.next == ("validate",))
    again = graph.invoke(None, before.config, context=context)

    assert again["report"].operation == "add"
    assert again["report"].verified
    assert (tmp_path / "project/kernels/compute/add.cpp").is_file()
