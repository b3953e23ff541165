"""A state that a client edits, as Studio does: plain JSON, and no run to have settings."""

import pytest
from pydantic import ValidationError

from tilesmith.agent import routing
from tilesmith.agent.context import Context
from tilesmith.agent.routed import routed, switches
from tilesmith.agent.state import State
from tilesmith.agent.typed_channel import Typed
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project, UnsafePathError


def test_json_becomes_the_type_again() -> None:
    project = Typed(Project)
    assert project.update([{"files": {"a.cpp": "x"}}])
    assert project.get() == Project(files={"a.cpp": "x"})
    faults = Typed(list[Diagnostic])
    faults.update([[{"stage": "hang", "message": "waits"}]])
    assert faults.get() == [Diagnostic(stage=Stage.HANG, message="waits")]


def test_what_is_not_of_the_type_is_refused() -> None:
    with pytest.raises(ValidationError):
        Typed(Project).update(["nonsense"])
    with pytest.raises(UnsafePathError):
        Typed(Project).update([{"files": {"../a.cpp": "x"}}])


def test_the_way_is_that_of_the_run_s_settings() -> None:
    context = Context(generate_host=False, base_url="http://user:secret@host/v1")
    kept = switches(context)
    assert not any(isinstance(value, str) for value in kept.values()), "names and addresses stay out"
    state: State = {
        "failure": None,
        "findings": [],
        "project": Project(files={"kernels/compute/add.cpp": "void kernel_main() {}"}),
    }
    after_draft_kernel = routed(routing.after_draft_kernel)
    edit = {"configurable": {"thread_id": "1"}}
    assert after_draft_kernel(state | {"switches": kept}, edit) == "compile"
    assert after_draft_kernel(state, edit) == "draft_host"
