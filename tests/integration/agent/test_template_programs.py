"""Programs of the template drafter, built with CMake and run on the emulator against the golden."""

import os
import subprocess

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.scaffold import scaffold, target_name
from tilesmith.agent.spec import (
    CoreMode,
    DType,
    ExpressionReference,
    Memory,
    OperationSpec,
    Target,
    TensorSpec,
    Tolerance,
)
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.agent.template_drafter.lower import lower
from tilesmith.tools.cmake import build
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.verification import Level, verify


@pytest.fixture(scope="session")
def prefix():
    return emulator_prefix()


@pytest.fixture
def make(prefix, tmp_path):
    """Drafts and builds a project; gives its executable and what runs it."""

    def draft_and_build(spec, target):
        request = DraftRequest(spec, target, Knowledge())
        kernels = Project(files=TemplateDrafter().draft_kernels(request).files)
        host = TemplateDrafter().draft_host(request, kernels)
        folder = tmp_path / "project"
        kernels.with_files(scaffold(spec, target) | host.files).write(folder)
        result = build(folder, tmp_path / "build", prefix)
        assert result.executable is not None, result.log
        assert result.executable.name == target_name(spec)
        return result.executable, EmulatorRunner(folder, prefix, tmp_path / "cache")

    return draft_and_build


def verified(spec, mode, make, memory=Memory.DRAM):
    target = Target(core_mode=mode, memory=memory)
    executable, runner = make(spec, target)
    result = verify(spec, target, executable, runner, seed=1, level=Level.QUICK)
    assert result.passed, [d.message for d in result.diagnostics]


@pytest.mark.slow  # as a whole: about two seconds each
@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
def test_the_catalogue_on_all_cores(make, spec):
    verified(spec, CoreMode.MULTI, make)


@pytest.mark.parametrize("name", ["copy", "add", "tanh", "diode_equation", "matmul", "mul_bcast_scalar"])
def test_each_kind_of_kernel_on_one_core(make, name):
    verified(CATALOGUE[name], CoreMode.SINGLE, make)


@pytest.mark.parametrize(
    "name", ["matmul", "transpose", "reduce_sum_row", "reduce_max_col", "sub_bcast_cols", "mul_bcast_scalar"]
)
def test_each_pattern_of_matrices_on_all_cores(make, name):
    verified(CATALOGUE[name], CoreMode.MULTI, make)


@pytest.mark.parametrize(("name", "mode"), [("diode_equation", CoreMode.MULTI), ("add", CoreMode.SINGLE)])
def test_tensors_may_be_sharded_over_the_cores(make, name, mode):
    verified(CATALOGUE[name], mode, make, Memory.SHARDED)


def test_the_largest_of_negative_numbers_is_negative(make):
    """DST begins with zeros, and tiles are filled up beside the elements: neither may win."""
    spec = CATALOGUE["reduce_max_row"]
    negative = spec.inputs[0].model_copy(update={"low": -4.0, "high": -1.0})
    verified(spec.model_copy(update={"inputs": (negative,)}), CoreMode.SINGLE, make)


def test_tensors_may_be_called_like_what_the_host_counts(make):
    verified(resolve(OperationRequest(expression="inner @ column")), CoreMode.MULTI, make)


def test_a_reduction_of_the_whole_matrix(make):
    text = "reduce_max(reduce_max(a, -1), -2)"
    spec = resolve(OperationRequest(expression=text, ranges={"a": (-4.0, 4.0)}))
    verified(spec, CoreMode.SINGLE, make)


def test_a_formula_in_a_file_is_compiled_from_the_same_patterns(make, tmp_path):
    file = tmp_path / "scaled.py"
    file.write_text(
        'shapes = {"weights": "1 n", "x": "m n"}\n\n\ndef scaled(weights, x):\n    return weights * x\n'
    )
    verified(resolve(OperationRequest(spec_file=file)), CoreMode.MULTI, make)


