"""An installed SDK holds sources to check against and to learn from, and nothing else of the wheel."""

import pytest

from tilesmith.tools.sdk.contents import is_kept


@pytest.mark.parametrize(
    "name",
    [
        "ttnn/tt_metal/hw/inc/api/compute/matmul.h",
        "ttnn/tt_metal/hw/firmware/src/tt-1xx/brisck.cc",
        "ttnn/tt_metal/tt-llk/tt_llk_wormhole_b0/llk_lib/llk_math_common.h",
        "ttnn/ttnn/cpp/ttnn/operations/eltwise/binary/device/kernels/compute/eltwise_binary.cpp",
        "ttnn/tt_metal/sfpi-version",
        "ttnn-0.81.1.dist-info/licenses/LICENSE",
    ],
)
def test_kept(name: str) -> None:
    assert is_kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "ttnn/build/lib/libtt_metal.so",
        "ttnn/tt_metal/pre-compiled/123/brisc.elf",
        "ttnn/tt_metal/tt-llk/tests/sources/matmul_test.cpp",
        "ttnn/tt_metal/tt-llk/tt_llk_quasar/common/inc/ckernel.h",
        "ttnn/core.py",
        "/etc/cron.d/x.h",
        "ttnn/tt_metal/hw/../../../x.h",
    ],
)
def test_left_out(name: str) -> None:
    assert not is_kept(name)
