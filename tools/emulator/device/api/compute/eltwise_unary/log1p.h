// Vector unit, log1p: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void log1p_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::log1p, "log1p_tile_init", false, site);
}

template <bool fast_and_approx = false, bool is_fp32_dest_acc_en = false>
inline void log1p_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::log1p, idst), fast_and_approx),
        {"log1p_tile", "log1p_tile_init"}, site);
}

}  // namespace ckernel