# Each works a part of the compiler that the catalogue does not: fills, comparisons, shared parts, powers,
# duplicates, spills, parameters in several places, inputs that cancel out.
EXPRESSIONS = {
    "fill": ("where(a > k, 1, b) * exp(tanh(a)) - tanh(a) * c", {"k": 0.5}),
    "normal": ("exp(-(a - mu)**2 / (2*s**2)) / (s*sqrt(2*pi))", {"mu": 0.3, "s": 0.8}),
    "polynomial": ("a**3 - 2*a**2 + 1.5*a - 1", {}),
    "logistic": ("1 / (1 + exp(-a*k)) * b", {"k": 1.7}),
    "ratio": ("(a - b) / (a*a + b*b + 1)", {}),
    "powers": ("a**2.5 + 2**b + a**c", {}),
    "comparisons": ("(a < b)*c + (a >= b)*-c", {}),
    "roots": ("rsqrt(a) + cbrt(a)*sqrt(a*a + 1)", {}),
    "logarithms": ("log2(a)*log10(a) + log1p(a)", {}),
    "rounding": ("floor(a) + ceil(b) - round(a*3) + trunc(b*2)", {}),
    "trigonometry": ("sin(a)*cos(b) + tan(0.3*a)", {}),
    "piecewise": ("leaky_relu(a - b, 0.1) + elu(a, 1.5) + clamp(b, -0.5, k)", {"k": 0.75}),
    "activations": ("gelu(a)*silu(b) + mish(a) - softplus(b)", {}),
    "cancelled": ("a + 0*b", {}),
    "itself": ("a - a + erf(b)", {}),
    "eight": ("a + b + c + d + e + f + g + h", {}),
    "keywords": ("int * float + double", {}),
    "spilled": (
        "((exp(a)*tanh(b) + sin(a)*cos(b)) * (exp(b)*tanh(a) + sin(b)*cos(a)))"
        "* ((exp(c)*tanh(b) + sin(c)*cos(b)) * (exp(b)*tanh(c) + sin(b)*cos(c)))",
        {},
    ),
}


@pytest.mark.slow  # as a whole: about two seconds each
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions(make, name):
    text, parameters = EXPRESSIONS[name]
    spec = resolve(OperationRequest(expression=text, parameters=parameters, name=name))
    verified(spec, CoreMode.MULTI if len(name) % 2 else CoreMode.SINGLE, make)


@pytest.mark.parametrize(
    ("text", "dtypes"),
    [
        ("a * tanh(b) + 1", (DType.FLOAT32, DType.BFLOAT16, DType.FLOAT32)),
        ("a + b", (DType.FLOAT32, DType.FLOAT32, DType.FLOAT32)),
        ("a", (DType.FLOAT32, DType.FLOAT32)),
    ],
    ids=["mixed", "sum", "copy"],
)
def test_float32(make, text, dtypes):
    *inputs, output = dtypes
    spec = OperationSpec(
        name="wide",
        description=text,
        inputs=tuple(TensorSpec(name=name, dtype=dtype) for name, dtype in zip("ab", inputs, strict=False)),
        outputs=(TensorSpec(name="out", dtype=output),),
        reference=ExpressionReference(text=text),
        # Far below TF32's 10 bits: the FPU or an unpack through the source registers would fail it.
        tolerance=Tolerance(max_ulp=16, absolute_floor=1e-6, norm_relative=1e-5),
    )
    verified(spec, CoreMode.SINGLE, make)


def test_intermediate_tensors_are_tested_at_all():
    text, _ = EXPRESSIONS["spilled"]
    assert len(lower(resolve(OperationRequest(expression=text))).passes) > 1


def test_run_alone_a_program_checks_itself(make, tmp_path):
    executable, runner = make(CATALOGUE["diode_equation"], Target(core_mode=CoreMode.MULTI))
    arguments = ["--shape", "3,45,70", "--param", "isat=0.004"]
    environment = {**os.environ, "TILESMITH_KERNEL_CACHE": str(runner.kernel_cache)}
    done = subprocess.run(
        [executable, *arguments],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("PASS\n")
    assert " ms\n" in done.stdout
