// Vector unit, tanh derivative: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool fast_and_approx = false>
inline void tanh_derivative_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::tanh_derivative, "tanh_derivative_tile_init", false, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void tanh_derivative_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::tanh_derivative, idst), fast_and_approx),
        {"tanh_derivative_tile", "tanh_derivative_tile_init"}, site);
}

}  // namespace ckernel
