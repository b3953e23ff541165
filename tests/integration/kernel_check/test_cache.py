"""A result is found again by all that it depends on, and by nothing less."""

from dataclasses import replace
from pathlib import Path

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check import CbConfig, CheckStatus, KernelJob, KernelRole, check_kernels
from tilesmith.tools.sdk import Sdk

JOB = KernelJob(
    "kernels/k.cpp",
    '#include "api/compute/common.h"\n'
    "void kernel_main() { static_assert(get_compile_time_arg_val(0) == 8); cb_wait_front(0, 1); }\n",
    KernelRole.COMPUTE,
    (8,),
)


@pytest.fixture(autouse=True)
def _empty_cache(sdk: Sdk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sdk.root.is_dir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_the_same_job_is_compiled_once(sdk: Sdk) -> None:
    first, second = (check_kernels(sdk, [JOB], Arch.WORMHOLE_B0)[0] for _ in range(2))
    assert (first.cached, second.cached) == (False, True)
    assert second.status is first.status is CheckStatus.PASSED
    assert second.compiler == first.compiler != ""


def test_a_fault_is_told_again_in_full(sdk: Sdk) -> None:
    job = replace(JOB, compile_args=(9,))
    first, second = (check_kernels(sdk, [job], Arch.WORMHOLE_B0)[0] for _ in range(2))
    assert second.cached
    assert second.diagnostics == first.diagnostics != ()


@pytest.mark.parametrize(
    "change",
    [
        {"source": JOB.source + "\n"},
        {"compile_args": (8, 1)},
        {"named_args": {"n": 1}},
        {"defines": {"N": "1"}},
        {"cbs": (CbConfig(0, "Float32", 4096),)},
        {"fp32_dest_acc": True},
        {"math_fidelity": "LoFi"},
        {"headers": {"kernels/h.h": ""}},
        {"path": "kernels/other.cpp"},
    ],
)
def test_any_other_input_is_compiled_anew(sdk: Sdk, change: dict[str, object]) -> None:
    check_kernels(sdk, [JOB], Arch.WORMHOLE_B0)
    (result,) = check_kernels(sdk, [replace(JOB, **change)], Arch.WORMHOLE_B0)  # type: ignore[arg-type]
    assert not result.cached
    assert result.status is CheckStatus.PASSED, result


def test_another_chip_is_compiled_anew(sdk: Sdk) -> None:
    check_kernels(sdk, [JOB], Arch.WORMHOLE_B0)
    assert not check_kernels(sdk, [JOB], Arch.BLACKHOLE)[0].cached
