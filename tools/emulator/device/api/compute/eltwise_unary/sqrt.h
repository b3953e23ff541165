// Vector unit, sqrt: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void sqrt_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::sqrt, "sqrt_tile_init", false, site);
}

template <bool FAST_APPROX = false, bool is_fp32_dest_acc_en = false>
inline void sqrt_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::sqrt, idst),
        {"sqrt_tile", "sqrt_tile_init"}, site);
}

}  // namespace ckernel
