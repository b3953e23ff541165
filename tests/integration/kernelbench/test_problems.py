"""Problem files in KernelBench's format, all our own: what becomes of them with PyTorch, and without."""

import importlib.util
import json
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.spec import DType, ExpressionReference, Target, TorchReference
from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.kernelbench import ProblemFileError, load_problem
from tilesmith.evals.run.sample import Status
from tilesmith.evals.run.store import Store
from tilesmith.tools.verification import Level, plan
from tilesmith.tools.verification.null_programs import require_telling
from tilesmith.tools.verification.truth import truth_of

PROBLEMS = Path(__file__).resolve().parents[2] / "projects/kernelbench"
FILES = sorted(PROBLEMS.glob("*.py"))
needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")

PROBLEM = """
import torch
import torch.nn as nn

class Model(nn.Module):
    def forward(self, x):
        {body}

rows = 70000
columns = 50000

def get_inputs():
    return [{inputs}]

def get_init_inputs():
    return []
"""


def problem(folder: Path, body: str, inputs: str = "torch.rand(rows, columns)", top: str = "") -> Path:
    file = folder / "7_Of_Ours.py"
    file.write_text(top + PROBLEM.format(body=body, inputs=inputs))
    return file


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 30


@needs_torch
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_loads_and_no_null_program_passes_it(file: Path) -> None:
    spec = load_problem(file)

    assert file.stem.endswith(spec.name)
    assert spec.description.endswith(".")
    cases = plan(spec, Target(), Level.QUICK, seed=1)
    require_telling(spec, cases)
    for case in cases:
        truth = truth_of(spec, case)
        elements = sum(values.size for values in (*truth.inputs.values(), *truth.golden.values()))
        assert elements < 10_000_000, "a runner holds it, whatever the file's own sizes"
    assert "bfloat16" in spec.notes[0]


@needs_torch
class TestWhatIsRead:
    def test_a_formula_is_one_for_the_templates_too(self) -> None:
        spec = load_problem(PROBLEMS / "16_matmul_transposed_a.py")
        assert spec.reference == ExpressionReference(text="matmul(a.T, b)")
        assert [tensor.shape for tensor in spec.inputs] == [("k", "m"), ("k", "n")]

    def test_a_number_among_the_arguments_is_a_parameter(self) -> None:
        spec = load_problem(PROBLEMS / "22_scalar_multiplication.py")
        assert [(p.name, p.value) for p in spec.parameters] == [("s", 3.14)]

    def test_weights_are_inputs_with_the_sizes_of_the_file(self) -> None:
        spec = load_problem(PROBLEMS / "38_linear.py")
        assert {tensor.name: tensor.shape for tensor in spec.inputs} == {
            "x": ("batch_size", "in_features"),
            "layer_weight": ("out_features", "in_features"),
            "layer_bias": ("out_features",),
        }

    def test_what_is_no_size_stays_as_it_is(self) -> None:
        spec = load_problem(PROBLEMS / "39_conv2d.py")
        assert spec.inputs[1].shape == ("out_channels", "in_channels", "3", "3")

    def test_indices_are_integers(self) -> None:
        assert load_problem(PROBLEMS / "40_argmax.py").outputs[0].dtype is DType.INT32

    def test_the_golden_is_the_module_s_in_float64_for_any_sizes(self) -> None:
        spec = load_problem(PROBLEMS / "30_layernorm.py")
        assert isinstance(spec.reference, TorchReference)
        source = np.random.default_rng(0)
        x, weight, bias = source.normal(size=(3, 77)), source.normal(size=77), source.normal(size=77)
        found = golden(spec, {"x": x, "norm_weight": weight, "norm_bias": bias}, {})["out"]
        centred = x - x.mean(axis=1, keepdims=True)
        expected = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5) * weight + bias
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)

    def test_the_report_will_say_what_was_changed(self) -> None:
        notes = load_problem(PROBLEMS / "39_conv2d.py").notes
        assert "batch_size = 8" in notes[1]
        assert "height is 64 instead of 256, width is 64 instead of 512" in notes[2]
        assert notes[3].endswith("inputs: window_weight.")


