// Vector unit, threshold: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void threshold_tile(
    uint32_t idst, uint32_t param0, uint32_t param1,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::with_params(detail::unary(tilesmith::device::SfpuOp::threshold, idst), param0, param1),
        {"threshold_tile", "threshold_tile_init"}, site);
}

inline void threshold_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::threshold, "threshold_tile_init", false, site);
}

}  // namespace ckernel
