"""One set of patterns serves three releases: what is written for each passes that release's own headers.

The releases are fetched into the user's cache when they are not there, about 100 MB each.
"""

import re
from pathlib import Path

import pytest

from tilesmith.agent.spec import (
    Arch,
    CoreMode,
    DType,
    ExpressionReference,
    Memory,
    OperationSpec,
    Parameter,
    Target,
    TensorSpec,
)
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.template_drafter import TemplateError, template_project
from tilesmith.agent.template_drafter.device_ops import DEVICE_OPS
from tilesmith.knowledge.api_index import ApiIndex, api_index
from tilesmith.knowledge.errors import MissingFromSdkError
from tilesmith.knowledge.examples import examples
from tilesmith.tools.cmake import build
from tilesmith.tools.contract import check_contract, kernel_jobs
from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.kernel_check import Check, CheckStatus, KernelJob, KernelRole, check_kernels
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner
from tilesmith.tools.sdk import DEFAULT_VERSION, Sdk, resolve_sdk
from tilesmith.tools.verification import Level, verify

OLDEST = "0.65.1"
VERSIONS = (OLDEST, "0.73.1", DEFAULT_VERSION)
SINGLE, MULTI = Target(), Target(core_mode=CoreMode.MULTI)
TARGETS = [Target(core_mode=mode, memory=memory) for mode in CoreMode for memory in Memory]
# What each pattern is used for.
REPRESENTATIVES = [
    ("copy", SINGLE),
    ("add", Target(core_mode=CoreMode.MULTI, memory=Memory.SHARDED)),
    ("diode_equation", MULTI),
    ("matmul", SINGLE),
    ("matmul", MULTI),
    ("transpose", SINGLE),
    ("reduce_sum_row", SINGLE),
    ("sub_bcast_rows", SINGLE),
    ("mul_bcast_scalar", MULTI),
]
COMPARISONS = {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"}
# What no function of a release computes.
LACKING = {OLDEST: {("mish", "T"), *((name, "TT") for name in COMPARISONS)}}
# Headers that define vectors of SFPI where every kernel sees them, so that only its compiler reads them.
ONLY_SFPI = {OLDEST: {("cbrt", "T"), ("power", "ST")}}
CALL = re.compile(r"(?<![\w.:])([A-Za-z_]\w*)(?:<[^<>;]*>)?\(")


@pytest.fixture(scope="module", params=VERSIONS)
def sdk(request: pytest.FixtureRequest) -> Sdk:
    return resolve_sdk(request.param)


@pytest.fixture(scope="module")
def index(sdk: Sdk) -> ApiIndex:
    return api_index(sdk)


def assert_passes(sdk: Sdk, project: Project) -> None:
    """The contract, and the kernel check against the headers of `sdk`."""
    assert check_contract(project) == []
    for check in check_kernels(sdk, kernel_jobs(project), Arch.WORMHOLE_B0):
        assert check.status is CheckStatus.PASSED, [d.message for d in check.diagnostics] or check


@pytest.mark.parametrize(("name", "target"), REPRESENTATIVES)
def test_kernels_pass_the_headers_of_each_release(sdk: Sdk, name: str, target: Target) -> None:
    assert_passes(sdk, template_project(CATALOGUE[name], target, sdk))


@pytest.mark.parametrize(("name", "target"), REPRESENTATIVES)
def test_kernels_call_nothing_that_the_release_deprecates(
    sdk: Sdk, index: ApiIndex, name: str, target: Target
) -> None:
    kernels = template_project(CATALOGUE[name], target, sdk).kernels
    called = {call for text in kernels.values() for call in CALL.findall(re.sub(r"//.*", "", text))}
    declared = {name: index.lookup(name) for name in called}
    assert [name for name, found in declared.items() if found and all(f.deprecated for f in found)] == []


@pytest.mark.parametrize(("name", "target"), REPRESENTATIVES)
def test_the_patterns_are_the_pinned_release(name: str, target: Target) -> None:
    pinned = template_project(CATALOGUE[name], target, resolve_sdk(DEFAULT_VERSION))
    assert pinned == template_project(CATALOGUE[name], target)


@pytest.mark.parametrize(("name", "target"), REPRESENTATIVES)
def test_the_host_program_is_the_same_for_all(sdk: Sdk, name: str, target: Target) -> None:
    project, pinned = (template_project(CATALOGUE[name], target, each) for each in (sdk, None))
    assert project.host_sources == pinned.host_sources


def test_a_model_is_shown_programs_in_the_names_of_its_release(sdk: Sdk) -> None:
    for program in examples(resolve(OperationRequest(expression="a @ b + exp(c)")), MULTI, sdk):
        ours = template_project(program.spec, MULTI, sdk)
        assert {path: ours.files[path] for path in program.files} == program.files


def test_a_type_in_the_name_or_as_an_argument(sdk: Sdk) -> None:
    """One release has `where_fp32_tile`, the next `where_tile<DataFormat::Float32>`."""
    spec = operation("chosen", "where(a > k, b, exp(c))", DType.FLOAT32)
    assert_passes(sdk, template_project(spec, SINGLE, sdk))


def test_what_a_release_lacks_is_named_in_one_sentence() -> None:
    spec = resolve(OperationRequest(expression="mish(a)"))
    with pytest.raises(
        MissingFromSdkError, match=r"^SDK 0\.65\.1 has no mish_tile_init and no mish_tile, nor"
    ):
        template_project(spec, SINGLE, resolve_sdk(OLDEST))


def test_the_entry_of_later_releases_is_a_fault_in_a_compute_kernel() -> None:
    job = KernelJob("kernels/compute/k.cpp", "\nvoid kernel_main() {}\n", KernelRole.COMPUTE)
    (check,) = check_kernels(resolve_sdk(OLDEST), [job], Arch.WORMHOLE_B0)
    (found,) = check.diagnostics
    assert (found.check, found.line) == (Check.NEW_ENTRY_POINT, 2)
    assert "void MAIN" in found.hint


# Two programs, each of the oldest release: names, headers, entry and start-up are other than today's.
@pytest.mark.parametrize("name", ["reduce_sum_row", "sub_bcast_rows"])
def test_the_oldest_release_gives_the_right_results(tmp_path: Path, name: str) -> None:
    assert_verified(tmp_path, name, SINGLE, resolve_sdk(OLDEST))


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t.core_mode}-{t.memory}")
@pytest.mark.parametrize("name", CATALOGUE)
def test_every_operation_of_the_catalogue(tmp_path: Path, sdk: Sdk, name: str, target: Target) -> None:
    """Where the pinned release can be written for, so can each other."""
    try:
        template_project(CATALOGUE[name], target)
    except TemplateError:
        with pytest.raises(TemplateError):
            template_project(CATALOGUE[name], target, sdk)
        return
    assert_passes(sdk, template_project(CATALOGUE[name], target, sdk))
    assert_verified(tmp_path, name, target, sdk)