@needs_torch
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return torch.rand_like(x)", "draws random numbers"),
        ("return x + torch.ones(3, 5)", "its module fails: RuntimeError"),
        ("return {'a': x}", "returns something else than tensors"),
        ("import os; os._exit(3)", "PyTorch ended"),
        (
            "import socket; socket.create_connection(('192.0.2.1', 80), 2); return x",
            "its module fails: OSError",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(ProblemFileError, match=words):
        load_problem(problem(tmp_path, body))
    load_problem(PROBLEMS / "28_softmax.py")  # whatever it did, the next one is not harmed


@needs_torch
def test_its_code_runs_in_the_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    (tmp_path / "private").write_text("mine")
    top = (
        "import os, pathlib\n"
        "assert 'OPENAI_API_KEY' not in os.environ\n"
        f"assert not pathlib.Path({str(tmp_path)!r}).exists()\n"
    )
    assert load_problem(problem(tmp_path, "return torch.softmax(x, dim=1)", top=top)).name == "of_ours"


@needs_torch
def test_a_file_without_sizes_of_its_own_is_refused_unless_any_will_do(tmp_path: Path) -> None:
    assert load_problem(problem(tmp_path, "return torch.exp(x)", "torch.rand(8, 8)")).inputs[0].shape == ()
    with pytest.raises(ProblemFileError, match="such as M = 64"):
        load_problem(problem(tmp_path, "return torch.softmax(x, dim=1)", "torch.rand(8, 8)"))


@needs_torch
def test_a_project_is_verified_against_the_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same kernels against a module that they compute, and against one that they do not."""
    project, runs = str(tmp_path / "project"), ["--runs-dir", str(tmp_path / "runs")]
    words = ["--operation", "held", "--expression", "clamp(x, -1, 1)", "--no-validate", "--output", project]
    assert main(["generate", *words, *runs, "--json"]) == 2
    capsys.readouterr()

    quick = ["--level", "quick", "--seed", "1", "--json"]
    assert main(["verify", project, "--kernelbench", str(PROBLEMS / "09_hardtanh.py"), *quick]) == 0
    assert main(["verify", project, "--kernelbench", str(PROBLEMS / "10_hard_sigmoid.py"), *quick]) == 2


@needs_torch
def test_problem_files_are_tasks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [w for name in ("01_relu", "28_softmax") for w in ("--kernelbench", str(PROBLEMS / f"{name}.py"))]
    words = ["--output", str(tmp_path), *files, "--task", "01_relu-single", "--task", "28_softmax-multi"]
    assert main(["eval", "run", *words, "--json"]) == 0
    capsys.readouterr()

    relu, softmax = Store(tmp_path).results()
    assert (relu.status, relu.level) == (Status.VERIFIED, "kernelbench")
    assert (softmax.status, softmax.attempts) == (Status.FAILED, ())
    assert "let a model draft it" in softmax.reason


@pytest.fixture
def without_torch(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command in an interpreter that has everything but PyTorch."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith("torch"):
            (packages / entry.name).symlink_to(entry)
    start = f"import site, sys; site.addsitedir({str(packages)!r}); from tilesmith.agent.cli import main; "

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "-c", f"{start}sys.exit(main(sys.argv[1:]))", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    return run


WithoutTorch = Callable[..., subprocess.CompletedProcess[str]]


def test_plain_problems_need_no_pytorch(without_torch: WithoutTorch) -> None:
    done = without_torch(
        "generate", "--kernelbench", str(PROBLEMS / "14_matmul.py"), "--no-validate", "--json"
    )
    assert done.returncode == 2, done.stderr
    assert json.loads(done.stdout)["ending"] == "unchecked"


def test_without_pytorch_it_is_said_how_to_get_it(without_torch: WithoutTorch) -> None:
    done = without_torch("generate", "--kernelbench", str(PROBLEMS / "30_layernorm.py"), "--json")

    assert done.returncode == 1
    assert "uv pip install torch" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_problem_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "plain.py"
    file.write_text("def f(a):\n    return a\n")
    with pytest.raises(ProblemFileError, match="defines no class Model"):
        load_problem(file)
    with pytest.raises(ProblemFileError, match="cannot read"):
        load_problem(tmp_path / "missing.py")
