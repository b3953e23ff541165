"""`tilesmith new`: a spec that works as it is."""

from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.spec.python_file import load_function, load_spec


def test_the_new_file_is_a_spec_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["new", "ops/soft_scale.py"]) == 0

    spec = load_spec(Path("ops/soft_scale.py"))
    assert (spec.name, [tensor.name for tensor in spec.inputs]) == ("soft_scale", ["a", "b"])
    assert [(p.name, p.value) for p in spec.parameters] == [("alpha", 0.5)]
    computed = load_function(Path("ops/soft_scale.py"), "soft_scale")(np.array([3.0]), np.array([2.0]))
    assert computed == pytest.approx(0.75)
    assert "tilesmith generate --spec ops/soft_scale.py" in Path("ops/soft_scale.py").read_text()


def test_the_ending_may_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "my_op")]) == 0
    assert f"tilesmith generate --spec {tmp_path / 'my_op.py'}" in capsys.readouterr().err
    assert load_spec(tmp_path / "my_op.py").name == "my_op"


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.py"
    file.write_text("# mine\n")

    assert main(["new", str(file)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "# mine\n"


@pytest.mark.parametrize("name", ["my-op.py", "op.txt", "1op.py", "class.py", "two words"])
def test_a_name_must_be_one_of_a_function(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / name)]) == 1
    assert "cannot name an operation" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
