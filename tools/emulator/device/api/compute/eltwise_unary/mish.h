// Vector unit, mish: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

template <bool APPROXIMATION_MODE, bool is_fp32_dest_acc_en = false>
inline void mish_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_approx(detail::unary(tilesmith::device::SfpuOp::mish, idst), APPROXIMATION_MODE),
        {"mish_tile", "mish_tile_init"}, site);
}

template <bool APPROXIMATION_MODE>
inline void mish_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::mish, "mish_tile_init", APPROXIMATION_MODE, site);
}

}  // namespace ckernel
