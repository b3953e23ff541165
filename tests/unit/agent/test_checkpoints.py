"""What a checkpoint holds, and that a run belongs to one process at a time."""

from pathlib import Path

import pytest

from tilesmith.agent.checkpoints import RunBusyError, alone, is_busy
from tilesmith.agent.masking import MaskingSerializer, state_types
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tools.project import Project


def test_the_state_comes_back_as_it_was() -> None:
    serializer = MaskingSerializer()
    state = {"spec": CATALOGUE["softplus"], "project": Project(files={"a.cpp": "ä\n"}), "seed": 3}
    assert serializer.loads_typed(serializer.dumps_typed(state)) == state


def test_secrets_of_the_environment_are_masked_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = "schlüssel-0123456789"
    monkeypatch.setenv("SOME_API_KEY", secret)
    serializer = MaskingSerializer()
    kind, data = serializer.dumps_typed(Project(files={"a.cpp": f"before {secret} after", "b.cpp": "b"}))
    assert secret.encode() not in data
    mask = "*" * len(secret.encode())
    assert serializer.loads_typed((kind, data)) == Project(
        files={"a.cpp": f"before {mask} after", "b.cpp": "b"}
    )


def test_a_run_belongs_to_one_process_at_a_time(tmp_path: Path) -> None:
    assert not is_busy(tmp_path)
    with alone(tmp_path):
        assert is_busy(tmp_path)
        with pytest.raises(RunBusyError, match="another process is at work on the run"), alone(tmp_path):
            pass
    assert not is_busy(tmp_path)


def test_every_type_of_the_state_may_come_back() -> None:
    names = {kind.__name__ for kind in state_types()}
    assert {"OperationSpec", "PythonReference", "Knowledge", "Diagnostic", "Sampled", "Answer"} <= names
