// Vector unit, erfinv: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void erfinv_tile(uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu(detail::unary(tilesmith::device::SfpuOp::erfinv, idst),
        {"erfinv_tile", "erfinv_tile_init"}, site);
}

inline void erfinv_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::sfpu_init(tilesmith::device::SfpuOp::erfinv, "erfinv_tile_init", false, site);
}

}  // namespace ckernel