@pytest.mark.slow
@pytest.mark.parametrize("dtype", [DType.BFLOAT16, DType.FLOAT32])
@pytest.mark.parametrize(
    ("function", "signature"), [key for key in DEVICE_OPS if key[0] != "fill"], ids=lambda part: part
)
def test_every_function_of_the_device(sdk: Sdk, function: str, signature: str, dtype: DType) -> None:
    letters = iter("abc")
    operands = [next(letters) if kind == "T" else "k" for kind in signature]
    spec = operation("function", f"{function}({', '.join(operands)}) * tanh(a + b + c)", dtype)
    if (function, signature) in LACKING.get(sdk.version, ()):
        with pytest.raises(MissingFromSdkError, match=f"SDK {sdk.version} has no "):
            template_project(spec, SINGLE, sdk)
        return
    only_sfpi = (function, signature) in ONLY_SFPI.get(sdk.version, ())
    expected = CheckStatus.UNCHECKED if only_sfpi else CheckStatus.PASSED
    compute = [job for job in kernel_jobs(template_project(spec, SINGLE, sdk)) if "compute" in job.path]
    assert [check.status for check in check_kernels(sdk, compute, Arch.WORMHOLE_B0)] == [expected]


def operation(name: str, expression: str, dtype: DType) -> OperationSpec:
    """On tensors `a`, `b` and `c`, with a parameter `k`."""
    return OperationSpec(
        name=name,
        description=expression,
        inputs=tuple(TensorSpec(name=letter, dtype=dtype) for letter in "abc"),
        outputs=(TensorSpec(name="out", dtype=dtype),),
        parameters=(Parameter(name="k", value=0.5),),
        reference=ExpressionReference(text=expression),
    )


def assert_verified(folder: Path, name: str, target: Target, sdk: Sdk) -> None:
    """The host program builds, and the outputs on the emulator are those of the golden."""
    spec, prefix = CATALOGUE[name], emulator_prefix()
    template_project(spec, target, sdk).write(folder / "project")
    built = build(folder / "project", folder / "build", prefix)
    assert built.executable is not None, built.log
    runner = EmulatorRunner(folder / "project", prefix, folder / "cache")
    result = verify(spec, target, built.executable, runner, seed=1, level=Level.QUICK)
    assert result.passed, [d.message for d in result.diagnostics]
