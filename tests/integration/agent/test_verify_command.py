"""`tilesmith verify` on projects as people have them: right, wrong, incomplete, laid out in their own way."""

import json
import shutil
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import template_project
from tilesmith.tools.project import Project

CHECKS = ["contract", "kernel_check", "host_build", "run"]


@pytest.fixture(scope="module")
def relu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relu")
    template_project(CATALOGUE["relu"]).write(folder)
    return folder


def _verify(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, dict[str, object]]:
    code = main(["verify", str(folder), "--level", "quick", "--json", *words])
    return code, json.loads(capsys.readouterr().out)


def test_a_right_project_is_verified_and_its_folder_left_as_it_was(
    relu: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(relu.rglob("*"))

    code, found = _verify(capsys, relu, "--operation", "relu", "--seed", "5")

    assert code == 0 and found["verified"] is True, found
    assert found["failures"] == []
    names = [check["name"] for check in found["checks"]]  # type: ignore[attr-defined]
    assert names[:4] == CHECKS
    assert {"fresh inputs", "edge values", "order", "one element"} <= set(names)
    assert all(check["outcome"] == "passed" for check in found["checks"])  # type: ignore[attr-defined]
    assert (found["level"], found["seed"]) == ("quick", 5)
    assert sorted(relu.rglob("*")) == before


def test_for_another_operation_it_fails_with_a_code_for_the_reason(
    relu: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = _verify(capsys, relu, "--expression", "maximum(a, 0) * 2")

    assert code == 2 and found["verified"] is False
    assert [failure["code"] for failure in found["failures"]] == ["scaled"]  # type: ignore[attr-defined]


def test_people_get_a_table_with_the_reason(relu: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(relu), "--level", "quick", "--expression", "-relu(a)"]) == 2
    shown = " ".join(capsys.readouterr().out.split())

    assert "out has the wrong sign [scaled]" in shown
    assert "kernel check 3 kernels" in shown


def test_kernels_may_lie_where_their_author_put_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        name.replace("kernels/dataflow/", "device/").replace("kernels/compute/", "device/math_"): text
        for name, text in template_project(CATALOGUE["relu"]).files.items()
    }
    host = files["relu.cpp"].replace("kernels/dataflow/", "device/")
    files["relu.cpp"] = host.replace("kernels/compute/", "device/math_")
    Project(files=files).write(tmp_path)

    code, found = _verify(capsys, tmp_path, "--operation", "relu")

    assert code == 0, found
    assert found["checks"][1]["detail"].startswith("3 kernels")  # type: ignore[index]


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("CMakeLists.txt", "has no CMakeLists.txt"),
        ("relu.cpp", "has no host program"),
        ("kernels", "has no kernels"),
    ],
)
def test_an_incomplete_project_is_named_as_such(
    relu: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lost: str, said: str
) -> None:
    folder = shutil.copytree(relu, tmp_path / "project")
    path = folder / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    assert main(["verify", str(folder), "--operation", "relu"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere", "--operation", "add"], "nowhere does not exist"),
        (["nowhere"], "--operation, --expression, --spec and --kernelbench"),
        (["nowhere", "--operation", "ad"], "unknown operation 'ad'"),
    ],
)
def test_wrong_usage_is_one_sentence(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(["verify", *words]) == 1
    assert said in capsys.readouterr().err


def test_a_kernel_that_is_not_there_fails_the_contract(
    relu: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(relu, tmp_path / "project")
    (folder / "kernels/dataflow/writer.cpp").unlink()

    code, found = _verify(capsys, folder, "--operation", "relu")

    assert code == 2
    assert found["failures"][0]["code"] == "kernel_path"  # type: ignore[index]


def test_an_output_of_another_name_is_said_by_name(
    relu: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(relu, tmp_path / "project")
    host = folder / "relu.cpp"
    host.write_text(host.read_text().replace('"out"', '"result"'))

    code, found = _verify(capsys, folder, "--operation", "relu")
    failure = found["failures"][0]  # type: ignore[index]

    assert code == 2 and failure["code"] == "output_missing"
    assert failure["message"] == "the program did not write out.npy"
    assert failure["hint"] == "the program wrote result.npy: name its outputs out"
