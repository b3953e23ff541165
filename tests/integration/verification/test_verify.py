"""Honest and dishonest programs, really compiled and run in the sandbox, judged by the verification.

The programs stand in for host programs: they read and write .npy files and leave the report that the emulator
would leave. Their arithmetic is float32 with truncation to bfloat16, as little as an honest device does.
"""

import subprocess
from pathlib import Path

import pytest

from tilesmith.agent.spec import (
    CoreMode,
    ExpressionReference,
    OperationSpec,
    Parameter,
    Target,
    TensorSpec,
)
from tilesmith.tools.diagnostics import Stage
from tilesmith.tools.runner import EmulatorRunner, RunStatus
from tilesmith.tools.verification import Level, VerificationResult, verify

_PROGRAM = r"""
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

static std::vector<char> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
static size_t header(const std::vector<char>& npy) { return 10 + (uint8_t)npy[8] + 256 * (uint8_t)npy[9]; }
static float truncated(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, 4);
    bits &= 0xffff0000u;
    std::memcpy(&value, &bits, 4);
    return value;
}

int main(int, char** arguments) {
    const std::string inputs = arguments[2], outputs = arguments[4];
    std::ofstream(std::getenv("TILESMITH_REPORT")) << R"({"status": "ok", "programs": 1})";
    const std::vector<char> a = load(inputs + "/a.npy"), alpha_file = load(inputs + "/alpha.npy");
    std::vector<char> out = a;
    const float* x = (const float*)(a.data() + header(a));
    float* y = (float*)(out.data() + header(out));
    const size_t count = (a.size() - header(a)) / 4;
    float alpha = *(const float*)(alpha_file.data() + header(alpha_file));
    (void)x, (void)y, (void)alpha;
    BODY
    std::ofstream(outputs + "/out.npy", std::ios::binary).write(out.data(), out.size());
    std::puts("PASS");
    return 0;
}
"""
_HONEST = "for (size_t i = 0; i < count; ++i) y[i] = truncated(x[i] * alpha);"

_SPEC = OperationSpec(
    name="scale",
    description="a times alpha",
    inputs=(TensorSpec(name="a", low=-4, high=4),),
    outputs=(TensorSpec(name="out"),),
    parameters=(Parameter(name="alpha", value=1.5, low=1.25, high=3.0),),
    reference=ExpressionReference(text="a * alpha"),
)


def _verified(
    tmp_path: Path, body: str, mode: CoreMode = CoreMode.SINGLE, **options: object
) -> VerificationResult:
    source = tmp_path / "host.cpp"
    source.write_text(_PROGRAM.replace("BODY", body))
    subprocess.run(["g++", "-O1", "-o", tmp_path / "host", source], check=True)
    runner = EmulatorRunner(tmp_path, tmp_path, tmp_path / "cache")
    return verify(_SPEC, Target(core_mode=mode), tmp_path / "host", runner, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", CoreMode)
def test_an_honest_program_passes_on_at_least_three_shapes_and_nine_cases(
    tmp_path: Path, mode: CoreMode
) -> None:
    result = _verified(tmp_path, _HONEST, mode)

    assert result.passed and result.diagnostics == ()
    assert result.shapes >= 3 and len(result.cases) >= 9


def test_a_program_that_prints_pass_and_writes_zeros_fails(tmp_path: Path) -> None:
    result = _verified(tmp_path, "for (size_t i = 0; i < count; ++i) y[i] = 0;")

    (fault,) = result.diagnostics
    assert not result.passed and result.shapes == 0
    assert (fault.stage, fault.check, fault.message) == (Stage.NUMERICS, "all_zero", "out is zero everywhere")
    assert fault.evidence[0].startswith("worst element: out[")


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("", "input_copied"),
        ("for (size_t i = 0; i < count; ++i) y[i] = 1;", "constant"),
        ("for (size_t i = 0; i < count; ++i) y[i] = -x[i] * alpha;", "scaled"),
        ("for (size_t i = 0; i < count; ++i) y[i] = x[i] * 1.5f;", "scaled"),  # ignores the parameter
        ("for (size_t i = 0; i < count; ++i) y[i] = i < count / 2 ? x[i] * alpha : 0;", "some_tiles_wrong"),
        ("for (size_t i = 0; i < count; ++i) y[i] = 0.0f / 0.0f;", "not_finite"),
        ("out.resize(out.size() - 4);", "output_missing"),
        ('std::remove((outputs + "/out.npy").c_str()); return 0;', "output_missing"),
    ],
)
def test_a_wrong_program_fails_for_the_right_reason(tmp_path: Path, body: str, check: str) -> None:
    result = _verified(tmp_path, body)

    assert not result.passed
    assert check in {fault.check for fault in result.diagnostics}


def test_a_link_in_place_of_an_output_is_refused(tmp_path: Path) -> None:
    body = 'std::system(("ln -s " + inputs + "/a.npy " + outputs + "/out.npy").c_str()); return 0;'

    (fault,) = _verified(tmp_path, body).diagnostics

    assert fault.message == "out.npy is not a regular file"


def test_a_crash_is_the_root_cause_and_ends_the_verification(tmp_path: Path) -> None:
    result = _verified(tmp_path, "std::abort();")

    assert [case.status for case in result.cases] == [RunStatus.CRASH]
    assert not result.passed and "SIGABRT" in result.diagnostics[0].message


def test_a_fault_on_one_shape_only_is_found_and_says_which_shapes_are_right(tmp_path: Path) -> None:
    body = _HONEST + " if (count % 1024) y[count - 1] = 100;"

    result = _verified(tmp_path, body)

    assert not result.passed and result.shapes == 2
    assert any(
        "right for some cases of shape 32x32, 64x96" in line for line in result.diagnostics[0].evidence
    )


def test_a_seed_gives_the_same_cases_again(tmp_path: Path) -> None:
    first = _verified(tmp_path, _HONEST, level=Level.QUICK)
    again = _verified(tmp_path, _HONEST, level=Level.QUICK, seed=first.seed)
    other = _verified(tmp_path, _HONEST, level=Level.QUICK, seed=first.seed + 1)

    assert [case.case for case in first.cases] == [case.case for case in again.cases]
    assert [case.case for case in first.cases] != [case.case for case in other.cases]


def test_the_program_sees_inputs_and_nothing_of_the_golden(tmp_path: Path) -> None:
    body = (
        'std::system(("ls -R " + inputs + "/.. > " + outputs + "/seen").c_str());'
        'std::ifstream seen(outputs + "/seen"); std::string name;'
        'while (seen >> name) if (name.find("golden") != name.npos || name == "out.npy") return 5;' + _HONEST
    )

    assert _verified(tmp_path, body, level=Level.QUICK).passed
