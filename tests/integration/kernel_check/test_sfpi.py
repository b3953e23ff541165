"""Kernels in SFPI C++ pass without SFPI's compiler, and the rest of their code is checked all the same."""

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check import CheckStatus, KernelCheck, KernelJob, KernelRole, check_kernels
from tilesmith.tools.sdk import Sdk

KERNEL = """#include "api/compute/common.h"
#include "api/compute/eltwise_unary/eltwise_unary.h"
#include "sfpi.h"
#ifdef TRISC_MATH
inline void doubled() {
    for (int i = 0; i < 8; ++i) {
        vFloat x = dst_reg[i];
        v_if (x < 0.0f) { x = 0.0f; } v_endif;
        dst_reg[i] = x * 2.0f;
    }
}
#endif
void kernel_main() {
    MATH((_llk_math_eltwise_unary_sfpu_params_<false>(doubled, 0, VectorMode::RC)));
    cb_wait_front(0, 1);
}
"""


def _checked(sdk: Sdk, source: str) -> KernelCheck:
    return check_kernels(sdk, [KernelJob("kernels/k.cpp", source, KernelRole.COMPUTE)], Arch.WORMHOLE_B0)[0]


def test_a_kernel_with_vectors_passes(sdk: Sdk) -> None:
    assert _checked(sdk, KERNEL).status is CheckStatus.PASSED


def test_a_fault_beside_them_is_found(sdk: Sdk) -> None:
    result = _checked(sdk, KERNEL.replace("cb_wait_front(0, 1)", "cb_wait_front(0)"))

    assert result.status is CheckStatus.FAILED
    assert result.diagnostics[0].line == 15


def test_vectors_are_checked_where_every_thread_sees_them(sdk: Sdk) -> None:
    seen = KERNEL.replace("#ifdef TRISC_MATH\n", "").replace("#endif\n", "")
    assert _checked(sdk, seen).status is CheckStatus.PASSED

    result = _checked(sdk, seen.replace("x * 2.0f", "exexpo(x)"))

    assert result.status is CheckStatus.FAILED
    assert (result.diagnostics[0].line, "exexpo" in result.diagnostics[0].message) == (8, True)
